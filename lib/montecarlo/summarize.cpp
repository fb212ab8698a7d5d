#include "montecarlo/summarize.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "montecarlo/run_all.h"
#include "montecarlo/warnings.h"
#include "stats/comparison.h"

namespace llmtco {
namespace {

/// An option that cannot serve in more than this share of the draws is no option.
constexpr double most_infeasible = 0.05;

constexpr std::array kinds{"api", "rented", "owned", "split", "custom"};

/// Results to be summed up, and where each goes: those in one list read the same series and are done
/// together.
struct Wanted {
  std::vector<Ratio> ratios;
  std::vector<Summary*> places;

  void add(Summary& place, const Series& over, const Series* under = nullptr) {
    ratios.push_back({&over, under});
    places.push_back(&place);
  }
};

/// Sums up columns: says what is wanted, and where it goes, before any of it is computed, so that threads may
/// share the work.
class Summarizer {
 public:
  Summarizer(const Record& record, std::size_t replicates) : record_(record), replicates_(replicates) {}

  void add(
      Wanted wanted, std::function<void()> afterwards = [] {}) {
    work_.push_back([this, wanted = std::move(wanted), afterwards = std::move(afterwards)] {
      const std::vector<Summary> sums = llmtco::summarize(wanted.ratios, replicates_);
      for (std::size_t i = 0; i < sums.size(); ++i) *wanted.places[i] = sums[i];
      afterwards();
    });
  }
  void add(Summary& place, const Series& series) {
    Wanted wanted;
    wanted.add(place, series);
    add(std::move(wanted));
  }
  void add(std::optional<Summary>& place, const Series& series) { add(place.emplace(), series); }
  void add(std::optional<LatencyResult>& place, const std::optional<OptionRecord::Times>& times) {
    if (!times) return;
    place.emplace();
    add(place->p50_s, times->p50);
    add(place->p95_s, times->p95);
  }
  void run(int threads) { run_all(work_, threads); }

  Estimate mean(const Series& series) const { return mean_estimate(series, replicates_); }
  Estimate share(const Series& series) const { return proportion(series, replicates_); }
  const Record& record() const { return record_; }

