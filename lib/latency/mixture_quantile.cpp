#include "latency/mixture_quantile.h"

#include <limits>

namespace llmtco::latency_parts {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The ends of what is left of the bracket, and the distance to p there.
struct Bracket {
  Column low, high, below, above;
};

/// How far a share of the requests is from p, in standard deviations: over y = log t the quantile of a normal
/// distribution is nearly a straight line for a mixture of lognormals, so that few steps along lines find its root.
/// 0 and of p's sign where the share is p and on either side of it.
class Distance {
 public:
  explicit Distance(double p) : p_(p), z_(normal_quantile(Column(p))) {}

  Column of(const Column& share) const {
    constexpr double least = 1e-300, most = 1 - 0x1p-53;
    const Column near = normal_quantile(max(least, min(most, share))) - z_;
    // Rounding may not turn the sign that the bracket is kept by.
    const Column reached = less_equal(p_, share);
    return select(reached, max(0.0, near), min(-least, near));
  }

 private:
  double p_;
  Column z_;
};

/// Least and largest quantile of the components with requests; infinity and its negative where none has any.
struct Range {
  Column least = infinity, largest = -infinity;

  Range(const std::vector<LatencyComponent>& components, double p) {
    for (const LatencyComponent& component : components) {
      const Column own = quantile(component, p) / second, used = less(0.0, component.weight);
      least = min(least, select(used, own, infinity));
      largest = max(largest, select(used, own, -infinity));
    }
  }
};

/// a within [-limit, limit].
Column held(const Column& a, const Column& limit) { return max(-limit, min(limit, a)); }

/// Draws in which the quantile is a time that a component has for all its requests, and that time.
struct Found {
  Column found, time;
};

/// Narrows the bracket to between the jumps of the distribution function, from one if that is the quantile.
Found between_jumps(const MixtureCdf& cdf, double p, const Distance& distance, Bracket& at) {
  Found all;
  for (const MixtureCdf::Part& part : cdf.parts()) {
    if (!part.has_points) continue;
    const Column inside = part.point * less(at.low, part.place) * less_equal(part.place, at.high);
    const Column place = select(inside, part.place, at.high);
    const Column value = cdf(place) - p, before = value - cdf.jump(place);
    const Column reached = inside * less_equal(0.0, value), missed = inside - reached;
    const Column found = reached * less(before, 0.0);
    at.high = select(reached, place, at.high);
    at.above = select(reached, distance.of(before + p), at.above);
    at.low = select(max(missed, found), place, at.low);
    at.below = select(missed, distance.of(value + p), at.below);
    all.time = select(found, part.all, all.time);
    all.found = max(all.found, found);
  }
  return all;
}

/// Where the straight line between the ends is 0; `otherwise` where it does not rise.
Column on_line(const Bracket& at, const Column& otherwise) {
  const Column rise = at.above - at.below;
  const Column place = at.low - at.below * (at.high - at.low) / rise;
  return select(less(0.0, rise), max(at.low, min(at.high, place)), otherwise);
}

/// Where the ITP method looks next: `trust` is how far it may go from the middle, `pull` x width^2 how much
/// the regula falsi is moved towards it.
Column next_place(const Bracket& at, const Column& trust, const Column& pull) {
  const Column width = at.high - at.low, middle = at.low + 0.5 * width, line = on_line(at, middle);
  const Column pulled = line + held(middle - line, pull * width * width);
  return middle + held(pulled - middle, max(0.0, trust - 0.5 * width));
}

Bracket narrowed(const MixtureCdf& cdf, const Distance& distance, Bracket at) {
  constexpr double narrow = 9e-7, there = 1e-9, slack = 8;  // 2^(n0 - 1), n0 = 4
  const Column pull = 0.01 / (at.high - at.low);
  Column trust = slack * (at.high - at.low);
  for (;;) {
    const Column open = less(narrow, at.high - at.low);
    if (!any(open)) return at;
    const Column place = next_place(at, trust, pull);
    const Column value = distance.of(cdf(place));
    const Column reached = less_equal(0.0, value);
    const Column found = less_equal(abs(value), there);
    const Column moves_high = open * max(reached, found), moves_low = open * max(1.0 - reached, found);
    at.high = select(moves_high, place, at.high);
    at.above = select(moves_high, value, at.above);
    at.low = select(moves_low, place, at.low);
    at.below = select(moves_low, value, at.below);
    trust = 0.5 * trust;
  }
}

/// A place y = log t, and 1 in draws in which it is the quantile's.
struct Place {
  Column y, found;
};

/// f = P(T <= e^y) - p of plain lognormals, and Halley's step from there, 2 f f' / (2 f'^2 - f f''). With s_i = 1 / sigma_i:
///
///     f'  = sum of w_i s_i phi(z_i),  f'' = - sum of w_i s_i^2 z_i phi(z_i)
struct Step {
  Column f, slope, change;
};

Step step_from(const MixtureCdf& cdf, double p, const Column& y) {
  constexpr double inverse_root_2pi = 0.39894228040143267794;
  Column f = -p, slope, bend;
  for (const MixtureCdf::Part& part : cdf.parts()) {
    const Column z = fma(y, part.scale, part.offset);
    const Column density = part.weight * part.scale * exp(-0.5 * z * z) * inverse_root_2pi;
    f = fma(part.weight, normal_cdf(z), f);
    slope += density;
    bend -= density * part.scale * z;
  }
  Column change = 2.0 * f * slope / (2.0 * slope * slope - f * bend);
  return {std::move(f), std::move(slope), std::move(change)};
}

/// Halley's method converges with the third power: a step below this leaves less than 1e-6.
constexpr double small_step = 5e-3;

/// Halley's method from the normal distribution of log t that has the mixture's mean and variance, for plain
/// lognormals: two steps are usual, four are tried. Source: E. Halley, 1694; any text on root finding.
Place by_halley(const MixtureCdf& cdf, double p) {
  Column mean, square;
  for (const MixtureCdf::Part& part : cdf.parts()) {
    const Column sigma = 1.0 / part.scale, middle = -part.offset * sigma;
    mean = fma(part.weight, middle, mean);
    square = fma(part.weight, fma(middle, middle, sigma * sigma), square);
  }
  Place at{.y = mean + normal_quantile(Column(p)) * sqrt(max(0.0, square - mean * mean)), .found = 0.0};
  for (int tried = 0; tried < 4; ++tried) {
    const Step step = step_from(cdf, p, at.y);
    at.y = select(at.found, at.y, at.y - step.change);
    at.found = max(at.found, less(abs(step.change), small_step));
    if (!any(less(at.found, 1.0))) break;
  }
  return at;
}

/// The same held between the components' own quantiles, for mixtures of two humps: a step that would leave what is
/// known to hold the root goes to the middle of it instead. Between the humps f' is next to nothing and Halley's steps
/// are small far from the root: only where Newton's would be as small is it found.
Place held_halley(const MixtureCdf& cdf, const Range& range, double p, Place at) {
  Column low = log(range.least), high = log(range.largest);
  at.y = select(at.found, at.y, 0.5 * (low + high));
  for (int tried = 0; tried < 16; ++tried) {
    const Step step = step_from(cdf, p, at.y);
    low = select(less(step.f, 0.0), at.y, low);
    high = select(less(step.f, 0.0), high, at.y);
    const Column next = at.y - step.change;
    const Column inside = less_equal(low, next) * less_equal(next, high);  // 0 for what is no number
    at.y = select(at.found, at.y, select(inside, next, 0.5 * (low + high)));
    const Column near = less(abs(step.change), small_step) * less(abs(step.f), 2 * small_step * step.slope);
    at.found = max(at.found, inside * near);
    if (!any(less(at.found, 1.0))) break;
  }
  return at;
}

/// Whether each component takes one time for all its requests, in every draw.
bool is_of_points(const MixtureCdf& cdf) {
  for (const MixtureCdf::Part& part : cdf.parts()) {
    if (any(less(part.point, 1.0))) return false;
  }
  return true;
}

/// Of such components the least time within which a part p of the requests is done: the quantile itself.
Column quantile_of_points(const MixtureCdf& cdf, double p) {
  Column least = infinity;
  for (const MixtureCdf::Part& candidate : cdf.parts()) {
    Column done;
    for (const MixtureCdf::Part& part : cdf.parts())
      done = fma(part.weight, less_equal(part.all, candidate.all), done);
    least = min(least, select(less_equal(p, done), candidate.all, infinity));
  }
  return select(less(least, infinity), least, std::numeric_limits<double>::quiet_NaN());
}

/// Whether all components are lognormals without shift, and have requests in every draw.
bool is_plain(const MixtureCdf& cdf) {
  for (const MixtureCdf::Part& part : cdf.parts()) {
    if (part.has_points || !part.shift.is(0) || any(less_equal(part.weight, 0.0))) return false;
  }
  return true;
}

}  // namespace

