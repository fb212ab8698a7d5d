#pragma once
#include <vector>

#include "latency/component.h"

namespace llmtco::latency_parts {

/// P(T <= t) of a mixture as a function of y = log t, made ready once for many y:
///
///     sum of weight_i Phi((log(e^y - shift_i) - log p50_i) / sigma_i)
///
/// which needs neither exp nor log where no shift is; a component of one time counts whole from there on.
class MixtureCdf {
 public:
  struct Part {
    Column weight, shift;
    Column scale, offset;      ///< z = scale log(t - shift) + offset, 0 where it is a point
    Column point, all, place;  ///< 1 where all requests take the same time; that time, and its logarithm
    bool has_points;
  };

  explicit MixtureCdf(const std::vector<LatencyComponent>& components);
  Column operator()(const Column& y) const;
  /// How much of it comes at y at once.
  Column jump(const Column& y) const;
  const std::vector<Part>& parts() const { return parts_; }

 private:
  std::vector<Part> parts_;
  bool shifted_ = false;
};

/// The least t with P(T <= t) >= p, to 1e-6 of it.
///
/// Of components that each take one time for all their requests it is one of those times, found by counting. Plain
/// lognormals that all have requests are solved by Halley's method; draws in which that does not settle, and
/// everything else, in a bracket.
///
/// The bracket is the least and the largest quantile of the components that have requests in the draw, in y =
/// log t, its low end 1e-9 of the high one at least (a quantile below that is taken for the least). Times
/// that components have for all their requests are tried first: each is the quantile itself, or an end of the
/// bracket. The rest is the ITP method: the regula falsi, pulled towards the middle and held near enough to
/// it that no draw takes more than four steps beyond those of halving, until the bracket is narrower than
/// 9e-7 (29 steps for a bracket of a factor 1e9; 10 are usual). A draw once narrow stays as it is, so what
/// the others need does not touch it.
///
/// Left out: components of infinite time; the result is infinite as soon as one with requests is.
/// Source: I. Oliveira, R. Takahashi, "An enhancement of the bisection method average performance preserving
/// minmax optimality", ACM Trans. Math. Software 47(1), 2020, with k1 = 0.2 / width, k2 = 2, n0 = 4.
Drawn<Seconds> mixture_quantile(const std::vector<LatencyComponent>& components, double p);

}  // namespace llmtco::latency_parts
