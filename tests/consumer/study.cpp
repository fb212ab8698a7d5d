#include <cstdio>
#include <exception>

#include "deployment/from_catalog.h"
#include "measures/list.h"
#include "montecarlo/simulate.h"

using namespace llmtco;

int main() try {
  const Catalog catalog;
  Study study;
  study.name = "own or rent";
  study.as_of = "2026-11-28";
  RequestClass chat{.name = "chat", .task = "general-knowledge"};
  chat.requests =
      study.variables.uncertain("requests", interval90(4e6 * request / month, 6e6 * request / month));
  chat.input.mean = 800.0 * token / request;
  chat.output.mean = 300.0 * token / request;
  study.demand = {.workload = {{chat}}, .horizon_months = 12};

  study.options.push_back(api(catalog, "openai/gpt-4o", {2026, 11, 28}, study.variables));
  Option rented{.name = "rented", .kind = "rented"};
  rented.serving = fleet(catalog, {"llama-3.3-70b", "fp8", "vllm", "h100-80-sxm", 2}, study.variables);
  const auto rent = interval90(2.29 * usd / hour, 3.78 * usd / hour);
  rented.contracts = {
      OnDemand{.price = study.variables.uncertain("h100 rent", rent), .source = "three quotes"}};
  study.options.push_back(rented);

  const Result result = simulate(study, {.draws = 4096});
  for (const OptionResult& option : result.options) {
    const Statistics& cost = option.figures.at(measures::monthly_cost);
    std::printf("%s: $%.0f a month, %.0f to %.0f\n", option.name.c_str(), cost.mean.value, cost.p5.value,
                cost.p95.value);
  }
  return result.options.size() == 2 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