MixtureCdf::MixtureCdf(const std::vector<LatencyComponent>& components) {
  for (const LatencyComponent& component : components) {
    const Lognormal own = lognormal(component);
    // Where nobody takes this time its parameters may be no numbers, and 0 times those would be none either.
    const Column unused = equal(component.weight, 0.0), flat = max(own.point, unused);
    const Column scale = select(flat, 0.0, 1.0 / own.sigma);
    const Column offset = select(flat, 0.0, -log(own.median) * scale);
    const Column given = component.shift / second, shift = given.is(0) ? given : select(unused, 0.0, given);
    const Column all = shift + own.median;
    parts_.push_back({component.weight, shift, scale, offset, own.point, all, log(all), any(own.point)});
    shifted_ = shifted_ || !shift.is(0);
  }
}

Column MixtureCdf::operator()(const Column& y) const {
  constexpr double far_below = -40;  // Phi there is 4e-350; from -infinity nothing can be multiplied
  const Column time = shifted_ ? exp(y) : Column();
  Column sum;
  for (const Part& part : parts_) {
    const Column log_time = part.shift.is(0) ? y : log(max(0.0, time - part.shift));
    Column share = normal_cdf(max(far_below, fma(log_time, part.scale, part.offset)));
    if (part.has_points) share = select(part.point, less_equal(part.place, y), share);
    sum = fma(part.weight, share, sum);
  }
  return sum;
}

