#include "montecarlo/record.h"

#include <limits>

#include "workload/tokens.h"

namespace llmtco {
namespace {

OptionRecord empty_record(std::size_t blocks, const Evaluation& first) {
  const auto series = [&] { return Series(blocks); };
  const auto times = [&](const std::optional<Percentiles>& have) {
    return have ? std::optional<OptionRecord::Times>({series(), series()}) : std::nullopt;
  };
  OptionRecord record{.lines = {},
                      .total = series(),
                      .marginal = series(),
                      .energy = series(),
                      .feasible = series(),
                      .replicas = series(),
                      .load = series(),
                      .accuracy = series(),
                      .value = series(),
                      .meets_slo = series(),
                      .within_budget = series(),
                      .cheapest = series(),
                      .ttft = times(first.ttft),
                      .tpot = times(first.tpot),
                      .e2e = times(first.e2e)};
  for (const LineItem& item : first.bill) record.lines.push_back({item, series(), series(), series()});
  record.reason = first.reason;
  record.latency_note = first.latency_note;
  record.has_fleet = first.replicas.has_value();
  record.has_accuracy = first.accuracy.has_value();
  record.has_value = first.value.has_value();
  record.has_slo = first.meets_slo.has_value();
  return record;
}

void set_times(std::optional<OptionRecord::Times>& record, std::size_t block, const std::optional<Percentiles>& times) {
  if (!record) return;
  record->p50.set(block, times->p50.base_units());
  record->p95.set(block, times->p95.base_units());
}

void set_option(OptionRecord& record, std::size_t block, const Evaluation& evaluation) {
  Column total = 0.0, marginal = 0.0, energy = 0.0;
  for (std::size_t i = 0; i < record.lines.size(); ++i) {
    const LineItem& item = evaluation.bill[i];
    const Column amount = item.amount() / usd;
    total += amount;
    if (item.behaviour != Behaviour::fixed) marginal += amount;
    if (item.behaviour == Behaviour::energy) energy += amount;
    record.lines[i].quantity.set(block, item.quantity);
    record.lines[i].unit_price.set(block, item.unit_price_usd);
    record.lines[i].amount.set(block, amount);
  }
  record.total.set(block, total);
  record.marginal.set(block, marginal);
  record.energy.set(block, energy);
  record.feasible.set(block, evaluation.feasible);
  record.replicas.set(block, evaluation.replicas.value_or(0.0));
  record.load.set(block, evaluation.load.value_or(0.0));
  record.accuracy.set(block, evaluation.accuracy.value_or(0.0));
  record.value.set(block, evaluation.value ? *evaluation.value / usd - total : Column(0.0));
  record.meets_slo.set(block, evaluation.meets_slo ? *evaluation.meets_slo * evaluation.feasible : Column(0.0));
  set_times(record.ttft, block, evaluation.ttft);
  set_times(record.tpot, block, evaluation.tpot);
  set_times(record.e2e, block, evaluation.e2e);
}

bool comparable(const Bill& bill) {
  for (const LineItem& item : bill) {
    if (item.behaviour != Behaviour::energy) return true;
  }
  return bill.empty();
}

/// What an option costs in the race for the cheapest: infinitely much where it cannot serve or counts only energy.
std::vector<Column> prices_in_race(const std::vector<Evaluation>& evaluations) {
  constexpr double out_of_race = std::numeric_limits<double>::infinity();
  std::vector<Column> prices;
  for (const Evaluation& evaluation : evaluations) {
    const Column total_usd = total(evaluation.bill) / usd;
    prices.push_back(comparable(evaluation.bill) ? select(evaluation.feasible, total_usd, out_of_race) : Column(out_of_race));
  }
  return prices;
}

}  // namespace

Record::Record(std::size_t blocks, const Study&, const std::vector<Evaluation>& first)
    : requests(blocks), input_tokens(blocks), output_tokens(blocks) {
  for (const Evaluation& evaluation : first) options.push_back(empty_record(blocks, evaluation));
}

void Record::set(std::size_t block, const Study& study, const Block& inputs, const std::vector<Evaluation>& evaluations) {
  const std::vector<Column> prices = prices_in_race(evaluations);
  Column least = std::numeric_limits<double>::infinity(), winners = 0.0;
  for (const Column& price : prices) least = min(least, price);
  std::vector<Column> wins;
  for (const Column& price : prices) {
    wins.push_back(equal(price, least) * less(price, std::numeric_limits<double>::infinity()));
    winners += wins.back();
  }
  for (std::size_t i = 0; i < options.size(); ++i) {
    set_option(options[i], block, evaluations[i]);
    options[i].cheapest.set(block, wins[i] / max(winners, 1.0));
    const Column within = study.budget ? less_equal(total(evaluations[i].bill) / month, Drawn<UsdPerSecond>(*study.budget)) * evaluations[i].feasible : Column(0.0);
    options[i].within_budget.set(block, within);
  }

  Drawn<Requests> tasks;
  Drawn<Tokens> read, written;
  for (const RequestClass& each : study.demand.workload.classes) {
    const TaskTokens task = task_tokens(each, inputs);
    const Drawn<Requests> own = mean_rate(each, inputs, study.demand.horizon_months) * month;
    tasks += own;
    read += own * task.input;
    written += own * task.output;
  }
  requests.set(block, tasks / request);
  input_tokens.set(block, read / token);
  output_tokens.set(block, written / token);
}

void Record::finish() {
  for (OptionRecord& option : options) {
    for (OptionRecord::Line& each : option.lines) {
      each.quantity.finish();
      each.unit_price.finish();
      each.amount.finish();
    }
    for (Series* series : {&option.total, &option.marginal, &option.energy, &option.feasible, &option.replicas, &option.load,
                           &option.accuracy, &option.value, &option.meets_slo, &option.within_budget, &option.cheapest}) {
      series->finish();
    }
    for (auto* times : {&option.ttft, &option.tpot, &option.e2e}) {
      if (!*times) continue;
      (*times)->p50.finish();
      (*times)->p95.finish();
    }
  }
  for (Series* series : {&requests, &input_tokens, &output_tokens}) series->finish();
}

}  // namespace llmtco
