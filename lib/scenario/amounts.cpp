#include <fmt/format.h>

#include "scenario/inputs.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {

NodeId Inputs::node_in_graph(const Read& value) {
  if (value.node != known) return value.node;
  Graph& graph = study_.variables.graph();
  const NodeId node = graph.constant(value.constant);
  graph.set_origin(node, value.origin, value.dimension);
  return node;
}

Inputs::Read Inputs::drawn(const std::string& name, const WrittenNumber& number, OriginId from,
                           const Node& node) {
  // Of another currency, the draws are no dollars.
  Dimension counts = number.dimension;
  if (!number.currency.empty()) counts.usd = 0;
  const NodeId drawn = study_.variables.draw(name, std::get<Distribution>(number.is), from, counts);
  return in_dollars({.node = drawn, .dimension = number.dimension, .origin = from}, number.currency, node);
}

std::optional<Inputs::Read> Inputs::rate_of(const std::string& code) {
  const auto [entry, is_first] = read_rates_.try_emplace(code);
  if (!is_first) return entry->second;
  const Place* place = rates_ == nullptr ? nullptr : rates_->find(code);
  if (place == nullptr) return std::nullopt;
  auto subject_of = std::move(subject_of_);  // a rate is about its currency, whoever asks for it
  subject_of_ = {};
  Read read = node_of(place->at("usd"));
  subject_of_ = std::move(subject_of);
  if (read.origin == no_origin) return std::nullopt;  // its own place says why
  read.dimension = dimensionless;
  return read_rates_[code] = read;
}

std::optional<Uncertain<double>> Inputs::rate(const std::string& code, const Node& asker) {
  const auto read = rate_of(code);
  if (read) return typed<double>(*read);
  if (rates_ == nullptr || rates_->find(code) == nullptr)
    diagnostics_.error(asker.location(),
                       fmt::format("the scenario gives no rate of {}{}", code, at_path(asker)),
                       how_to_rate(code));
  return std::nullopt;
}

Inputs::Read Inputs::in_dollars(const Read& amount, const std::string& code, const Node& node) {
  if (code.empty()) return amount;
  const auto dollars = rate(code, node);
  if (!dollars) return {};
  if (amount.node == known && dollars->is_known()) {
    Origin told = study_.variables.origin(amount.origin);
    told.source += fmt::format(" at ${:g} for one {}, {}", dollars->constant, code, rates_->told(code));
    return {.constant = amount.constant * dollars->constant,
            .dimension = amount.dimension,
            .origin = origin(std::move(told))};
  }
  Read plain = amount;  // no dollars before they are changed
  plain.dimension.usd = 0;
  Graph& graph = study_.variables.graph();
  const NodeId product =
      graph.combine(Operation::multiply, node_in_graph(plain), node_in_graph(*rate_of(code)));
  Origin told = study_.variables.origin(amount.origin);
  told.name += " in dollars";
  told.source += fmt::format(" at the rate of {}, {}", code, rates_->told(code));
  const OriginId from = origin(std::move(told));
  graph.set_origin(product, from, amount.dimension);
  return {.node = product, .dimension = amount.dimension, .origin = from};
}

std::pair<double, std::string> Inputs::known_amount(const Place& place) {
  const auto read = read_number(place.node(), std::get<NumberForm>(place.form().is), folder_, diagnostics_);
  if (!read || !std::holds_alternative<double>(read->is)) return {0, ""};
  return {std::get<double>(read->is), read->currency};
}

double Inputs::known_number(const Place& place) {
  const auto [value, code] = known_amount(place);
  if (code.empty()) return value;
  const auto dollars = rate(code, place.node());
  if (dollars && !dollars->is_known())
    diagnostics_.error(place.node().location(),
                       fmt::format("a known value must stand here, and the rate of {} is drawn{}", code,
                                   at_path(place.node())),
                       "write it in dollars");
  return dollars ? value * dollars->constant : 0;
}

}  // namespace llmtco
