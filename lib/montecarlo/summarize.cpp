#include "montecarlo/summarize.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "montecarlo/warnings.h"
#include "stats/comparison.h"

namespace llmtco {
namespace {

/// An option that cannot serve in more than this share of the draws is no option.
constexpr double most_infeasible = 0.05;

constexpr std::array kinds{"api", "rented", "owned", "split", "custom"};

/// numerator / denominator, draw by draw.
Series ratio(const Series& numerator, const Series& denominator) {
  const std::size_t blocks = numerator.size() / block_draws;
  if (numerator.is_constant() && denominator.is_constant()) {
    return Series(blocks, numerator.constant() / denominator.constant());
  }
  Series result(blocks);
  for (std::size_t block = 0; block < blocks; ++block) {
    Column column = Column::uninitialised();
    for (std::size_t i = 0; i < block_draws; ++i) {
      column.values()[i] = numerator[block * block_draws + i] / denominator[block * block_draws + i];
    }
    result.set(block, column);
  }
  result.finish();
  return result;
}

/// Sums up columns; those of one option share work where they are the same.
class Summarizer {
 public:
  Summarizer(const Record& record, std::size_t replicates) : record_(record), replicates_(replicates) {}

  Summary of(const Series& series) const { return llmtco::summarize(series, replicates_); }
  Estimate mean(const Series& series) const { return mean_estimate(series, replicates_); }
  Estimate share(const Series& series) const { return proportion(series, replicates_); }
  std::optional<LatencyResult> of(const std::optional<OptionRecord::Times>& times) const {
    if (!times) return std::nullopt;
    return LatencyResult{of(times->p50), of(times->p95)};
  }

  UnitCosts unit_costs(const OptionRecord& option, const Series& units) const {
    const Summary fully_loaded = of(ratio(option.total, units));
    UnitCosts costs{fully_loaded, fully_loaded, fully_loaded};
    const auto all = [&](auto holds) { return std::all_of(option.lines.begin(), option.lines.end(), holds); };
    if (!all([](const auto& line) { return line.item.behaviour != Behaviour::fixed; })) costs.marginal = of(ratio(option.marginal, units));
    if (!all([](const auto& line) { return line.item.behaviour == Behaviour::energy; })) costs.energy_only = of(ratio(option.energy, units));
    return costs;
  }

  const Record& record() const { return record_; }

 private:
  const Record& record_;
  std::size_t replicates_;
};

Series per_million(const Series& tokens) {
  const std::size_t blocks = tokens.size() / block_draws;
  return ratio(tokens, Series(blocks, 1e6));
}

void add_costs(const OptionRecord& record, const Study& study, const Summarizer& sums, const Series& mtok, const Series& mtok_output, OptionResult& result) {
  result.monthly_cost_usd = sums.of(record.total);
  result.usd_per_request = sums.unit_costs(record, sums.record().requests);
  result.usd_per_mtok = sums.unit_costs(record, mtok);
  result.usd_per_mtok_output = sums.unit_costs(record, mtok_output);
  for (const OptionRecord::Line& line : record.lines) {
    result.lines.push_back({.item = line.item.item,
                            .kind = std::string(name(line.item.kind)),
                            .behaviour = std::string(name(line.item.behaviour)),
                            .quantity = sums.mean(line.quantity),
                            .quantity_unit = line.item.quantity_unit,
                            .unit_price_usd = sums.mean(line.unit_price),
                            .monthly_usd = sums.of(line.amount),
                            .source = line.item.source});
  }
  const bool energy_only = !record.lines.empty() && std::all_of(record.lines.begin(), record.lines.end(), [](const auto& line) {
    return line.item.behaviour == Behaviour::energy;
  });
  result.basis = energy_only ? "energy only" : "fully loaded";
  if (!energy_only) result.p_cheapest = sums.share(record.cheapest);
  if (study.budget) result.p_within_budget = sums.share(record.within_budget);
  if (record.has_value) result.net_value_usd = sums.of(record.value);
}

OptionResult option_result(const Option& option, const OptionRecord& record, const Study& study, const Summarizer& sums,
                           const Series& mtok, const Series& mtok_output) {
  OptionResult result;
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
  if (record.has_accuracy) result.accuracy = sums.of(record.accuracy);
  if (!result.feasible) return result;

  add_costs(record, study, sums, mtok, mtok_output, result);
  result.ttft = sums.of(record.ttft);
  result.tpot = sums.of(record.tpot);
  result.e2e = sums.of(record.e2e);
  if (record.has_slo) result.p_meets_slo = sums.share(record.meets_slo);
  if (record.has_fleet) {
    result.replicas = sums.of(record.replicas);
    result.load = sums.of(record.load);
  }
  return result;
}

}  // namespace

Result summarize(const Study& study, const Record& record, std::size_t replicates) {
  const Summarizer sums(record, replicates);
  Result result;
  result.scenario = study.name;
  result.description = study.description;
  result.as_of = study.as_of;
  result.horizon_months = study.demand.horizon_months;
  result.requests_per_month = sums.of(record.requests);
  result.input_tokens_per_month = sums.of(record.input_tokens);
  result.output_tokens_per_month = sums.of(record.output_tokens);

  const std::size_t blocks = record.requests.size() / block_draws;
  Series tokens(blocks);
  for (std::size_t block = 0; block < blocks; ++block) {
    if (record.input_tokens.is_constant() && record.output_tokens.is_constant()) {
      tokens.set(block, record.input_tokens.constant() + record.output_tokens.constant());
      continue;
    }
    Column sum = Column::uninitialised();
    for (std::size_t i = 0; i < block_draws; ++i) {
      sum.values()[i] = record.input_tokens[block * block_draws + i] + record.output_tokens[block * block_draws + i];
    }
    tokens.set(block, sum);
  }
  tokens.finish();
  const Series mtok = per_million(tokens), mtok_output = per_million(record.output_tokens);
  for (std::size_t i = 0; i < study.options.size(); ++i) {
    result.options.push_back(option_result(study.options[i], record.options[i], study, sums, mtok, mtok_output));
  }
  add_warnings(study, record, result);
  return result;
}

std::vector<OptionDifference> differences(const Study& base, const Record& base_record, const Study& changed,
                                          const Record& changed_record, std::size_t replicates) {
  std::vector<OptionDifference> all;
  const auto feasible = [&](const OptionRecord& record) { return proportion(record.feasible, replicates).value >= 1 - most_infeasible; };
  for (std::size_t i = 0; i < changed.options.size(); ++i) {
    OptionDifference option;
    option.name = changed.options[i].name;
    const auto found = std::find_if(base.options.begin(), base.options.end(), [&](const Option& o) { return o.name == option.name; });
    if (found == base.options.end()) {
      option.reason = "not in the base scenario";
    } else {
      const OptionRecord& before = base_record.options[static_cast<std::size_t>(found - base.options.begin())];
      const OptionRecord& after = changed_record.options[i];
      if (!feasible(before) || !feasible(after)) {
        option.reason = !feasible(after) ? "not feasible: " + after.reason : "was not feasible: " + before.reason;
      } else {
        option.monthly_cost_usd = summarize(difference(after.total, before.total), replicates);
        const Estimate relative = compare(after.total, before.total, replicates).relative_change;
        if (relative.value == relative.value) option.relative = relative;
      }
      if (before.has_accuracy && after.has_accuracy) option.accuracy = summarize(difference(after.accuracy, before.accuracy), replicates);
    }
    all.push_back(std::move(option));
  }
  return all;
}

}  // namespace llmtco
