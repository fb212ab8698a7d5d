#include "performance/placement_by_name.h"

#include <doctest/doctest.h>

#include "placements.h"

using namespace llmtco;

namespace {

using Part = PlacementProblem::Part;
using Kind = PlacementProblem::Kind;

PlacementNames names(std::string accelerator, int gpus = 1) {
  return {.model = "llama-3.1-8b",
          .format = "fp8",
          .engine = "vllm",
          .accelerator = std::move(accelerator),
          .gpus = gpus};
}

}  // namespace

TEST_CASE("names of the catalogue make the placement that its entries make") {
  const PlacementFound found = placement_by_name(names("H100", 2), catalog());
  CHECK(found.problems.empty());
  REQUIRE(found.placement.has_value());
  CHECK(found.placement->accelerator.id == "h100-80-sxm");
  CHECK(found.placement->parallel.tensor == 2);
  CHECK(found.placement->kv_bits == placed("H100", 2, "llama-3.1-8b", "fp8").kv_bits);
}

TEST_CASE("every wrong name is told, each with its part") {
  PlacementNames wrong = names("H10");
  wrong.model = "llama-3.1-8x";
  wrong.format = "fp9";
  wrong.engine = "vlm";
  const PlacementFound found = placement_by_name(wrong, catalog());
  CHECK_FALSE(found.placement.has_value());
  REQUIRE(found.problems.size() == 4);
  const Part parts[] = {Part::model, Part::format, Part::engine, Part::accelerator};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(found.problems[i].part == parts[i]);
    CHECK(found.problems[i].kind == Kind::unknown);
  }
  CHECK(found.problems[1].message == "unknown weight format 'fp9'");
  CHECK(found.problems[1].hint == "did you mean 'fp8'?");
}

TEST_CASE("a part that its reader refused is not told again, and nothing is placed") {
  PlacementNames refused = names("H100");
  refused.accelerator = std::monostate();
  const PlacementFound found = placement_by_name(refused, catalog());
  CHECK(found.problems.empty());
  CHECK_FALSE(found.placement.has_value());
}

TEST_CASE("a server is no accelerator: its accelerators are named") {
  const PlacementFound server = placement_by_name(names("hgx-h100-8x80"), catalog());
  REQUIRE(server.problems.size() == 1);
  CHECK(server.problems[0].kind == Kind::whole_server);
  CHECK(server.problems[0].message == "'hgx-h100-8x80' is a whole server");
  CHECK(server.problems[0].hint == "name its accelerator, h100-80-sxm");
  CHECK_FALSE(server.placement.has_value());
}

TEST_CASE("what an engine does not start is placed all the same: refusals() tells") {
  PlacementNames awq = names("H100");
  awq.format = "awq-4bit-g128";
  awq.engine = "llama.cpp";
  const PlacementFound found = placement_by_name(awq, catalog());
  CHECK(found.placement.has_value());
  CHECK(found.problems.empty());
}
