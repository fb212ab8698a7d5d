#include "report/assumptions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/escape.h"
#include "report/numbers.h"

namespace llmtco {
namespace {

bool shows(double usd) { return !std::isnan(usd) && usd != 0; }

/// The largest change of one kind among the options of a result, and whose it is.
struct Largest {
  double usd = 0;
  std::string option{};
};

Largest largest(const AssumptionEffect& effect, double Change::*kind, const Result& result) {
  Largest found;
  for (const OptionResult& option : result.options) {
    const auto change = effect.by_option.find(option.name);
    if (change == effect.by_option.end() || !(std::abs(change->second.*kind) > std::abs(found.usd))) continue;
    found = {change->second.*kind, option.name};
  }
  return found;
}

/// "+$1,204", "+$310 for own", "+$52 of damage for own".
std::string change_of(const AssumptionEffect& effect, const Result& result) {
  if (shows(effect.least_usd)) return money_change(effect.least_usd);
  const Largest cost = largest(effect, &Change::cost_usd, result);
  if (cost.usd != 0) return fmt::format("{} for {}", money_change(cost.usd), cost.option);
  const Largest damage = largest(effect, &Change::damage_usd, result);
  if (damage.usd != 0) return fmt::format("{} of damage for {}", money_change(damage.usd), damage.option);
  return "no change";
}

std::string line(const Assumption& assumption, const Result& result) {
  std::string text = assumption.text;
  const bool of_all = assumption.options.size() == result.options.size();
  constexpr std::size_t most_named = 4;
  if (assumption.options.size() > most_named && !of_all) {
    text += fmt::format(" ({} options)", assumption.options.size());
  } else if (!of_all) {
    text += fmt::format(" ({})", fmt::join(assumption.options, ", "));
  }
  for (const AssumptionEffect& effect : assumption.effects) {
    text += fmt::format("{} {}: {}", &effect == &assumption.effects.front() ? ";" : ",", effect.words,
                        change_of(effect, result));
    if (!effect.best.empty()) text += fmt::format(", and {} would be the cheapest", effect.best);
  }
  return text;
}

}  // namespace

std::vector<std::string> assumption_lines(const Result& result) {
  std::vector<std::string> lines, still, not_computed;
  for (const Assumption& each : result.assumptions) {
    if (each.effects.empty()) {
      not_computed.push_back(each.text);
    } else if (each.moves_money()) {
      lines.push_back(line(each, result));
    } else {
      still.push_back(each.text);
    }
  }
  if (!still.empty()) lines.push_back(fmt::format("without effect on money: {}", fmt::join(still, ", ")));
  if (!not_computed.empty())
    lines.push_back(fmt::format("effect not computed: {}", fmt::join(not_computed, ", ")));
  return lines;
}

std::string assumptions_text(const Result& result, const Style& style) {
  std::string text;
  for (const std::string& line : assumption_lines(result))
    text += "   " + style.dim(wrapped_words(for_terminal(line), "   ", style.text_width()));
  return text.empty() ? text : style.bold("assumed") + "\n" + text;
}

}  // namespace llmtco
