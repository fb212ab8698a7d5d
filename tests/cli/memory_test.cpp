#include <doctest/doctest.h>

#include "results.h"

namespace {

/// A scenario of so many endpoints and classes.
std::string products(int options, int classes) {
  std::string text = "scenario: products\nas_of: 2026-11-25\nhorizon: 1 months\nworkload:\n";
  for (int c = 0; c < classes; ++c)
    text += "  class" + std::to_string(c) +
            ": {requests: 10k to 14k/month, input_tokens: 700, output_tokens: 150}\n";
  text += "options:\n";
  for (int o = 0; o < options; ++o)
    text += "  option" + std::to_string(o) + ": {kind: api, endpoint: openai/gpt-6-luna}\n";
  return text;
}

}  // namespace

TEST_CASE("draws that are asked for one by one beyond the memory allowed are refused before the run") {
  // Three options of the starter, 2^30 draws of 8 bytes each: 24 GB, with replicates that are summed up beside them.
  const Folder folder;
  const Ran ran = run({.args = {"run", "starter", "--draws", "1073741824", "--draws-out", "d.csv"},
                       .directory = folder.path()});
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(has(ran.err, "llmtco: error: this would take about 24"));
  CHECK(has(
      ran.err,
      "24 GB of it for what is asked for draw by draw; the limit is 4 GB: fewer --draws, fewer figures, or "
      "--only some options, or a larger --memory\n"));
}

TEST_CASE("options times classes are limited by 10,000, and by memory") {
  const Ran too_many = fed(products(101, 100), {"run", "-", "--draws", "1024"});
  CHECK(too_many.code == 2);
  CHECK(has(too_many.err,
            "101 options and 100 classes: at most 500 and 100, and 10000 of each option with each class"));
  const Ran short_of_memory =
      fed(products(50, 60), {"run", "-", "--draws", "50000000", "--format", "json", "--memory", "1"});
  CHECK(short_of_memory.code == 2);
  CHECK(has(short_of_memory.err, "the limit is 1 GB: fewer --draws, --only some options, fewer classes"));
}
