#include <fmt/format.h>

#include <cassert>

#include "scenario/dated_reader.h"
#include "scenario/forms.h"
#include "scenario/option_reader.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// The value a word stands for. The grammar takes the words of the same table only.
template <class E, std::size_t N>
E read_word(const Place& place, const Names<E, N>& names) {
  const std::optional<E> value = names.from_text(place.text());
  assert(value);
  return *value;
}

/// Says that a key means nothing on this line.
void refuse(const Place& line, const char* key, const char* why, Inputs& inputs) {
  const auto place = line.find(key);
  if (place)
    inputs.diagnostics().error(place->node().key_location(),
                               fmt::format("{}{}", why, at_path(place->node())));
}

/// In which months it is paid, and how long it lasts.
void read_months(const Place& place, Inputs& inputs, CustomLine& line) {
  const bool amount = place.has("amount");
  for (const char* key : {"from", "until", "every"}) {
    if (!place.has("cost") && !amount)
      refuse(place, key, "months are of a `cost` or an `amount`: tasks and tokens come in every month",
             inputs);
  }
  if (place.has("cost"))
    refuse(place, "every", "a `cost` is of each month; give an `amount` instead", inputs);
  if (!amount) {
    refuse(place, "month", "a `month` is of an `amount`", inputs);
    refuse(place, "life", "only an `amount` is written off over a life", inputs);
  }
  if (place.has("month")) refuse(place, "from", "it is paid in its `month` alone, or `from` one on", inputs);
  line.when = read_dated(place, inputs);
  if (!amount) return;
  line.life_months = whole_months(place, "life", 0, inputs);
  if (place.has("month")) line.when.from = read_month(place, "month", 0, inputs);
  if (!place.has("every") && !place.has("until")) line.when.until = line.when.from;  // once
  const bool amortized = line.type == CostType::amortized;
  if (amortized && line.life_months == 0)
    inputs.diagnostics().error(
        place.at("amount").node().location(),
        fmt::format("an amount that is amortized needs a `life`{}", at_path(place.at("amount").node())));
  if (!amortized) refuse(place, "life", "what has a `life` is of the kind amortized", inputs);
}

CustomLine read_line(const Place& place, Inputs& inputs) {
  CustomLine line;
  line.name = place.at("item").text();
  line.type = read_word(place.at("kind"), cost_types);
  line.source = source_text(written_origin(place.node()));
  const auto cost = place.find("cost"), per_request = place.find("per_request"),
             per_token = place.find("per_token"), amount = place.find("amount");
  const auto behaviour = place.find("behaviour");
  line.behaviour = behaviour                                ? read_word(*behaviour, cost_behaviours)
                   : cost.has_value() || amount.has_value() ? CostBehaviour::fixed
                                                            : CostBehaviour::usage;
  if (cost.has_value() + per_request.has_value() + per_token.has_value() + amount.has_value() != 1) {
    inputs.diagnostics().error(place.node().location(),
                               fmt::format("a cost line has one of cost, per_request, per_token and amount{}",
                                           at_path(place.node())));
  } else if (cost) {
    line.price = inputs.number<UsdPerSecond>(*cost);
  } else if (per_request) {
    line.price = inputs.number<UsdPerRequest>(*per_request);
  } else if (per_token) {
    line.price = inputs.number<UsdPerToken>(*per_token);
  } else {
    line.price = inputs.number<Usd>(*amount);
  }
  if (const auto tokens = place.find("tokens")) {
    if (!per_token)
      inputs.diagnostics().error(
          tokens->node().location(),
          fmt::format("tokens says what per_token counts; there is no per_token here{}",
                      at_path(tokens->node())));
    line.tokens = read_word(*tokens, counted_tokens);
  }
  read_months(place, inputs, line);
  return line;
}

}  // namespace

FormPtr cost_lines_form() {
  using namespace forms;
  std::vector<std::string> kinds = cost_types.words();
  std::erase(kinds, cost_types.to_text(CostType::purchase));  // which an amortized amount is, when it is paid
  std::vector<Field> fields{
      {"item", text(), required, "name of the line"},
      {"kind", choice(std::move(kinds)), required, "what kind of money it is"},
      {"cost", amount<UsdPerSecond>(), optional, "as $500/month; or per_request, per_token or amount"},
      {"per_request", amount<UsdPerRequest>(), optional, "as $0.001"},
      {"per_token", amount<UsdPerToken>(), optional, "as $0.02/Mtok"},
      {"amount", amount<Usd>(), optional, "as $20k, paid once, or once in `every` so many months"},
      {"month", count(1), optional, "of the horizon, from 1, that pays the amount; the first if absent"},
      {"life", fixed_amount<Seconds>(), optional,
       "as 36 months, over which an amortized amount is written off"},
      {"tokens", choice(counted_tokens.words()), optional, "which tokens per_token counts; all if absent"},
      {"behaviour", choice(cost_behaviours.words()), optional,
       "energy lines are what an energy-only unit cost counts; absent: fixed for cost and amount, else "
       "usage"}};
  for (Field& field : dated_fields()) fields.push_back(std::move(field));
  return form(ListForm{mapping("a cost line", std::move(fields))});
}

std::vector<CustomLine> read_cost_lines(const std::optional<Place>& place, Inputs& inputs) {
  std::vector<CustomLine> lines;
  if (!place) return lines;
  for (const Place& line : place->children()) lines.push_back(read_line(line, inputs));
  return lines;
}

}  // namespace llmtco
