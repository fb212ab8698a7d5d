#include "cost/line_item.h"

using namespace llmtco;

namespace {

struct Display {
  ItemId item;
  Labels labels;
  bool several_classes;
  const char* text;
};

}  // namespace

TEST_CASE("a line reads as its labels say: part, class, item, hours, tier") {
  const std::vector<Display> all{
      {ItemId::input_tokens, {.request_class = "chat"}, false, "input tokens"},
      {ItemId::input_tokens, {.request_class = "chat"}, true, "chat input tokens"},
      {ItemId::cache_reads,
       {.request_class = "chat", .window = "other hours"},
       false,
       "cache reads, other hours"},
      {ItemId::output_tokens,
       {.request_class = "chat", .window = "01:00-04:00 UTC", .tier = 200'001.0 * token},
       true,
       "chat output tokens, 01:00-04:00 UTC, from 200k input"},
      {ItemId::cache_writes,
       {.part = "mini", .request_class = "chat", .tier = 272'000.0 * token},
       true,
       "mini: chat cache writes, from 272k input"},
      {ItemId::gpu_hours, {.part = "own"}, true, "own: GPU hours"},
      {ItemId::machine_hours, {}, true, "machine hours"},
      {ItemId::wrong_answers, {.part = "own", .request_class = "chat"}, true, "own: chat wrong answers"},
      {ItemId::custom, {.part = "own", .name = "vector database"}, true, "own: vector database"}};
  for (const Display& one : all) CHECK(display_text(one.item, one.labels, one.several_classes) == one.text);
}

TEST_CASE("every item has one word for programs and one text for people") {
  for (const auto& row : item_ids.table) {
    CAPTURE(row.second);
    CHECK(item_ids.from_text(row.second) == row.first);
    CHECK(row.second.find(' ') == std::string_view::npos);
    const std::string name = "of its own", text = display_text(row.first, {.name = name}, false);
    CHECK((text == name) == (row.first == ItemId::custom));
    CHECK(text.size() > 4);
  }
}

TEST_CASE("a line of 3,330 Mtok at $10 is $33,300, a lump a month of its amount") {
  const LineItem tokens = line({.item = ItemId::output_tokens, .quantity_unit = "Mtok", .price = 7},
                               Drawn<Tokens>(3330.0 * mtok), Drawn<UsdPerToken>(10.0 * usd / mtok), mtok);
  CHECK(tokens.quantity.constant() == doctest::Approx(3330));
  CHECK(tokens.unit_price_usd.constant() == doctest::Approx(10));
  CHECK((tokens.amount() / usd).constant() == doctest::Approx(33'300));
  CHECK(tokens.price == 7);
  const LineItem upkeep = lump({.item = ItemId::maintenance}, Drawn<Usd>(2000.0 * usd));
  CHECK(upkeep.quantity.constant() == 1);
  CHECK(upkeep.quantity_unit == "month");
  CHECK((upkeep.amount() / usd).constant() == 2000);
}

TEST_CASE("kinds of money and ways to move with use are read by the words they are written with") {
  for (const auto& [type, word] : cost_types.table) CHECK(cost_types.from_text(word) == type);
  for (const auto& [behaviour, word] : cost_behaviours.table)
    CHECK(cost_behaviours.from_text(word) == behaviour);
  CHECK_FALSE(cost_types.from_text("people").has_value());
}