 private:
  const Record& record_;
  std::size_t replicates_;
  std::vector<std::function<void()>> work_;
};

/// The total and all unit costs of one option: what they divide and by what is read once for all of them.
void add_totals(const OptionRecord& record, Summarizer& sums, OptionResult& result) {
  Wanted wanted;
  wanted.add(result.monthly_cost_usd.emplace(), record.total);
  const Record& all = sums.record();
  const std::pair<std::optional<UnitCosts>*, const Series*> units[] = {
      {&result.usd_per_request, &all.requests},
      {&result.usd_per_mtok, &all.mtok},
      {&result.usd_per_mtok_output, &all.mtok_output}};
  for (const auto& [place, count] : units) {
    UnitCosts& costs = place->emplace();
    wanted.add(costs.fully_loaded, record.total, count);
    if (!record.all_marginal) wanted.add(costs.marginal, record.marginal, count);
    if (!record.all_energy) wanted.add(costs.energy_only, record.energy, count);
  }
  sums.add(std::move(wanted), [&record, &result] {
    for (auto* costs : {&*result.usd_per_request, &*result.usd_per_mtok, &*result.usd_per_mtok_output}) {
      if (record.all_marginal) costs->marginal = costs->fully_loaded;
      if (record.all_energy) costs->energy_only = costs->fully_loaded;
    }
    if (record.lines.size() == 1) result.lines.front().monthly_usd = *result.monthly_cost_usd;
  });
}

void add_costs(const OptionRecord& record, const Study& study, Summarizer& sums, OptionResult& result) {
  for (const OptionRecord::Line& line : record.lines) {
    result.lines.push_back({.item = line.item.item,
                            .kind = std::string(name(line.item.kind)),
                            .behaviour = std::string(name(line.item.behaviour)),
                            .quantity = sums.mean(line.quantity),
                            .quantity_unit = line.item.quantity_unit,
                            .unit_price_usd = sums.mean(line.unit_price),
                            .monthly_usd = {},
                            .source = line.item.source});
  }
  add_totals(record, sums, result);
  for (std::size_t i = 0; i < record.lines.size() && record.lines.size() > 1; ++i) {
    sums.add(result.lines[i].monthly_usd, record.lines[i].amount);
  }
  const bool energy_only = !record.lines.empty() && record.all_energy;
  result.basis = energy_only ? "energy only" : "fully loaded";
  if (!energy_only) result.p_cheapest = sums.share(record.cheapest);
  if (study.budget) result.p_within_budget = sums.share(record.within_budget);
  if (record.has_value) sums.add(result.net_value_usd, record.value);
}

void add_option(const Option& option, const OptionRecord& record, const Study& study, Summarizer& sums,
                OptionResult& result) {
  result.name = option.name;
  result.kind = kinds[option.is.index()];
  result.description = option.description;
  result.basis = "fully loaded";
  result.assumptions = option.assumptions;
  result.p_feasible = sums.share(record.feasible);
  result.feasible = result.p_feasible.value >= 1 - most_infeasible;
  if (!result.feasible) result.reason = record.reason;
  result.accuracy_reason = option.accuracy.note;
  result.latency_reason = record.latency_note;
  if (record.has_accuracy) sums.add(result.accuracy, record.accuracy);
  if (!result.feasible) return;

  add_costs(record, study, sums, result);
  sums.add(result.ttft, record.ttft);
  sums.add(result.tpot, record.tpot);
  sums.add(result.e2e, record.e2e);
  if (record.has_slo) result.p_meets_slo = sums.share(record.meets_slo);
  if (record.has_fleet) {
    sums.add(result.replicas, record.replicas);
    sums.add(result.load, record.load);
  }
}

}  // namespace

Result summarize(const Study& study, const Record& record, std::size_t replicates, int threads) {
  Summarizer sums(record, replicates);
  Result result;
  result.scenario = study.name;
  result.description = study.description;
  result.as_of = study.as_of;
  result.horizon_months = study.demand.horizon_months;
  sums.add(result.requests_per_month, record.requests);
  sums.add(result.input_tokens_per_month, record.input_tokens);
  sums.add(result.output_tokens_per_month, record.output_tokens);
  result.options.resize(study.options.size());
  for (std::size_t i = 0; i < study.options.size(); ++i) {
    add_option(study.options[i], record.options[i], study, sums, result.options[i]);
  }
  sums.run(threads);
  add_warnings(study, record, result);
  return result;
}

std::vector<OptionDifference> differences(const Study& base, const Record& base_record, const Study& changed,
                                          const Record& changed_record, std::size_t replicates, int threads) {
  std::vector<OptionDifference> all(changed.options.size());
  std::vector<std::function<void()>> work;
  const auto feasible = [&](const OptionRecord& record) {
    return proportion(record.feasible, replicates).value >= 1 - most_infeasible;
  };
  for (std::size_t i = 0; i < changed.options.size(); ++i) {
    OptionDifference& option = all[i];
    option.name = changed.options[i].name;
    const auto found = std::find_if(base.options.begin(), base.options.end(),
                                    [&](const Option& o) { return o.name == option.name; });
    if (found == base.options.end()) {
      option.reason = "not in the base scenario";
      continue;
    }
    const OptionRecord& before = base_record.options[static_cast<std::size_t>(found - base.options.begin())];
    const OptionRecord& after = changed_record.options[i];
    if (!feasible(before) || !feasible(after)) {
      option.reason =
          !feasible(after) ? "not feasible: " + after.reason : "was not feasible: " + before.reason;
    } else {
      work.push_back([&option, &before, &after, replicates] {
        option.monthly_cost_usd = summarize(difference(after.total, before.total), replicates);
        const Estimate relative = relative_change(after.total, before.total, replicates);
        if (relative.value == relative.value) option.relative = relative;
      });
    }
    if (before.has_accuracy && after.has_accuracy) {
      work.push_back([&option, &before, &after, replicates] {
        option.accuracy = summarize(difference(after.accuracy, before.accuracy), replicates);
      });
    }
  }
  run_all(work, threads);
  return all;
}

}  // namespace llmtco
