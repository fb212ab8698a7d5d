#include "workload/steps.h"

#include <array>
#include <vector>

#include "columns/column_math.h"
#include "columns/legendre.h"
#include "columns/trace.h"
#include "workload/lengths.h"

namespace llmtco {
namespace {

/// The normal variable is followed so far to both sides: beyond is a part of 10^-15 of the tasks.
constexpr double farthest_normal = 8;
/// The way is cut into so many parts, of twenty points each.
constexpr int normal_parts = 3;
constexpr double root_two_pi = 2.5066282746310002;
/// From this on 1 - g^n keeps 14 digits; below, series do.
constexpr double series_below = 0.01;

/// coefficient[0] + coefficient[1] x + ...
template <std::size_t count>
Column polynomial(const double (&coefficient)[count], const Column& x) {
  Column sum = coefficient[count - 1];
  for (std::size_t k = count - 1; k-- > 0;) sum = fma(sum, x, coefficient[k]);
  return sum;
}

Column normal_density(const Column& z) { return exp(-0.5 * z * z) / root_two_pi; }

/// How many calls tasks need: where they are alike, and the lognormal n - 1 = exp(mean + sigma z) where they differ.
class NeededCalls {
 public:
  NeededCalls(const Calls& needed, const std::optional<Column>& most)
      : number_(needed.mean), most_(most), alike_(needed.alike()) {
    if (alike_) return;
    const Column more = needed.mean - 1.0, some = select(less(0.0, more), more, 1.0);
    const Column square = log1p(needed.variance() / (some * some));
    differ_ = less(0.0, square);
    sigma_ = select(differ_, sqrt(square), 1.0);
    mean_ = log(some) - 0.5 * square;
    // Squares of n weigh as a normal variable that is 2 sigma further does.
    top_ = farthest_normal + 2.0 * sigma_;
    if (most_) top_ = max(-farthest_normal, min(top_, cut()));
  }

  /// E[f(n); n <= most] + share above x f(most) of each number that f returns, where `above` asks for that.
  template <std::size_t count, class F>
  std::array<Column, count> mean_of(const F& f, bool above) const {
    std::array<Column, count> alike, spread;
    alike = f(most_ ? min(number_, *most_) : number_);
    if (most_ && !above) {
      for (Column& each : alike) each = select(less_equal(number_, *most_), each, 0.0);
    }
    if (alike_) return alike;
    const Column half = (0.5 / normal_parts) * (top_ + farthest_normal);
    for (int part = 0; part < normal_parts; ++part) {
      const Column middle = (2.0 * part + 1.0) * half - farthest_normal;
      for (const LegendreNode& node : legendre) {
        for (const double side : {-1.0, 1.0}) {
          const Column z = middle + (side * node.point) * half, weight = node.weight * normal_density(z);
          add(f(1.0 + exp(mean_ + sigma_ * z)), weight * half, spread);
        }
      }
    }
    if (most_ && above) add(f(*most_), normal_cdf(-cut()), spread);
    for (std::size_t i = 0; i < count; ++i) spread[i] = select(differ_, spread[i], alike[i]);
    return spread;
  }

  /// Share of the tasks that need no more than the most.
  Column within() const {
    if (!most_) return 1.0;
    const Column alike = less_equal(number_, *most_);
    return alike_ ? alike : select(differ_, normal_cdf(cut()), alike);
  }

 private:
  /// The normal variable of tasks that need just the most.
  Column cut() const { return (log(*most_ - 1.0) - mean_) / sigma_; }

  template <std::size_t count>
  static void add(const std::array<Column, count>& values, const Column& weight,
                  std::array<Column, count>& sums) {
    for (std::size_t i = 0; i < count; ++i) sums[i] += weight * values[i];
  }

  Column number_;
  std::optional<Column> most_;
  bool alike_;
  Column differ_{}, mean_{}, sigma_{}, top_{};
};

/// Calls made of tasks that need n, and their number times itself less one.
using MadeAndPairs = std::array<Column, 2>;

/// The chance to stop after a call, and what of it all n have in common.
class Stopping {
 public:
  explicit Stopping(const Column& chance)
      : chance_(select(less(0.0, chance), chance, 1.0)),
        rate_(-log1p(-chance)),
        ratio_(select(less(0.0, chance), rate_ / chance_, 1.0)),
        small_(smallest(rate_) < series_below) {
    constexpr double rest[] = {1 / 2., 1 / 3., 1 / 4., 1 / 5.,
                               1 / 6., 1 / 7., 1 / 8.};  // (-log(1 - x) - x) / x^2
    if (small_) rest_ = polynomial(rest, chance);
  }

