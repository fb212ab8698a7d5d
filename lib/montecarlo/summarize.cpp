#include "montecarlo/summarize.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "montecarlo/run_all.h"
#include "stats/comparison.h"

namespace llmtco {
namespace {

constexpr std::array kinds{"api", "rented", "owned", "split", "custom"};

/// Sums up columns: says what is wanted, and where it goes, before any of it is computed, so that threads may
/// share the work.
class Summarizer {
 public:
  Summarizer(const Record& record, std::size_t replicates) : record_(record), replicates_(replicates) {}

  void add(Summary& place, const Ratio& ratio) { wanted_.push_back({&place, ratio}); }
  void add(Summary& place, const Series& series) { add(place, Ratio{&series}); }
  void add(std::optional<Summary>& place, const Series& series) { add(place.emplace(), series); }
  void add(std::optional<LatencyResult>& place, const std::optional<OptionRecord::Times>& times) {
    if (!times) return;
    place.emplace();
    add(place->p50_s, times->p50);
    add(place->p95_s, times->p95);
  }
  void add(std::optional<UnitCosts>& place, const OptionRecord& option, const Series& units) {
    UnitCosts& costs = place.emplace();
    add(costs.fully_loaded, Ratio{&option.total, &units});
    if (option.all_marginal) {
      add_same(costs.marginal, costs.fully_loaded);
    } else {
      add(costs.marginal, Ratio{&option.marginal, &units});
    }
    if (option.all_energy) {
      add_same(costs.energy_only, costs.fully_loaded);
    } else {
      add(costs.energy_only, Ratio{&option.energy, &units});
    }
  }
  /// What is wanted at `other` goes to `place` as well.
  void add_same(Summary& place, const Summary& other) { same_.push_back({&place, &other}); }

  void run(int threads, Hints* hints) {
    if (hints != nullptr) hints->resize(wanted_.size());
    run_all(wanted_.size(), threads, [&](std::size_t i, std::size_t) {
      *wanted_[i].place =
          llmtco::summarize(wanted_[i].ratio, replicates_, hints == nullptr ? nullptr : &(*hints)[i]);
    });
    for (const Same& same : same_) *same.place = *same.other;
  }

  Estimate mean(const Series& series) const { return mean_estimate(series, replicates_); }
  Estimate share(const Series& series) const { return proportion(series, replicates_); }
  const Record& record() const { return record_; }

 private:
  struct Wanted {
    Summary* place;
    Ratio ratio;
  };
  struct Same {
    Summary* place;
    const Summary* other;
  };
  const Record& record_;
  std::size_t replicates_;
  std::vector<Wanted> wanted_;
  std::vector<Same> same_;
};

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
  sums.add(result.monthly_cost_usd, record.total);
  for (std::size_t i = 0; i < record.lines.size(); ++i) {
    if (record.lines.size() == 1) {
      sums.add_same(result.lines[i].monthly_usd, *result.monthly_cost_usd);
    } else {
      sums.add(result.lines[i].monthly_usd, record.lines[i].amount);
    }
  }
  sums.add(result.usd_per_request, record, sums.record().requests);
  sums.add(result.usd_per_mtok, record, sums.record().mtok);
  sums.add(result.usd_per_mtok_output, record, sums.record().mtok_output);
  result.basis = record.energy_only ? "energy only" : "fully loaded";
  const bool complete = record.has_accuracy || !study.demand.wrong_answers_cost();
  if (!record.energy_only && complete) result.p_cheapest = sums.share(record.cheapest);
  if (study.budget && !record.energy_only) result.p_within_budget = sums.share(record.within_budget);
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
  result.reason = record.reason;
  result.accuracy_reason = option.accuracy.note;
  result.latency_reason = record.latency_note;
  result.speed_source = option.speed.kind;
  result.speed_detail = option.speed.detail;
  if (record.has_accuracy) sums.add(result.accuracy, record.accuracy);

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

Result summarize(const Study& study, const Record& record, std::size_t replicates, int threads,
                 Hints* hints) {
  Summarizer sums(record, replicates);
  Result result;
  result.scenario = study.name;
  result.description = study.description;
  result.as_of = study.as_of;
  result.horizon_months = study.demand.horizon_months;
  if (study.budget) result.budget_usd = *study.budget * month / usd;
  sums.add(result.requests_per_month, record.requests);
  sums.add(result.input_tokens_per_month, record.input_tokens);
  sums.add(result.output_tokens_per_month, record.output_tokens);
  result.options.resize(study.options.size());
  for (std::size_t i = 0; i < study.options.size(); ++i) {
    add_option(study.options[i], record.options[i], study, sums, result.options[i]);
  }
  sums.run(threads, hints);
  return result;
}

std::vector<OptionDifference> differences(const Study& base, const Record& base_record, const Study& changed,
                                          const Record& changed_record, std::size_t replicates, int threads) {
  std::vector<OptionDifference> all(changed.options.size());
  std::vector<std::function<void()>> work;
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
    work.push_back([&option, &before, &after, replicates] {
      option.monthly_cost_usd = summarize(difference(after.total, before.total), replicates);
      option.relative = relative_change(after.total, before.total, replicates);
    });
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
