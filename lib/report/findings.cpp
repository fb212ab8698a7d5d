#include "report/findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "montecarlo/alike.h"
#include "montecarlo/standing.h"
#include "report/numbers.h"
#include "report/spread.h"

namespace llmtco {
namespace {

/// Below this load most of what is paid for stands idle.
constexpr double idle = 0.2, very_idle = 0.1;
/// A limit that is missed less often is not worth a line.
constexpr double worth_a_line = 0.02;

/// "1 accelerator", "4 accelerators", "1 machine": as the bill of the option counts what is bought.
std::string machines(double number, const OptionResult& option) {
  std::string unit = "accelerators";
  for (const LineResult& line : option.lines) {
    if (line.id == ItemId::capital) unit = line.quantity_unit;
  }
  if (std::round(number) == 1 && unit.ends_with("s")) unit.pop_back();
  return count(std::round(number)) + " " + unit;
}

/// " (2 to 6)", where the ends are written differently.
std::string ends(const std::string& low, const std::string& high) {
  return low == high ? "" : fmt::format(" ({} to {})", low, high);
}

void add_purchases(const Result& result, const Lineup& lineup, std::vector<std::string>& all) {
  for (const OptionResult* option : lineup.shown) {
    const Statistics *bought = option->find(measures::bought), *price = option->find(measures::purchase);
    if (bought == nullptr || price == nullptr) continue;
    const std::string by =
        result.horizon_months > 1 ? fmt::format(" by month {}", result.horizon_months) : "";
    const bool known = is_fixed(*price);
    all.push_back(
        fmt::format("{} buys {}{}{}: {}{}", option->name, machines(bought->mean.value, *option),
                    ends(count(std::round(bought->p5.value)), count(std::round(bought->p95.value))), by,
                    known ? money(price->mean.value) : short_money(price->mean.value),
                    known ? "" : ends(short_money(price->p5.value), short_money(price->p95.value))));
  }
}

void add_idle(const Lineup& lineup, std::vector<std::string>& all) {
  std::vector<AlikeOptions> by_load;
  for (const OptionResult* option : lineup.shown) {
    const Statistics* load = option->find(measures::load);
    if (load != nullptr && load->mean.value < idle)
      add_alike(rough_percent(load->mean.value), *option, by_load);
  }
  for (const AlikeOptions& each : by_load) {
    const bool one = each.one();
    const double load = each.options.front()->find(measures::load)->mean.value;
    std::string text = fmt::format("{} {} busy {} of the time", each.names(), one ? "is" : "are", each.said);
    if (0 < load && load < very_idle)
      text += fmt::format(": {} for {} times what {}", one ? "it pays" : "they pay",
                          load < 0.01 ? "more than 100" : grouped(1 / load, 0), one ? "it uses" : "they use");
    all.push_back(text);
  }
}

/// Each limit that is missed in some draws, by whom: "missed: first word of 95 % of requests within 5 s, by own and
/// rented in 6 % of draws".
void add_limits(const Result& result, const Lineup& lineup, std::vector<std::string>& all) {
  for (std::size_t i = 0; i < result.limits.size(); ++i) {
    std::vector<AlikeOptions> missed;
    for (const OptionResult* option : lineup.shown) {
      const LimitKept kept = limits_kept(result, *option)[i];
      if (kept.share == nullptr || 1 - kept.share->value < worth_a_line) continue;
      add_alike(rough_percent(1 - kept.share->value), *option, missed);
    }
    if (missed.empty()) continue;
    std::vector<std::string> parts;
    for (const AlikeOptions& each : missed) parts.push_back(fmt::format("{} in {}", each.names(), each.said));
    all.push_back(fmt::format("missed: {}, by {} of draws", limit_text(result, result.limits[i]),
                              fmt::join(parts, ", ")));
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
