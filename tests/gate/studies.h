#pragma once
#include "../montecarlo/studies.h"
#include "gate/check.h"
#include "gate/expression.h"

namespace llmtco {

/// An option whose bill is volume times price, both drawn and the same on either side of a comparison: a coefficient of
/// variation of 45 %. Its price is `factor` times as high.
inline Study priced_study(double factor) {
  Study study = empty_study();
  Graph& graph = study.variables.graph();
  const NodeId volume = study.variables.draw("volume", Distribution{distributions::Lognormal{1, 0.2}});
  const NodeId price = study.variables.draw("price", Distribution{distributions::Lognormal{1, 0.4}});
  const NodeId cost = graph.combine(Operation::multiply, graph.combine(Operation::multiply, volume, price),
                                    graph.constant(1000 * factor * (usd / month).base_units()));
  study.options.push_back({.name = "it",
                           .kind = "custom",
                           .serving = Stated{},
                           .contracts = {CustomLines{{{.name = "it",
                                                       .type = CostType::invoiced,
                                                       .behaviour = CostBehaviour::usage,
                                                       .price = Uncertain<UsdPerSecond>(cost),
                                                       .tokens = {},
                                                       .source = "a test"}}}}});
  return study;
}

/// Gates on a study, from their texts. Fails the test where one is none.
inline std::vector<Gate> gates_from(const std::vector<std::string>& texts, GateNames names) {
  Diagnostics diagnostics;
  std::vector<Gate> gates;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto gate = read_gate(GateText::of_flag(texts[i], i + 1, diagnostics), names, diagnostics);
    CHECK_MESSAGE(gate.has_value(), diagnostics.rendered());
    if (gate) gates.push_back(*gate);
  }
  return gates;
}

}  // namespace llmtco
