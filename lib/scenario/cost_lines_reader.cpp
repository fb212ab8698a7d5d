#include <fmt/format.h>

#include <cassert>

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

CustomLine read_line(const Place& place, Inputs& inputs) {
  CustomLine line;
  line.name = place.at("item").text();
  line.type = read_word(place.at("kind"), cost_types);
  line.source = source_text(written_origin(place.node()));
  const auto cost = place.find("cost"), per_request = place.find("per_request"),
             per_token = place.find("per_token");
  const auto behaviour = place.find("behaviour");
  line.behaviour = behaviour          ? read_word(*behaviour, cost_behaviours)
                   : cost.has_value() ? CostBehaviour::fixed
                                      : CostBehaviour::usage;
  if (cost.has_value() + per_request.has_value() + per_token.has_value() != 1) {
    inputs.diagnostics().error(
        place.node().location(),
        fmt::format("a cost line has one of cost, per_request and per_token{}", at_path(place.node())));
  } else if (cost) {
    line.price = inputs.number<UsdPerSecond>(*cost);
  } else if (per_request) {
    line.price = inputs.number<UsdPerRequest>(*per_request);
  } else {
    line.price = inputs.number<UsdPerToken>(*per_token);
  }
  if (const auto tokens = place.find("tokens")) {
    if (!per_token)
      inputs.diagnostics().error(
          tokens->node().location(),
          fmt::format("tokens says what per_token counts; there is no per_token here{}",
                      at_path(tokens->node())));
    line.tokens = read_word(*tokens, counted_tokens);
  }
  return line;
}

}  // namespace

FormPtr cost_lines_form() {
  using namespace forms;
  return form(ListForm{mapping(
      "a cost line",
      {{"item", text(), required, "name of the line"},
       {"kind", choice(cost_types.words()), required, "what kind of money it is"},
       {"cost", amount<UsdPerSecond>(), optional, "as $500/month; or per_request, or per_token"},
       {"per_request", amount<UsdPerRequest>(), optional, "as $0.001"},
       {"per_token", amount<UsdPerToken>(), optional, "as $0.02/Mtok"},
       {"tokens", choice(counted_tokens.words()), optional, "which tokens per_token counts; all if absent"},
       {"behaviour", choice(cost_behaviours.words()), optional,
        "energy lines are what an energy-only unit cost counts; absent: fixed for cost, else usage"}})});
}

std::vector<CustomLine> read_cost_lines(const std::optional<Place>& place, Inputs& inputs) {
  std::vector<CustomLine> lines;
  if (!place) return lines;
  for (const Place& line : place->children()) lines.push_back(read_line(line, inputs));
  return lines;
}

}  // namespace llmtco
