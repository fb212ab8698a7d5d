#include "montecarlo/merge.h"

#include <cassert>

#include "stats/estimate.h"

namespace llmtco {
namespace {

/// Every number of a result, in one order; those of one study that has the same structure in all its parts.
class Numbers {
 public:
  std::vector<Estimate*> list;
  std::vector<Estimate*> shares;  ///< those of them that are parts of all draws

  void add(Estimate& estimate) { list.push_back(&estimate); }
  void add_share(Estimate& estimate) {
    add(estimate);
    shares.push_back(&estimate);
  }
  void add(Summary& s) {
    for (Estimate* estimate : {&s.mean, &s.sd, &s.p5, &s.p50, &s.p95}) list.push_back(estimate);
  }
  void add(LatencyResult& latency) {
    add(latency.p50_s);
    add(latency.p95_s);
  }
  void add(UnitCosts& costs) {
    add(costs.fully_loaded);
    add(costs.marginal);
    add(costs.energy_only);
  }
  template <class T>
  void add(std::optional<T>& value) {
    if (value) add(*value);
  }
  void add(OptionResult& option) {
    add_share(option.p_feasible);
    add(option.monthly_cost_usd);
    for (auto* costs : {&option.usd_per_request, &option.usd_per_mtok, &option.usd_per_mtok_output})
      add(*costs);
    for (LineResult& line : option.lines) {
      add(line.quantity);
      add(line.unit_price_usd);
      add(line.monthly_usd);
    }
    for (auto* latency : {&option.ttft, &option.tpot, &option.e2e}) add(*latency);
    for (auto* summary : {&option.accuracy, &option.replicas, &option.load, &option.net_value_usd})
      add(*summary);
    for (auto* share : {&option.p_cheapest, &option.p_meets_slo, &option.p_within_budget}) {
      if (*share) add_share(**share);
    }
  }
  void add(Result& result) {
    add(result.requests_per_month);
    add(result.input_tokens_per_month);
    add(result.output_tokens_per_month);
    for (OptionResult& option : result.options) add(option);
  }
  void add(ScenarioComparison& comparison) {
    add(comparison.base);
    add(comparison.changed);
    for (OptionDifference& option : comparison.options) {
      add(option.monthly_cost_usd);
      add(option.relative);
      add(option.accuracy);
    }
  }
};

/// Why an option cannot serve, from the first part that has draws in which it cannot.
void take_reasons(const Result& from, Result& to) {
  for (std::size_t i = 0; i < to.options.size(); ++i) {
    if (to.options[i].reason.empty()) to.options[i].reason = from.options[i].reason;
  }
}
void take_reasons(const ScenarioComparison& from, ScenarioComparison& to) {
  take_reasons(from.base, to.base);
  take_reasons(from.changed, to.changed);
}

template <class T>
T merge(std::vector<T> parts, std::size_t draws) {
  assert(parts.size() >= 2);
  std::vector<Numbers> numbers(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) numbers[i].add(parts[i]);
  std::vector<double> values(parts.size());
  for (std::size_t n = 0; n < numbers[0].list.size(); ++n) {
    double sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) sum += values[i] = numbers[i].list.at(n)->value;
    const double mean = sum / static_cast<double>(parts.size());
    const double half_width = t_half_width(values);
    *numbers[0].list[n] = {mean, mean - half_width, mean + half_width};
  }
  for (Estimate* share : numbers[0].shares) *share = proportion(*share, draws);
  for (const T& part : parts) take_reasons(part, parts[0]);
  return std::move(parts[0]);
}

}  // namespace

Result merged(std::vector<Result> parts, std::size_t draws) { return merge(std::move(parts), draws); }
ScenarioComparison merged(std::vector<ScenarioComparison> parts, std::size_t draws) {
  return merge(std::move(parts), draws);
}

}  // namespace llmtco
