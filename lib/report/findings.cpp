#include "report/findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/numbers.h"
#include "report/spread.h"

namespace llmtco {
namespace {

/// Below this load most of what is paid for stands idle.
constexpr double idle = 0.2;
/// A limit that is kept more often than this is not worth a line.
constexpr double kept = 0.995;

/// "own and rented", "a, b and c".
std::string listed(const std::vector<std::string>& names) {
  if (names.size() < 2) return names.empty() ? "" : names.front();
  return fmt::format("{} and {}", fmt::join(names.begin(), names.end() - 1, ", "), names.back());
}

std::string accelerators(double number) {
  return count(std::round(number)) + (std::round(number) == 1 ? " accelerator" : " accelerators");
}

void add_purchases(const Result& result, const Lineup& lineup, std::vector<std::string>& all) {
  for (const OptionResult* option : lineup.shown) {
    const Statistics *bought = option->find(measures::bought), *price = option->find(measures::purchase);
    if (bought == nullptr || price == nullptr) continue;
    const bool one = is_fixed(*bought), known = is_fixed(*price);
    const std::string by =
        result.horizon_months > 1 ? fmt::format(" by month {}", result.horizon_months) : "";
    std::string text = fmt::format("{} buys {}", option->name, accelerators(bought->mean.value));
    if (!one)
      text += fmt::format(" ({} to {})", count(std::round(bought->p5.value)),
                          count(std::round(bought->p95.value)));
    text += fmt::format("{}: {}", by, known ? money(price->mean.value) : short_money(price->mean.value));
    if (!known)
      text += fmt::format(" ({} to {})", short_money(price->p5.value), short_money(price->p95.value));
    all.push_back(text);
  }
}

void add_idle(const Lineup& lineup, std::vector<std::string>& all) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_load;  // as it is written
  for (const OptionResult* option : lineup.shown) {
    const Statistics* load = option->find(measures::load);
    if (load == nullptr || load->mean.value >= idle) continue;
    const std::string text = rough_percent(load->mean.value);
    const auto same =
        std::find_if(by_load.begin(), by_load.end(), [&](const auto& each) { return each.first == text; });
    if (same == by_load.end()) {
      by_load.push_back({text, {option->name}});
    } else {
      same->second.push_back(option->name);
    }
  }
  for (const auto& [load, names] : by_load) {
    all.push_back(
        fmt::format("{} {} busy {} of the time", listed(names), names.size() == 1 ? "is" : "are", load));
  }
}

/// "first word within 5 s", "80 % right".
std::string words_of(const Limit& limit) {
  const Measure* met = limit.met;
  if (met == measures::meets_accuracy.row) return rough_percent(limit.value) + " right";
  const bool p99 = met == measures::meets_ttft_p99.row || met == measures::meets_tpot_p99.row ||
                   met == measures::meets_e2e_p99.row;
  const bool ttft = met == measures::meets_ttft_p95.row || met == measures::meets_ttft_p99.row;
  const bool tpot = met == measures::meets_tpot_p95.row || met == measures::meets_tpot_p99.row;
  return fmt::format("{} within {}{}",
                     ttft   ? "first word"
                     : tpot ? "each next word"
                            : "whole answer",
                     rough_duration(limit.value), p99 ? " (99 of 100)" : "");
}

const Statistics* met_by(const OptionResult& option, const Limit& limit) {
  const Statistics* of_class = option.find(*limit.met, {.request_class = limit.request_class});
  return of_class != nullptr ? of_class : option.find(*limit.met);
}

void add_limits(const Result& result, const Lineup& lineup, std::vector<std::string>& all) {
  for (const Limit& limit : result.limits) {
    std::vector<std::string> missed;
    for (const OptionResult* option : lineup.shown) {
      const Statistics* met = met_by(*option, limit);
      if (met == nullptr || met->mean.value >= kept) continue;
      missed.push_back(fmt::format("{} in {} of draws", option->name, rough_percent(1 - met->mean.value)));
    }
    if (missed.empty()) continue;
    const std::string of = result.classes.size() < 2
                               ? ""
                               : " of " + result.classes.at(static_cast<std::size_t>(limit.request_class));
    all.push_back(fmt::format("missed: {}{}, by {}", words_of(limit), of, listed(missed)));
  }
}

}  // namespace

std::vector<std::string> findings(const Result& result, const Lineup& lineup) {
  std::vector<std::string> all;
  add_purchases(result, lineup, all);
  add_idle(lineup, all);
  add_limits(result, lineup, all);
  return all;
}

}  // namespace llmtco