  /// With a = -n log(1 - x), so that g^n = exp(-a). For small a, where the differences lose their digits,
  ///
  ///     made  = n L f(a),     L = -log(1 - x) / x,   f(a) = (1 - e^-a) / a
  ///     pairs = 2 (n^2 L h(a) + n R f(a) - made),    R = (L - 1) / x,   h(a) = (1 - e^-a - a e^-a) / a^2
  MadeAndPairs of(const Column& n) const {
    const Column a = n * rate_, left = exp(-a);
    const Column made = (1.0 - left) / chance_, pairs = 2.0 * (made - 1.0 - (n - 1.0) * left) / chance_;
    if (!small_) return {made, pairs};
    constexpr double f[] = {1, -1 / 2., 1 / 6., -1 / 24., 1 / 120., -1 / 720.},
                     h[] = {1 / 2., -1 / 3., 1 / 8., -1 / 30., 1 / 144., -1 / 840.};
    const Column small = less(a, series_below), share = polynomial(f, a), once = n * ratio_ * share;
    const Column twice = 2.0 * (n * n * ratio_ * polynomial(h, a) + n * rest_ * share - once);
    return {select(small, once, made), select(small, twice, pairs)};
  }

 private:
  Column chance_, rate_, ratio_, rest_{};
  bool small_;
};

Calls made_of(const Calls& needed, const MadeAndPairs& means) {
  const Column mean = max(1.0, min(needed.mean, means[0]));
  const Column variance = max(0.0, means[1] + mean - mean * mean);
  return {mean, sqrt(variance) / mean};
}

/// What is drawn a little beyond is none.
Column as_share(const Column& drawn) {
  return smallest(drawn) < 0 || largest(drawn) > 1 ? max(0.0, min(1.0, drawn)) : drawn;
}

StepChances chances_of(const AgentSteps& steps, const Column& right, const Block& block) {
  return {as_share(right), block(steps.noticed), block(steps.recovery)};
}

std::optional<Column> most_of(const AgentLoop& loop, const Block& block) {
  return loop.most_calls ? std::optional(block(*loop.most_calls)) : std::nullopt;
}

std::optional<Column> plain(const std::optional<Column>& column) {
  return column ? std::optional(column->plain()) : std::nullopt;
}

/// What explanations are told that calls and right tasks follow from.
std::vector<Argument> loop_arguments(const Calls& needed, const std::optional<Column>& most,
                                     const Column& chance, const char* name) {
  std::vector<Argument> all{{"calls a task needs", needed.mean}, {"cv of these", needed.cv}, {name, chance}};
  if (most) all.push_back({"most calls", *most});
  return all;
}

}  // namespace

Calls calls_made(const Calls& needed, const std::optional<Column>& most, const Column& stops) {
  const bool one_call = needed.alike() && needed.mean.is(1);
  if (one_call || (!most && stops.is(0))) return needed;
  const Stopping stopping(stops);
  Calls made = made_of(
      needed, NeededCalls(needed, most).mean_of<2>([&](const Column& n) { return stopping.of(n); }, true));
  if (most) {
    if (needed.alike() && stops.is(0)) made.cv = 0.0;
    return made;
  }
  const Column never = less_equal(stops, 0.0);
  return {select(never, needed.mean, made.mean), select(never, needed.cv, made.cv)};
}

Column tasks_right(const Calls& needed, const std::optional<Column>& most, const Column& fails) {
  const NeededCalls calls(needed, most);
  if (fails.is(0)) return calls.within();
  const Column rate = log1p(-fails);
  const auto all_right = [&](const Column& n) { return std::array<Column, 1>{exp(n * rate)}; };
  const Column right = min(1.0, calls.mean_of<1>(all_right, false)[0]);
  return select(less_equal(fails, 0.0), calls.within(), right);
}

CallsMade calls_made(const AgentLoop& loop, const Calls& needed, const std::optional<Column>& step_right,
                     const Block& block) {
  const std::optional<Column> most = most_of(loop, block);
  const StepChances chances =
      loop.steps ? chances_of(*loop.steps, step_right.value_or(1.0), block) : StepChances();
  const Column stops = chances.stops();
  Calls made = calls_made(Calls{needed.mean.plain(), needed.cv.plain()}, plain(most), stops.plain());
  const std::vector<Argument> of = loop_arguments(needed, most, stops, "chance to stop at a step");
  made.mean = opaque("calls made", std::move(made.mean), of);
  made.cv = opaque("cv of the calls made", std::move(made.cv), of);
  return {std::move(made), chances.again()};
}

Column tasks_right(const AgentLoop& loop, const Column& accuracy, const Block& block) {
  if (!loop.ends_early()) return accuracy;
  const auto drawn = mean_and_cv(loop.calls, block);
  const Calls needed{drawn.mean, drawn.cv};
  const std::optional<Column> most = most_of(loop, block);
  const Column fails = loop.steps ? chances_of(*loop.steps, accuracy, block).fails() : Column(0.0);
  Column share = tasks_right(Calls{needed.mean.plain(), needed.cv.plain()}, plain(most), fails.plain());
  const std::vector<Argument> of = loop_arguments(needed, most, fails, "chance that a step fails");
  share = opaque("tasks of which every step is right", std::move(share), of);
  return loop.steps ? share : accuracy * share;
}

bool steps_decide_calls(const AgentLoop& loop, const Block& block) {
  return loop.steps && !block(loop.steps->noticed).is(0);
}

}  // namespace llmtco
