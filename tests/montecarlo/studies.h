#pragma once
#include <doctest/doctest.h>

#include <string>

#include "measures/list.h"
#include "montecarlo/simulate.h"

namespace llmtco {

/// A million requests of a thousand tokens a month and no options yet.
inline Study empty_study() {
  RequestClass chat;
  chat.name = "chat";
  chat.requests = 1e6 * request / month;
  chat.input.mean = 700.0 * token / request;
  chat.output.mean = 300.0 * token / request;
  chat.task = "general-knowledge";
  Study study;
  study.name = "A test";
  study.as_of = "2026-09-23";
  study.demand = {.workload = {{chat}}, .horizon_months = 1};
  return study;
}

/// Adds an option of one line: so many dollars a month, drawn under a name.
inline void add_option(Study& study, const std::string& name, const Distribution& dollars_a_month,
                       CostBehaviour behaviour = CostBehaviour::fixed) {
  Uncertain<UsdPerSecond> cost;
  if (const auto* known_cost = std::get_if<distributions::Constant>(&dollars_a_month.kind)) {
    cost = known_cost->value * usd / month;
  } else {
    Graph& graph = study.variables.graph();
    cost = Uncertain<UsdPerSecond>(graph.combine(Operation::multiply,
                                                 study.variables.draw(name, dollars_a_month),
                                                 graph.constant((usd / month).base_units())));
  }
  study.options.push_back({.name = name,
                           .kind = "custom",
                           .serving = Stated{},
                           .contracts = {CustomLines{{{.name = "it",
                                                       .type = CostType::invoiced,
                                                       .behaviour = behaviour,
                                                       .price = cost,
                                                       .tokens = {},
                                                       .source = "a test"}}}}});
}

/// The lines of an option made by add_option().
inline std::vector<CustomLine>& lines_of(Option& option) {
  return std::get<CustomLines>(option.contracts.front()).lines;
}

inline Settings draws_of(std::size_t count, SamplingMethod method = SamplingMethod::sobol,
                         std::uint64_t seed = 1) {
  Settings settings;
  settings.draws = count;
  settings.method = method;
  settings.seed = seed;
  settings.threads = 2;
  return settings;
}

}  // namespace llmtco
