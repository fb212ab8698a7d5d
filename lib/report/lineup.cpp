#include "report/lineup.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "montecarlo/ranking.h"
#include "montecarlo/standing.h"
#include "report/spread.h"

namespace llmtco {
namespace {

bool is_shown(const OptionResult& option, bool nobody_in_race) {
  if (!option.feasible || option.basis == Basis::energy_only) return false;
  return nobody_in_race || option.in_race() || option.standing == Standing::yardstick;
}

}  // namespace

bool is_before(const OptionResult& a, const OptionResult& b, const Measure& by) {
  const Statistics *of_a = a.find(by), *of_b = b.find(by);
  if (of_a == nullptr || of_b == nullptr) return of_a != nullptr && of_b == nullptr;
  const double x = of_a->mean.value, y = of_b->mean.value;
  return by.better == Better::higher ? x > y : x < y;
}

Lineup line_up(const Result& result, const Measure* sort) {
  const bool nobody = std::none_of(result.options.begin(), result.options.end(),
                                   [](const OptionResult& option) { return option.in_race(); });
  Lineup lineup;
  for (const OptionResult& option : result.options)
    (is_shown(option, nobody) ? lineup.shown : lineup.apart).push_back(&option);
  const Measure& by = sort != nullptr ? *sort : *counted_by(result.answer.objective).measure;
  std::stable_sort(lineup.shown.begin(), lineup.shown.end(),
                   [&](const OptionResult* a, const OptionResult* b) { return is_before(*a, *b, by); });
  return lineup;
}

namespace {

/// "misses completions: first word within 0.6 s": the limits that put it out of the race, two of them at most.
std::string missed_in_short(const OptionResult& option, const Result& result) {
  constexpr std::size_t most = 2;
  constexpr std::string_view usual = " of 95 % of requests";
  std::vector<std::string> missed;
  for (const LimitKept& each : limits_kept(result, option)) {
    if (each.share == nullptr || each.share->value >= 0.5) continue;
    std::string text = limit_text(result, *each.limit);
    if (const std::size_t place = text.find(usual); place != std::string::npos)
      text.erase(place, usual.size());
    missed.push_back(std::move(text));
  }
  if (missed.empty()) return "misses its limits";  // each in fewer than half of the draws
  const std::size_t shown = std::min(missed.size(), most);
  std::string text = fmt::format(
      "misses {}", fmt::join(missed.begin(), missed.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  return shown == missed.size() ? text : text + fmt::format(" and {} more", missed.size() - shown);
}

/// Its accuracy is asked for; what the catalogue lacks of it says each option for itself.
std::string unknown_in_short(const OptionResult& option) {
  return option.standing_reason.substr(0, option.standing_reason.find(": ")) + "; give it with `accuracy`";
}

std::string served_but_apart(const OptionResult& option, const Result& result) {
  if (option.basis == Basis::energy_only) return "electricity only";
  if (option.standing == Standing::misses_limits) return missed_in_short(option, result);
  if (option.standing == Standing::accuracy_unknown) return unknown_in_short(option);
  return option.standing_reason.empty() ? std::string(standings.to_text(option.standing))
                                        : option.standing_reason;
}

}  // namespace

Apart apart(const OptionResult& option, const Result& result) {
  if (!option.feasible) {
    const bool memory = option.reason.starts_with("weights need");
    return {"", memory ? "does not fit" : option.reason};
  }
  const Statistics* cost = option.find(measures::monthly_cost);
  return {cost == nullptr ? "" : monthly_sums(result)(cost->mean.value), served_but_apart(option, result)};
}

}  // namespace llmtco
