#include "montecarlo/record.h"

#include <algorithm>
#include <limits>

#include "workload/tokens.h"

namespace llmtco {
namespace {

OptionRecord empty_record(std::size_t blocks, const Evaluation& first) {
  const auto series = [&] { return Series(blocks); };
  const auto means = [&] { return Series(blocks, Retention::sums); };
  const auto times = [&](const std::optional<Percentiles>& have) {
    return have ? std::optional<OptionRecord::Times>({series(), series()}) : std::nullopt;
  };
  OptionRecord record{.lines = {},
                      .total = series(),
                      .marginal = series(),
                      .energy = series(),
                      .feasible = means(),
                      .meets_slo = means(),
                      .within_budget = means(),
                      .cheapest = means(),
                      .replicas = series(),
                      .load = series(),
                      .accuracy = series(),
                      .value = series(),
                      .ttft = times(first.ttft),
                      .tpot = times(first.tpot),
                      .e2e = times(first.e2e)};
  for (const LineItem& item : first.bill) record.lines.push_back({item, means(), means(), series()});
  const auto all = [&](auto holds) { return std::all_of(first.bill.begin(), first.bill.end(), holds); };
  record.all_marginal = all([](const LineItem& item) { return item.behaviour != Behaviour::fixed; });
  record.all_energy = all([](const LineItem& item) { return item.behaviour == Behaviour::energy; });
  record.energy_only = !first.bill.empty() && all([](const LineItem& item) {
    return item.behaviour == Behaviour::energy || item.kind == LineKind::risk;
  });
  record.reasons.resize(blocks);
  record.latency_note = first.latency_note;
  record.has_fleet = first.replicas.has_value();
  record.has_accuracy = first.accuracy.has_value();
  record.has_value = first.value.has_value();
  record.has_slo = first.meets_slo.has_value();
  return record;
}

void set_times(std::optional<OptionRecord::Times>& record, std::size_t block,
               const std::optional<Percentiles>& times) {
  if (!record) return;
  record->p50.set(block, times->p50.base_units());
  record->p95.set(block, times->p95.base_units());
}

/// Returns the total.
Column set_bill(OptionRecord& record, std::size_t block, const Bill& bill) {
  Column total = 0.0, marginal = 0.0, energy = 0.0;
  for (std::size_t i = 0; i < record.lines.size(); ++i) {
    const LineItem& item = bill[i];
    const Column amount = item.amount() / usd;
    total += amount;
    if (item.behaviour != Behaviour::fixed && !record.all_marginal) marginal += amount;
    if (item.behaviour == Behaviour::energy && !record.all_energy) energy += amount;
    record.lines[i].quantity.set(block, item.quantity);
    record.lines[i].unit_price.set(block, item.unit_price_usd);
    record.lines[i].amount.set(block, record.lines.size() == 1 ? Column(0.0) : amount);
  }
  record.total.set(block, total);
  record.marginal.set(block, marginal);
  record.energy.set(block, energy);
  return total;
}

void set_option(OptionRecord& record, std::size_t block, const Evaluation& evaluation, const Column& total) {
  record.feasible.set(block, evaluation.feasible);
  record.reasons[block] = evaluation.reason;
  record.replicas.set(block, evaluation.replicas.value_or(0.0));
  record.load.set(block, evaluation.load.value_or(0.0));
  record.accuracy.set(block, evaluation.accuracy.value_or(0.0));
  record.value.set(block, evaluation.value ? *evaluation.value / usd - total : Column(0.0));
  record.meets_slo.set(block,
                       evaluation.meets_slo ? *evaluation.meets_slo * evaluation.feasible : Column(0.0));
  set_times(record.ttft, block, evaluation.ttft);
  set_times(record.tpot, block, evaluation.tpot);
  set_times(record.e2e, block, evaluation.e2e);
}

bool is_risk(const LineItem& item) { return item.kind == LineKind::risk; }

/// Whether a bill counts all it should: more than energy, and wrong answers where they cost something.
bool comparable(const Evaluation& evaluation, bool wrong_answers_cost) {
  if (wrong_answers_cost && !evaluation.accuracy) return false;
  for (const LineItem& item : evaluation.bill) {
    if (item.behaviour != Behaviour::energy && !is_risk(item)) return true;
  }
  return evaluation.bill.empty();
}

/// What has to be paid: everything but expected damage, which nobody invoices.
Drawn<Usd> payable(const Bill& bill) {
  Drawn<Usd> sum;
  for (const LineItem& item : bill) {
    if (!is_risk(item)) sum += item.amount();
  }
  return sum;
}

/// What an option costs in the race for the cheapest: infinitely much where it cannot serve or its bill is
/// not comparable().
Column price_in_race(const Evaluation& evaluation, const Column& total_usd, bool wrong_answers_cost) {
  constexpr double out_of_race = std::numeric_limits<double>::infinity();
  return comparable(evaluation, wrong_answers_cost) ? select(evaluation.feasible, total_usd, out_of_race)
                                                    : Column(out_of_race);
}

/// Where each of these prices is the least; where several are, each wins its part.
std::vector<Column> wins_of(const std::vector<Column>& prices) {
  if (prices.empty()) return {};
  Column least = prices[0], winners = 0.0;
  for (std::size_t i = 1; i < prices.size(); ++i) least = min(least, prices[i]);
  const double highest = least.is_constant() ? least.constant() : block_summary(least).high;
  const bool nobody = !(highest < std::numeric_limits<double>::infinity());  // serves in some draw
  std::vector<Column> wins;
  for (const Column& price : prices) {
    wins.push_back(equal(price, least));
    if (nobody) wins.back() *= less(price, std::numeric_limits<double>::infinity());
    winners += wins.back();
  }
  const bool ties = winners.is_constant() ? winners.constant() > 1 : block_summary(winners).high > 1;
  if (!ties) return wins;
  winners = max(winners, 1.0);
  for (Column& win : wins) win /= winners;
  return wins;
}

}  // namespace

Record::Record(std::size_t blocks, const Study&, const std::vector<Evaluation>& first)
    : requests(blocks), input_tokens(blocks), output_tokens(blocks), mtok(blocks), mtok_output(blocks) {
  for (const Evaluation& evaluation : first) options.push_back(empty_record(blocks, evaluation));
}

void Record::set(std::size_t block, const Study& study, const Block& inputs,
                 const std::vector<Evaluation>& evaluations, const std::vector<bool>& barred) {
  std::vector<Column> totals, prices;
  for (std::size_t i = 0; i < options.size(); ++i) {
    totals.push_back(set_bill(options[i], block, evaluations[i].bill));
    prices.push_back(!barred.empty() && barred[i]
                         ? Column(std::numeric_limits<double>::infinity())
                         : price_in_race(evaluations[i], totals[i], study.demand.wrong_answers_cost()));
  }
  const std::vector<Column> wins = wins_of(prices);
  for (std::size_t i = 0; i < options.size(); ++i) {
    set_option(options[i], block, evaluations[i], totals[i]);
    options[i].cheapest.set(block, wins[i]);
    const auto rate = [&] { return payable(evaluations[i].bill) / month; };
    options[i].within_budget.set(
        block, study.budget ? less_equal(rate(), Drawn<UsdPerSecond>(*study.budget)) * evaluations[i].feasible
                            : Column(0.0));
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
  mtok.set(block, (read + written) / llmtco::mtok);
  mtok_output.set(block, written / llmtco::mtok);
}

void Record::finish() {
  for (OptionRecord& option : options) {
    const auto said = std::find_if(option.reasons.begin(), option.reasons.end(),
                                   [](const std::string& reason) { return !reason.empty(); });
    if (said != option.reasons.end()) option.reason = *said;
    for (OptionRecord::Line& each : option.lines) {
      each.quantity.finish();
      each.unit_price.finish();
      each.amount.finish();
    }
    for (Series* series :
         {&option.total, &option.marginal, &option.energy, &option.feasible, &option.replicas, &option.load,
          &option.accuracy, &option.value, &option.meets_slo, &option.within_budget, &option.cheapest}) {
      series->finish();
    }
    for (auto* times : {&option.ttft, &option.tpot, &option.e2e}) {
      if (!*times) continue;
      (*times)->p50.finish();
      (*times)->p95.finish();
    }
  }
  for (Series* series : {&requests, &input_tokens, &output_tokens, &mtok, &mtok_output}) series->finish();
}

}  // namespace llmtco
