#include <fmt/format.h>

#include "scenario/option_reader.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

LineKind kind_of(const std::string& text) {
  for (const LineKind kind : {LineKind::invoiced, LineKind::amortized, LineKind::staff, LineKind::risk}) {
    if (text == name(kind)) return kind;
  }
  return LineKind::carbon;
}

Behaviour behaviour_of(const std::optional<Place>& place, bool fixed) {
  if (!place) return fixed ? Behaviour::fixed : Behaviour::usage;
  if (place->text() == name(Behaviour::energy)) return Behaviour::energy;
  return place->text() == name(Behaviour::fixed) ? Behaviour::fixed : Behaviour::usage;
}

OtherCost read_line(const Place& place, Inputs& inputs) {
  OtherCost line;
  line.item = place.at("item").text();
  line.kind = kind_of(place.at("kind").text());
  line.source = source_text(written_origin(place.node()));
  const auto cost = place.find("cost"), per_request = place.find("per_request"),
             per_token = place.find("per_token");
  line.behaviour = behaviour_of(place.find("behaviour"), cost.has_value());
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
    line.tokens = tokens->text() == "all"     ? OtherCost::Tokens::all
                  : tokens->text() == "input" ? OtherCost::Tokens::input
                                              : OtherCost::Tokens::output;
  }
  return line;
}

}  // namespace

std::vector<OtherCost> read_cost_lines(const std::optional<Place>& place, Inputs& inputs) {
  std::vector<OtherCost> lines;
  if (!place) return lines;
  for (const Place& line : place->children()) lines.push_back(read_line(line, inputs));
  return lines;
}

}  // namespace llmtco
