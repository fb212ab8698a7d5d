#include "report/heading.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/escape.h"
#include "report/numbers.h"
#include "report/spread.h"

namespace llmtco {
namespace {

/// Farther from the title nobody looks for the day.
constexpr std::size_t widest_title = 120;

double demand(const Result& result, const Measure& measure, const Subject& subject = {}) {
  return result.demand.at(measure, subject).mean.value;
}

/// The month with the most requests, where all are told; else the last.
int fullest_month(const Result& result) {
  int fullest = result.horizon_months - 1;
  for (int month = 0; month < result.horizon_months; ++month) {
    const Subject at{.month = month};
    if (result.demand.has(measures::requests, at) &&
        demand(result, measures::requests, at) > demand(result, measures::requests, {.month = fullest}))
      fullest = month;
  }
  return fullest;
}

std::string requests_text(const Result& result) {
  const Measure& requests = measures::requests;
  const Subject first{.month = 0}, last{.month = result.horizon_months - 1};
  const double of_mean = demand(result, requests);
  if (result.horizon_months < 2 || !result.demand.has(requests, first) || !result.demand.has(requests, last))
    return short_count(of_mean) + " requests a month";
  const double of_first = demand(result, requests, first), of_last = demand(result, requests, last);
  const int fullest = fullest_month(result);
  const double most = demand(result, requests, {.month = fullest});
  if (most > std::max(of_first, of_last)) {
    return fmt::format("{} requests in the first month, {} in the fullest, {}, {} in month {}",
                       short_count(of_first), short_count(most), fullest + 1, short_count(of_last),
                       result.horizon_months);
  }
  if (of_first == of_last) return short_count(of_mean) + " requests a month";
  return fmt::format("{} requests in the first month, {} in month {}", short_count(of_first),
                     short_count(of_last), result.horizon_months);
}

std::string budget_text(const Result& result) {
  const char* months = result.horizon_months < 2                   ? "a month"
                       : result.budget_of == BudgetOf::every_month ? "in every month"
                                                                   : "a month on average";
  return fmt::format("budget {} {}", money(*result.budget_usd), months);
}

/// Whether only speeds and accuracies vary.
bool all_fixed(const Result& result) {
  return costs_are_fixed(result) && is_fixed(result.demand.at(measures::requests));
}

/// "prices of 2026-09-23, catalogue of 2026-11-20"
std::string dates_text(const Result& result) {
  const std::string catalogue =
      result.catalogue_as_of.empty() ? "" : ", catalogue of " + result.catalogue_as_of;
  return "prices of " + result.as_of + catalogue;
}

}  // namespace

std::string title_line(const Result& result, const Style& style) {
  const std::string name = for_terminal(result.scenario), day = dates_text(result);
  const std::size_t used = display_width(name) + display_width(day);
  const std::size_t width = std::min(style.width, widest_title);
  if (used + 2 > width) {
    return style.bold(wrapped_words(name, "", style.text_width())) + style.dim(day) + "\n";
  }
  return style.bold(name) + std::string(width - used, ' ') + style.dim(day) + "\n";
}

std::string currency_text(const Result& result) {
  const Statistics* rate = result.demand.find(measures::rate);
  if (rate == nullptr) return "";
  const MoneyIn dollars("USD");
  const std::string at = is_fixed(*rate)
                             ? unit_price(rate->mean.value)
                             : unit_price(std::stod(fmt::format("{:.4g}", rate->p5.value))) + " to " +
                                   unit_price(std::stod(fmt::format("{:.4g}", rate->p95.value)));
  return fmt::format("amounts in {} at {}, {}{}{}", result.currency, at, result.rate_as_of,
                     result.rate_source.empty() ? "" : ", ", result.rate_source);
}

std::vector<std::string> demand_parts(const Result& result) {
  const double requests = demand(result, measures::requests);
  std::vector<std::string> parts{requests_text(result)};
  if (requests > 0) {
    parts.back() +=
        fmt::format(", {} tokens in, {} out", count(demand(result, measures::input_tokens) / requests),
                    count(demand(result, measures::output_tokens) / requests));
  }
  if (result.budget_usd) parts.push_back(budget_text(result));
  if (std::string rate = currency_text(result); !rate.empty()) parts.push_back(std::move(rate));
  if (result.horizon_months > 1) parts.push_back(fmt::format("{} months", result.horizon_months));
  if (all_fixed(result)) parts.emplace_back("every price and count is a fixed number");
  return parts;
}

std::string demand_text(const Result& result, const Style& style) {
  return style.dim(wrapped_parts(demand_parts(result), "", style));
}

std::string warnings_text(const std::vector<std::string>& warnings, const Style& style) {
  std::string text;
  for (const std::string& warning : warnings)
    text += "  " + style.yellow("!") + " " + wrapped_words(for_terminal(warning), "    ", style.text_width());
  return text;
}

}  // namespace llmtco
