#include "quality/format_effects.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include <fmt/format.h>

#include "columns/repeatable.h"

namespace llmtco {
namespace {

constexpr double almost_all = 0.999;  ///< a loss of which the logarithm still is a number

/// -ln(1 - loss): losses of causes one after another add up in it.
double hazard(double loss) { return -repeatable::log(1 - std::clamp(loss, 0.0, almost_all)); }
double lost(double hazard) { return 1 - repeatable::exp(-hazard); }

/// Distance of an end of an interval from its value, in logarithms.
double spread(double end, double value) { return end > 0 && value > 0 ? repeatable::log(end / value) : 0; }

double together(double a, double b) { return std::sqrt(a * a + b * b); }

}  // namespace

Estimate task_loss(const Estimate& loss, std::string_view task, const FormatEffects& effects) {
  const auto known = std::find_if(effects.tasks.begin(), effects.tasks.end(),
                                  [&](const TaskPower& row) { return row.task == task; });
  if (known == effects.tasks.end() || loss.value <= 0) return loss;
  const Estimate& power = known->power;
  const double value = hazard(loss.value) * power.value;
  const double down = together(spread(hazard(loss.low), hazard(loss.value)), spread(power.low, power.value));
  const double up = together(spread(hazard(loss.high), hazard(loss.value)), spread(power.high, power.value));
  return {.value = lost(value),
          .low = lost(value * repeatable::exp(-down)),
          .high = lost(value * repeatable::exp(up))};
}

Estimate cache_loss(double bits, const FormatEffects& effects) {
  assert(bits > 0);
  for (const CacheLoss& row : effects.caches) {
    if (bits <= row.bits) return row.loss;
  }
  return {};
}

Estimate both_losses(const Estimate& a, const Estimate& b) {
  const auto of = [](const Estimate& e, double end) { return hazard(end) - hazard(e.value); };
  const double value = hazard(a.value) + hazard(b.value);
  const double down = together(of(a, a.low), of(b, b.low)), up = together(of(a, a.high), of(b, b.high));
  return {.value = lost(value), .low = lost(std::max(0.0, value - down)), .high = lost(value + up)};
}

const FormatTail* tail_of(std::string_view format, const FormatEffects& effects) {
  const FormatTail* found = nullptr;
  for (const FormatTail& row : effects.tails) {
    if (row.format != format) continue;
    if (row.p1_dp) return &row;
    if (found == nullptr) found = &row;
  }
  return found;
}

std::string tail_text(const FormatTail& tail) {
  std::string text;
  if (tail.p1_dp && tail.p01_dp) {
    text = fmt::format("1 % of tokens lose more than {:.1f} points of probability, 0.1 % more than {:.1f}",
                       -*tail.p1_dp, -*tail.p01_dp);
  } else if (tail.top_differs) {
    text = fmt::format("another token became the likeliest in {:.1f} %", 100 * *tail.top_differs);
    if (tail.kld_p99 && tail.kld_median)
      text += fmt::format(", and 1 % of tokens diverge {:.0f} times as far as the median",
                          *tail.kld_p99 / *tail.kld_median);
  } else if (tail.kld_p999 && tail.kld_mean) {
    text = fmt::format("0.1 % of tokens diverge more than {:.0f} times as far as the mean",
                       *tail.kld_p999 / *tail.kld_mean);
  }
  return text.empty() ? text : fmt::format("{} ({})", text, tail.model);
}

}  // namespace llmtco
