#include "workload/tool_time.h"

#include <cmath>

#include "columns/column_math.h"
#include "columns/trace.h"

namespace llmtco {
namespace {

/// The integrand is nothing beyond, in steps that tell what is said in the header.
constexpr double farthest_node = 8.5, step_of_nodes = 0.25;
constexpr double density_at_zero = 0.3989422804014327;  // 1 / sqrt(2 pi)

/// Of a known whole exponent by squaring, which halves the time of an order statistic whose base is drawn.
Column power(Column base, const Column& exponent) {
  if (!exponent.is_constant() || exponent.constant() != std::floor(exponent.constant()))
    return pow(base, exponent);
  Column all = 1.0;
  for (int left = static_cast<int>(exponent.constant()); left > 0; left /= 2) {
    if (left % 2 == 1) all *= base;
    base *= Column(base);
  }
  return all;
}

/// count E[Phi(Y + shift)^(count - 1)].
Column of_order_statistic(const Column& count, const Column& shift) {
  const Column others = max(count, 1.0) - 1.0;
  Column sum = 0.0;
  for (double y = -farthest_node; y <= farthest_node; y += step_of_nodes) {
    const double weight = step_of_nodes * density_at_zero * std::exp(-0.5 * y * y);
    sum += weight * power(normal_cdf(y + shift), others);
  }
  return count * sum;
}

/// Time of some tools in waves, over the time of one and its square.
struct InWaves {
  Column mean, variance;
};

/// Of whole numbers of tools.
class Waves {
 public:
  Waves(const Column& at_once, const Column& cv)
      : at_once_(at_once), cv_(cv), full_(slowest_of(at_once, cv)) {}

  InWaves of(const Column& tools) const {
    const Column full = floor(tools / at_once_), rest = tools - full * at_once_;
    InWaves all{full * full_.mean, full * variance(full_)};
    if (rest.is(0)) return all;
    const Column some = less(0.0, rest);
    const Slowest last = slowest_of(max(rest, 1.0), cv_);
    all.mean += select(some, last.mean, 0.0);
    all.variance += select(some, variance(last), 0.0);
    return all;
  }

 private:
  static Column variance(const Slowest& of) { return max(0.0, of.square - of.mean * of.mean); }

  const Column &at_once_, &cv_;
  Slowest full_;
};

InWaves in_waves(const Column& calls, const Column& at_once, const Column& cv) {
  const Waves waves(at_once, cv);
  const Column fewer = floor(calls), more_often = calls - fewer;
  InWaves all = waves.of(fewer);
  if (more_often.is(0)) return all;
  const InWaves more = waves.of(fewer + 1.0);
  const Column apart = more.mean - all.mean, seldom = 1.0 - more_often;
  return {all.mean + more_often * apart,
          seldom * all.variance + more_often * more.variance + more_often * seldom * apart * apart};
}

}  // namespace

Slowest slowest_of(const Column& count, const Column& cv) {
  const Column square = 1.0 + cv * cv;
  if (cv.is(0)) return {1.0, 1.0};
  if (count.is(1)) return {1.0, square};
  const Column sigma = sqrt(log1p(cv * cv));
  return {of_order_statistic(count, sigma), square * of_order_statistic(count, 2.0 * sigma)};
}

MeanAndCv<Drawn<Seconds>> time_between_calls(const MeanAndCv<Drawn<Seconds>>& one, const Column& calls,
                                             const Column& at_once) {
  if (calls.is(1)) return one;
  const InWaves waves = in_waves(calls.plain(), at_once.plain(), one.cv.plain());
  const Column some = less(0.0, waves.mean);
  const Column cv = select(some, sqrt(waves.variance) / select(some, waves.mean, 1.0), 0.0);
  const auto told = [&](const char* what, const Column& value) {
    return opaque(what, value,
                  {{"tool calls", calls}, {"at once", at_once}, {"cv of one tool call", one.cv}});
  };
  return {told("tools in waves, over one", waves.mean) * one.mean, told("cv of tools in waves", cv)};
}

Column pauses_within(const Drawn<Seconds>& limit, const TaskLengths& lengths) {
  const Drawn<Seconds>& mean = lengths.tool_time;
  const Column &cv = lengths.tool_cv, alike = less_equal(mean, limit);
  if (cv.is(0)) return alike;
  const Column square = log1p(cv * cv);
  const Column differ = less(0.0, square) * less(Drawn<Seconds>(), mean);
  const Column sigma = select(less(0.0, square), sqrt(square), 1.0);
  constexpr double no_time = 1e-300;
  const Column distance = log(max(no_time, limit / second)) - log(max(no_time, mean / second));
  return select(differ, normal_cdf((distance + 0.5 * square) / sigma), alike);
}

}  // namespace llmtco
