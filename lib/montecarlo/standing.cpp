#include "montecarlo/standing.h"

#include <fmt/format.h>

#include "measures/list.h"
#include "montecarlo/ranking.h"

namespace llmtco {
namespace {

/// An option that misses its limits in more than this share of the draws is not in the race.
constexpr double most_missed = 0.5;

struct Words {
  const Measure* met;
  const char *what, *of;
};
constexpr Words words[] = {{measures::meets_ttft_p95.row, "first word", "95 % of requests"},
                           {measures::meets_ttft_p99.row, "first word", "99 % of requests"},
                           {measures::meets_tpot_p95.row, "each later word", "95 % of requests"},
                           {measures::meets_tpot_p99.row, "each later word", "99 % of requests"},
                           {measures::meets_e2e_p95.row, "whole answer", "95 % of requests"},
                           {measures::meets_e2e_p99.row, "whole answer", "99 % of requests"}};

/// 50 ms, 0.6 s, 2 min.
std::string time_text(double seconds) {
  if (seconds < 0.1) return fmt::format("{:.4g} ms", 1000 * seconds);
  return seconds < 120 ? fmt::format("{:.4g} s", seconds) : fmt::format("{:.4g} min", seconds / 60);
}

std::string share_text(double share) {
  const double percent = 100 * share;
  return percent > 0 && percent < 0.1 ? "less than 0.1 %"
                                      : fmt::format("{:.{}f} %", percent, percent < 10 ? 1 : 0);
}

/// "misses chat: first word of 95 % of requests within 2 s, in 61 % of draws".
std::string misses_text(const Result& result, const OptionResult& option) {
  std::string text;
  for (const LimitKept& each : limits_kept(result, option)) {
    if (each.share == nullptr || each.share->value >= 1) continue;
    text += fmt::format("{}{}, in {} of draws", text.empty() ? "misses " : "; ",
                        limit_text(result, *each.limit), share_text(1 - each.share->value));
  }
  return text;
}

std::string unknown_text(const Result& result, const OptionResult& option) {
  std::string text;
  for (const LimitKept& each : limits_kept(result, option)) {
    if (each.share != nullptr) continue;
    text += (text.empty() ? "not known to keep: " : "; ") + limit_text(result, *each.limit);
  }
  return text;
}

/// What needs the accuracy that nobody knows.
std::string accuracy_text(const Study& study, const OptionResult& option) {
  const char* why = study.objective == Objective::cost ? "a limit asks for it" : "the objective counts on it";
  return fmt::format("accuracy unknown, and {}: {}", why, option.accuracy_reason);
}

Standing standing(const Study& study, const OptionResult& option) {
  const Standing may =
      standing_of(study, {option.yardstick, option.basis, option.find(measures::accuracy) != nullptr});
  if (may == Standing::yardstick) return may;
  if (!option.feasible) return Standing::cannot_serve;
  if (may != Standing::in_race) return may;
  return option.find(measures::in_race)->mean.value < 1 - most_missed ? Standing::misses_limits
                                                                      : Standing::in_race;
}

std::string reason(const Study& study, const Result& result, const OptionResult& option) {
  switch (option.standing) {
    case Standing::in_race:
      return unknown_text(result, option);
    case Standing::yardstick:
      return "a yardstick: shown to compare with, not to be taken";
    case Standing::cannot_serve:
      return option.reason;
    case Standing::energy_only:
      return "its bill counts energy only";
    case Standing::accuracy_unknown:
      return accuracy_text(study, option);
    case Standing::misses_limits:
      return misses_text(result, option);
  }
  return "";
}

}  // namespace

std::vector<LimitKept> limits_kept(const Result& result, const OptionResult& option) {
  std::vector<LimitKept> all;
  for (const Limit& limit : result.limits) {
    const Subject subject{.request_class = result.classes.size() > 1 ? limit.request_class : Subject::all};
    const Statistics* share = option.find(*limit.met, subject);
    all.push_back({&limit, share == nullptr ? nullptr : &share->mean});
  }
  return all;
}

std::string limit_text(const Result& result, const Limit& limit) {
  std::string text;
  if (result.classes.size() > 1)
    text = result.classes.at(static_cast<std::size_t>(limit.request_class)) + ": ";
  for (const Words& each : words) {
    if (each.met == limit.met)
      return text + fmt::format("{} of {} within {}", each.what, each.of, time_text(limit.value));
  }
  return text + fmt::format("{:.4g} % of answers right", 100 * limit.value);
}

void set_standings(const Study& study, Result& result) {
  for (OptionResult& option : result.options) {
    option.standing = standing(study, option);
    option.standing_reason = reason(study, result, option);
  }
}

}  // namespace llmtco
