#include <cmath>
#include <cstdio>
#include <exception>

#include "measures/list.h"
#include "montecarlo/simulate.h"
#include "scenario/scenario.h"
#include "text/diagnostics.h"

namespace {

// A million requests of 1,000 tokens in and 200 out, at $2 and $10 per million:
// 1e9 tokens x $2/1e6 + 2e8 tokens x $10/1e6 = $2,000 + $2,000.
constexpr const char* text = R"(scenario: a bill by hand
as_of: 2026-09-23
horizon: 1 months
workload:
  questions: {requests: 1M/month, input_tokens: 1000, output_tokens: 200}
options:
  own-price:
    kind: custom
    lines:
      - {item: input, kind: invoiced, per_token: $2/Mtok, tokens: input}
      - {item: output, kind: invoiced, per_token: $10/Mtok, tokens: output}
)";
constexpr double expected_usd = 4000;

}  // namespace

int main() {
  try {
    llmtco::Diagnostics diagnostics;
    const llmtco::InputFolder here(".");
    const llmtco::Study study = llmtco::read_scenario_text(text, "by-hand.yaml", here, {}, diagnostics);
    diagnostics.throw_if_errors();
    const llmtco::Result result = llmtco::simulate(study, {.draws = 1024});
    const double cost = result.options.at(0).figures.at(llmtco::measures::monthly_cost).mean.value;
    std::printf("%s: $%.2f a month\n", result.options.at(0).name.c_str(), cost);
    return std::abs(cost - expected_usd) < 1e-6 ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
