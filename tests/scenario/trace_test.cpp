#include <doctest/doctest.h>

#include <algorithm>

#include "columns/trace_view.h"
#include "random/sampling_plan.h"
#include "reading.h"
#include "variables/draws.h"

using namespace llmtco;

namespace {

/// One block of a study's draws.
Block block_of(const Study& study, bool traced) {
  std::vector<std::string> names = study.variables.names();
  std::sort(names.begin(), names.end());
  const SamplingPlan plan = plan_for(SamplingMethod::sobol, block_draws);
  const Sampler sampler(plan, 1, names);
  return Draws(study.variables, sampler).block(0, traced);
}

}  // namespace

TEST_CASE("a traced evaluation gives the same bills bit by bit, and they work out again from their account") {
  std::size_t lines = 0;
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Study study = shipped_study(path);
    const auto plain = evaluate(study.options, study.demand, block_of(study, false));
    const auto traced = evaluate(study.options, study.demand, block_of(study, true));
    for (std::size_t o = 0; o < plain.size(); ++o) {
      CAPTURE(study.options[o].name);
      REQUIRE(traced[o].bill.size() == plain[o].bill.size());
      for (std::size_t l = 0; l < plain[o].bill.size(); ++l) {
        CAPTURE(item_ids.to_text(plain[o].bill[l].item));
        const Column expected = plain[o].bill[l].amount() / usd, found = traced[o].bill[l].amount() / usd;
        CHECK_FALSE(expected.is_traced());
        REQUIRE(found.is_traced());
        REQUIRE(found.is_constant() == expected.is_constant());
        bool same = true;
        for (std::size_t i = 0; i < block_draws; ++i) same = same && found[i] == expected[i];
        CHECK(same);
        for (const std::size_t draw : {0, 17, 1023}) CHECK(recomputed(found, draw) == expected[draw]);
        ++lines;
      }
    }
  }
  CHECK(lines > 50);
}

TEST_CASE("the bill of an API is told down to numbers with an origin and constants of the program") {
  std::size_t leaves = 0;
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Study study = shipped_study(path);
    const auto traced = evaluate(study.options, study.demand, block_of(study, true));
    for (std::size_t o = 0; o < traced.size(); ++o) {
      if (!std::holds_alternative<Endpoint>(study.options[o].serving)) continue;
      for (const LineItem& line : traced[o].bill) {
        CAPTURE(item_ids.to_text(line.item));
        for (const TraceView& view : operands_first(TraceView(line.amount() / usd))) {
          if (!view.is_leaf()) continue;
          ++leaves;
          const bool told = view.origin().has_value() || view.is_nameless_constant();
          CHECK(told);
        }
      }
    }
  }
  CHECK(leaves > 100);
}
