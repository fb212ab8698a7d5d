#include "gate/held.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "gate/t_test.h"
#include "stats/tail.h"

namespace llmtco {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Of a value on its limit: sums of many thousand doubles agree to so much.
constexpr double rounding = 1e-9;

LeftOut told(const GateSubject& subject, std::span<const double> draws, const HeldDraws& held) {
  if (subject.kind == GateSubject::Kind::probability) {
    const double threshold = subject.threshold ? *subject.threshold : *held.budget;
    std::vector<double> mask;
    for (const double x : draws) mask.push_back((subject.above ? x > threshold : x < threshold) ? 1 : 0);
    return mean_left_out(mask, held.replicates);
  }
  const Reduction how = subject.measure == nullptr ? Reduction::summary : subject.measure->reduction;
  if (how == Reduction::p99) return quantile_left_out(draws, held.replicates, 1 - worst_share);
  if (how == Reduction::worst) return worst_left_out(draws, held.replicates, worst_share);
  switch (subject.over) {
    case OverDraws::mean:
      return mean_left_out(draws, held.replicates);
    case OverDraws::p5:
      return quantile_left_out(draws, held.replicates, 0.05);
    case OverDraws::p50:
      return quantile_left_out(draws, held.replicates, 0.5);
    case OverDraws::p95:
      return quantile_left_out(draws, held.replicates, 0.95);
  }
  return {};
}

/// Of nothing, nothing is no change, and all else is one without bound.
double relative(double difference, double base) {
  return base != 0 ? difference / std::abs(base) : difference == 0 ? 0 : std::copysign(infinite, difference);
}

/// A share so turned that its error is the same wherever it lies.
double arc(double share) { return std::asin(std::sqrt(std::clamp(share, 0.0, 1.0))); }
double share_of(double arc) {
  constexpr double right_angle = 1.5707963267948966;
  const double sine = std::sin(std::clamp(arc, 0.0, right_angle));
  return sine * sine;
}
LeftOut arcs(LeftOut share) {
  share.all = arc(share.all);
  for (double& each : share.without) each = arc(each);
  return share;
}

bool is_share_of_draws(const Gate& gate) {
  const bool share = gate.subject.kind == GateSubject::Kind::probability ||
                     (gate.subject.measure != nullptr && gate.subject.measure->reduction == Reduction::share);
  return share && gate.rule.form == GateForm::value;
}

}  // namespace

Interval t_interval(const LeftOut& number, double level) {
  const double t = student_quantile(std::min(level, 0.5), number.without.size() - 1);
  const double error = standard_error(number), x = number.all;
  return {x, x - t * error, x + t * error};
}

Held::Held(const Gate& gate, const HeldDraws& draws)
    : candidate_(told(gate.subject, *draws.candidate, draws)),
      draws_(draws.candidate->size()),
      is_share_(is_share_of_draws(gate)),
      strict_(gate.rule.strict) {
  if (draws.base) {
    base_ = told(gate.subject, *draws.base, draws);
    difference_ = combined(candidate_, *base_, [](double c, double b) { return c - b; });
  }
  limit_ = gate.rule.form == GateForm::unchanged ? 0 : gate.rule.limit ? *gate.rule.limit : *draws.budget;
  scale_ = std::max(std::abs(candidate_.all), base_ ? std::abs(base_->all) : 0);
  if (gate.rule.form == GateForm::value) {
    measured_ = candidate_;
  } else {
    measured_ = *difference_;
    if (gate.rule.relative) {
      measured_ = combined(*difference_, *base_, relative);
      scale_ = 1;
    }
    const double sign = gate.rule.form == GateForm::decrease ? -1 : 1;
    measured_.all *= sign;
    for (double& each : measured_.without) each *= sign;
  }
  judge(gate);
}

/// What was measured may not be beyond a limit: on it, within rounding, it is neither above nor below.
Held::Sides Held::sides(const LeftOut& number, double limit, double scale) const {
  const double x = number.all, n = static_cast<double>(draws_);
  const bool on_it = std::abs(x - limit) <= rounding * std::abs(limit) + 1e-3 * rounding * scale;
  if (std::isinf(x)) return {x > 0 ? 0.0 : 1.0, x > 0 ? 1.0 : 0.0};
  // In none of n draws, or in all: what happens with the chance of the limit would have been seen, but for (1 - p)^n.
  if (is_share_ && x == 0 && limit > 0) return {1, std::pow(1 - std::min(limit, 1.0), n)};
  if (is_share_ && x == 1 && limit < 1) return {std::pow(std::max(limit, 0.0), n), 1};
  const LeftOut shown = is_share_ ? arcs(number) : number;
  const double error = standard_error(shown);
  if (!(error > 0)) return {!on_it && x > limit ? 0.0 : 1.0, !on_it && x < limit ? 0.0 : 1.0};
  const double t = (shown.all - (is_share_ ? arc(limit) : limit)) / error;
  const double above = student_tail(t, number.without.size() - 1);
  return {above, student_tail(-t, number.without.size() - 1)};
}

void Held::judge(const Gate& gate) {
  const bool exact = !(standard_error(measured_) > 0);
  const Sides one = sides(measured_, limit_, scale_);
  const bool two_sided = gate.rule.form == GateForm::change || gate.rule.form == GateForm::unchanged;
  if (two_sided) {
    const Sides other = sides(measured_, -limit_, scale_);
    p_broken_ = std::min(one.above, other.below);
    p_kept_ = std::max(one.below, other.above);
  } else {
    p_broken_ = gate.rule.upper ? one.above : one.below;
    p_kept_ = gate.rule.upper ? one.below : one.above;
  }
  if (exact && p_broken_ == 1 && p_kept_ == 1) {  // on the limit
    const bool broken = strict_ && gate.rule.form != GateForm::unchanged;
    p_broken_ = broken ? 0 : 1;
    p_kept_ = broken ? 1 : 0;
  }
  if (!gate.floor) return;
  const LeftOut size = gate.floor->relative ? combined(*difference_, *base_, relative) : *difference_;
  const double scale = gate.floor->relative ? 1 : scale_;
  const Sides up = sides(size, gate.floor->value, scale), down = sides(size, -gate.floor->value, scale);
  p_broken_ = std::max(p_broken_, std::min(up.above, down.below));
  p_kept_ = std::min(p_kept_, std::max(up.below, down.above));
}

Interval Held::interval(const LeftOut& number, double level) const {
  const double x = number.all;
  if (std::isinf(x)) return {x, x, x};
  if (!is_share_) return t_interval(number, level);
  const double unseen = 1 - std::pow(level, 1 / static_cast<double>(draws_));
  if (x == 0) return {0, 0, unseen};
  if (x == 1) return {1, 1 - unseen, 1};
  const Interval turned = t_interval(arcs(number), level);
  return {x, share_of(turned.low), share_of(turned.high)};
}

std::optional<double> Held::base() const { return base_ ? std::optional(base_->all) : std::nullopt; }
Interval Held::measured(double level) const { return interval(measured_, level); }

std::optional<Interval> Held::difference(double level) const {
  return difference_ ? std::optional(t_interval(*difference_, level)) : std::nullopt;
}

}  // namespace llmtco
