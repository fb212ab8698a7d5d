#include "montecarlo/draws_check.h"

#include <algorithm>
#include <cmath>

#include "host/thread_pool.h"
#include "montecarlo/runner.h"
#include "montecarlo/simulate.h"
#include "stats/series.h"

namespace llmtco {
namespace {

constexpr std::size_t draws_checked = block_draws;
/// Far below it a sum over draws overflows.
constexpr double largest = 1e290;
/// Of the capacity in closed form: 7,168 calls at 2 % of it take 21 days, of 53; of half the capacity still less.
constexpr double slow_replica = 0.2;  // calls a second

bool is_too_large(const Column& column) {
  if (column.is_constant()) return std::abs(column.constant()) > largest;
  const BlockSummary reached = block_summary(column);
  return reached.low < -largest || reached.high > largest;
}

bool any_too_large(const Figures<Column>& figures) {
  return std::any_of(figures.begin(), figures.end(),
                     [](const auto& figure) { return is_too_large(figure.value); });
}

bool any_too_large(const Evaluation& option) {
  return any_too_large(option.figures) ||
         std::any_of(option.amounts.begin(), option.amounts.end(),
                     [](const Drawn<Usd>& amount) { return is_too_large(amount.base_units()); });
}

bool volumes_follow_costs(const Study& study) {
  const std::vector<RequestClass>& classes = study.demand.workload.classes;
  return std::any_of(classes.begin(), classes.end(),
                     [](const RequestClass& each) { return each.elasticity.has_value(); });
}

bool is_slow(const Prepared& one) {
  const bool fits = one.capacity && one.capacity->fits;
  return (fits && (one.capacity->most.rate / (request / second))[0] < slow_replica) ||
         std::any_of(one.parts.begin(), one.parts.end(), is_slow) ||
         std::any_of(one.escalations.begin(), one.escalations.end(),
                     [](const auto& helper) { return helper && is_slow(*helper); });
}

/// Whether simulations of its fleets may end with an error of their own.
bool simulations_may_fail(const Study& study, const Runner& runner) {
  bool any = false;
  for (const Option& option : study.options) {
    const auto* fleet = std::get_if<Fleet>(&option.serving);
    any = any || fleet != nullptr;
    if (fleet != nullptr && fleet->latency == Server::exact) return true;
  }
  if (!any) return false;
  const Block middle = runner.draws(0).middle();
  const std::vector<Prepared> prepared = prepare(study.options, traffic_of(study.demand, middle), middle);
  return std::any_of(prepared.begin(), prepared.end(), is_slow);
}

}  // namespace

void check_draws(const Study& study) {
  const Settings settings{.draws = draws_checked};
  if (!volumes_follow_costs(study)) {
    ThreadPool pool(1);
    const Runner runner({&study}, settings, pool);
    const std::vector<Evaluation> options = runner.first(0);
    const bool sound = !simulations_may_fail(study, runner) && !any_too_large(runner.first_demand(0)) &&
                       std::none_of(options.begin(), options.end(),
                                    [](const Evaluation& option) { return any_too_large(option); });
    if (sound) return;
  }
  simulate(study, settings);
}

}  // namespace llmtco