Column MixtureCdf::jump(const Column& y) const {
  Column sum;
  for (const Part& part : parts_) {
    if (part.has_points) sum += select(part.point * equal(part.place, y), part.weight, 0.0);
  }
  return sum;
}

namespace {

Drawn<Seconds> bracketed_quantile(const MixtureCdf& cdf, const std::vector<LatencyComponent>& components,
                                  double p) {
  const Range range(components, p);
  // One quantile for all with requests, or an infinite one; no number where nobody has any.
  const Column otherwise =
      select(less_equal(range.least, range.largest), range.largest, std::numeric_limits<double>::quiet_NaN());
  const Column open = less(range.least, range.largest) * less(range.largest, infinity);
  if (!any(open)) return otherwise * second;

  constexpr double lowest = 1e-9;
  Bracket at;
  at.low = select(open, log(max(range.least, lowest * range.largest)), 0.0);
  at.high = select(open, log(range.largest), 0.0);
  const Distance distance(p);
  at.below = distance.of(cdf(at.low));
  at.above = distance.of(cdf(at.high));
  const Column at_least = less_equal(0.0, at.below);
  const Found jump = between_jumps(cdf, p, distance, at);
  at = narrowed(cdf, distance, std::move(at));

  const Column time = max(range.least, min(range.largest, exp(on_line(at, at.high))));
  const Column solved = select(at_least, range.least, select(jump.found, jump.time, time));
  return select(open, solved, otherwise) * second;
}

}  // namespace

Drawn<Seconds> mixture_quantile(const std::vector<LatencyComponent>& components, double p) {
  const MixtureCdf cdf(components);
  if (is_of_points(cdf)) return quantile_of_points(cdf, p) * second;
  if (!is_plain(cdf)) return bracketed_quantile(cdf, components, p);
  Place quick = by_halley(cdf, p);
  if (any(less(quick.found, 1.0))) quick = held_halley(cdf, Range(components, p), p, std::move(quick));
  if (!any(less(quick.found, 1.0))) return exp(quick.y) * second;
  return select(quick.found, exp(quick.y) * second, bracketed_quantile(cdf, components, p));
}

}  // namespace llmtco::latency_parts
