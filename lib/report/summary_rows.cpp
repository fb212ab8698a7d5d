#include "report/summary_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "report/heading.h"
#include "report/lineup.h"
#include "report/numbers.h"
#include "report/spread.h"

namespace llmtco {
namespace {

std::string interval(const Summary& estimate, const Style& style) {
  if (is_fixed(estimate)) return "fixed";
  return money(estimate.p5.value) + style.to() + money(estimate.p95.value);
}

std::string latency(const OptionResult& option, const measures::Times& kind) {
  const Statistics *p50 = option.find(kind.p50), *p95 = option.find(kind.p95);
  if (p50 == nullptr || p95 == nullptr) return "unknown";
  return duration(p50->mean.value) + " / " + duration(p95->mean.value);
}

/// The mean of a figure, or what else is shown.
template <class F>
std::string mean_or(const OptionResult& option, const Measure& measure, F show, const char* otherwise = "") {
  const Statistics* figure = option.find(measure);
  return figure != nullptr ? show(figure->mean.value) : otherwise;
}

/// Expected damage of a month, where there is any.
std::string damage(const OptionResult& option) {
  const Statistics* figure = option.find(measures::damage);
  return figure != nullptr && figure->mean.value > 0 ? money(figure->mean.value) : "";
}

/// A column nobody fills is no column.
void remove_empty_columns(std::vector<std::vector<std::string>>& rows) {
  for (std::size_t i = rows.front().size(); i-- > 0;) {
    const bool filled =
        std::any_of(rows.begin() + 1, rows.end(), [&](const auto& cells) { return !cells[i].empty(); });
    if (filled) continue;
    for (auto& cells : rows) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// A share before and after, or once where the change does not move it.
std::string share_change(const OptionResult* base, const OptionResult* changed, const Measure& share,
                         const Style& style) {
  const auto of = [&](const OptionResult* option) {
    return option != nullptr ? mean_or(*option, share, percent) : std::string();
  };
  const std::string before = of(base), after = of(changed);
  if (before == after || before.empty()) return after;
  return before + style.becomes() + (after.empty() ? "unknown" : after);
}

std::vector<std::string> row(const OptionResult& option, const Style& style) {
  if (!option.feasible)
    return {option.name, option.kind, "not feasible", "", "", "", "", "", "", "", "", "", ""};
  const Statistics* cost = option.find(measures::monthly_cost);
  return {option.name,
          option.basis == Basis::fully_loaded ? option.kind
                                              : fmt::format("{}, {}", option.kind, name(option.basis)),
          mean_or(option, measures::monthly_cost, money, "unknown"),
          cost != nullptr ? interval(*cost, style) : "",
          damage(option),
          mean_or(option, measures::cost_per_request, money),
          mean_or(option, measures::cost_per_mtok, money),
          latency(option, measures::ttft),
          latency(option, measures::tpot),
          mean_or(option, measures::accuracy, percent, "unknown"),
          mean_or(option, measures::cheapest, percent, "not ranked"),
          mean_or(option, measures::meets_slo, percent),
          mean_or(option, measures::within_budget, percent)};
}

}  // namespace

std::vector<std::vector<std::string>> summary_rows(const Result& result, const Style& style) {
  std::vector<std::vector<std::string>> rows{
      {"option", "kind", money_sign() + "/month", style.unicode ? "P5 … P95" : "P5 .. P95", "damage",
       "per request", "per Mtok", "TTFT", "TPOT", "accuracy", "cheapest", "meets SLO", "in budget"}};
  for (const OptionResult& option : result.options) rows.push_back(row(option, style));
  remove_empty_columns(rows);
  return rows;
}

std::vector<std::vector<std::string>> difference_rows(const ScenarioComparison& comparison,
                                                      const Style& style) {
  std::vector<std::vector<std::string>> rows{
      {"option", "base " + money_sign() + "/month", "changed " + money_sign() + "/month", "difference",
       "relative", style.unicode ? "P5 … P95 of the difference" : "P5 .. P95 of the difference", "accuracy",
       "cheapest", "meets SLO"}};
  const auto mean = [](const OptionResult* option) -> std::string {
    if (option == nullptr) return "";
    return option->feasible ? mean_or(*option, measures::monthly_cost, money, "not feasible")
                            : "not feasible";
  };
  for (const OptionDifference& option : comparison.options) {
    const OptionResult* base = comparison.base.option(option.name);
    const OptionResult* changed = comparison.changed.option(option.name);
    std::vector<std::string> cells{option.name, mean(base), mean(changed)};
    if (const Statistics* cost = option.changes.find(measures::monthly_cost)) {
      const Estimate* relative = option.relative.find(measures::monthly_cost);
      cells.push_back(money_change(cost->mean.value));
      cells.push_back(relative != nullptr ? percent_change(relative->value) : "");
      const double size = std::max(std::abs(base->find(measures::monthly_cost)->mean.value),
                                   std::abs(changed->find(measures::monthly_cost)->mean.value));
      cells.push_back(is_fixed(*cost, size)
                          ? "fixed"
                          : money_change(cost->p5.value) + style.to() + money_change(cost->p95.value));
    } else {
      cells.insert(cells.end(), {option.is_new ? "new" : "not feasible", "", ""});
    }
    const Statistics* accuracy = option.changes.find(measures::accuracy);
    cells.push_back(accuracy != nullptr ? points_change(accuracy->mean.value) : "");
    cells.push_back(share_change(base, changed, measures::cheapest, style));
    cells.push_back(share_change(base, changed, measures::meets_slo, style));
    rows.push_back(std::move(cells));
  }
  remove_empty_columns(rows);
  return rows;
}

std::string summary_legend(const Result& result) {
  const bool unknown =
      std::any_of(result.options.begin(), result.options.end(), [](const OptionResult& option) {
        return option.feasible &&
               (option.find(measures::ttft_p50) == nullptr || option.find(measures::accuracy) == nullptr);
      });
  const auto any = [&](auto has) { return std::any_of(result.options.begin(), result.options.end(), has); };
  std::string text =
      "Costs: what is to be paid, mean of the draws, fully loaded unless the kind says otherwise; nine draws "
      "of "
      "ten lie from P5 to P95. ";
  const bool risks = any([](const OptionResult& option) { return !damage(option).empty(); });
  if (risks)
    text += "Damage: expected, as of wrong answers; nobody invoices it, and no cost here counts it. ";
  text +=
      "Per Mtok: over input and output tokens. TTFT, TPOT: median / 95th percentile over requests. Cheapest: "
      "share of the draws in which it may win and nothing that may is less to pay.";
  if (any([](const OptionResult& option) { return option.find(measures::meets_slo) != nullptr; }))
    text += " Meets SLO: share in which every limit of the workload holds.";
  if (result.budget_usd) {
    text += fmt::format(" In budget: share in which it can serve and is to be paid at most {} in {}.",
                        money(*result.budget_usd),
                        result.budget_of == BudgetOf::every_month ? "every month" : "the average month");
  }
  if (const std::string rate = currency_text(result); !rate.empty()) text += " Currency: " + rate + ".";
  if (unknown) text += " The reason of what is unknown stands below.";
  return text;
}

std::string difference_legend() {
  return "Means of the draws, fully loaded. Both scenarios see the same draws, so the difference varies far "
         "less "
         "than either cost. Accuracy: change of the mean; cheapest, meets SLO: share of the draws, base and "
         "changed.";
}

std::string workload_text(const Result& result) {
  const auto mean = [&](const Measure& measure) { return result.demand.at(measure).mean.value; };
  const double requests = mean(measures::requests);
  if (requests == 0) return "no requests";
  return fmt::format("{} requests a month of {} tokens in and {} out", count(requests),
                     count(mean(measures::input_tokens) / requests),
                     count(mean(measures::output_tokens) / requests));
}

std::string run_text(const Result& result, const Style& style) {
  const std::string catalogue = result.catalogue_as_of.empty()
                                    ? ""
                                    : fmt::format("{}catalogue of {}", style.dot(), result.catalogue_as_of);
  return fmt::format("as of {1}{7}{0}{2} month{3}{0}{4} draws ({5}, seed {6})", style.dot(), result.as_of,
                     result.horizon_months, result.horizon_months == 1 ? "" : "s",
                     count(static_cast<double>(result.draws)), result.sampling, result.seed, catalogue);
}

}  // namespace llmtco
