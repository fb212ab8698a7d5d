#include "report/json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace llmtco;

namespace {

/// The line of a bill as JSON shows it.
nlohmann::json line_of(ItemId id, const Labels& labels) {
  OptionResult option;
  option.name = "it";
  LineResult line;
  line.item = display_text(id, labels, true);
  line.id = id;
  line.labels = labels;
  option.lines = {line};
  Result result;
  result.options = {option};
  return nlohmann::json::parse(to_json(result))["options"]["it"]["line_items"][0];
}

}  // namespace

TEST_CASE("a line has a word for programs beside its text for people") {
  const nlohmann::json line = line_of(ItemId::gpu_hours, {.part = "own"});
  CHECK(line["item"] == "own: GPU hours");
  CHECK(line["id"] == "gpu_hours");
}

TEST_CASE("its labels say which of an item's lines it is, and only what applies") {
  const Labels all{.part = "mini",
                   .request_class = "chat",
                   .window = "01:00-04:00 UTC",
                   .tier = 200'001.0 * token,
                   .name = ""};
  CHECK(line_of(ItemId::input_tokens, all)["labels"].dump() ==
        R"({"class":"chat","part":"mini","tier":"from 200k input","window":"01:00-04:00 UTC"})");
  CHECK(line_of(ItemId::gpu_hours, {})["labels"].dump() == "{}");
  CHECK(line_of(ItemId::custom, {.name = "people"})["labels"].dump() == R"({"name":"people"})");
}
