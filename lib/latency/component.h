#pragma once
#include "units/units.h"

namespace llmtco {

/// A time over requests, one set of parameters per draw: `shift`, which every request takes, and a lognormal
/// of median `p50` and 95th percentile `p95`:
///
///     T = shift + p50 exp(sigma Z),  sigma = log(p95 / p50) / 1.644854,  Z standard normal
///
/// p95 = p50 is a time that is the same for every request, and so is taken a p95 below p50, which contradicts
/// itself. p50 = 0 below p95 is no lognormal either: the one with that p95 and sigma = 3 stands in for it,
/// its median 0.7 % of p95. In both cases p50 and p95 themselves are kept as they were given.
struct LatencyComponent {
  Column weight{1.0};  ///< share of the requests
  Drawn<Seconds> shift, p50, p95;
};

namespace latency_parts {

/// The lognormal part of a component, in seconds.
struct Lognormal {
  Column point;   ///< 1 where all requests take the same time; sigma is 0 there
  Column median;  ///< 0 only where it is the point
  Column sigma;
};
Lognormal lognormal(const LatencyComponent& component);

/// Mean, variance and third central moment of a time, in powers of a second.
///
///     w = exp(sigma^2):  shift + median sqrt(w),  median^2 w (w - 1),  median^3 w^(3/2) (w - 1)^2 (w + 2)
///
/// Example: p50 1 s, p95 2 s: sigma = 0.693147 / 1.644854 = 0.421404, w = 1.194325: 1.092852 s, 0.232087 s^2,
/// 0.157441 s^3.
struct Moments {
  Column mean, variance, third;
};
Moments moments(const LatencyComponent& component);

/// The least time any request takes: shift, and the whole of a time that is the same for all.
Column least(const LatencyComponent& component);

/// The component with these moments that takes at least `least`. With skewness g = third / variance^(3/2),
/// the lognormal of coefficient of variation c has it where c^3 + 3 c = g:
///
///     u = (g / 2 + sqrt(1 + g^2 / 4))^(1/3),  c = u - 1 / u,  shift = mean - sqrt(variance) / c
///
/// Where that lies below `least`, or g <= 0, shift is `least` and the third moment is given up. Then
///
///     a = mean - shift,  c^2 = variance / a^2,  sigma^2 = log(1 + c^2),  median = a / sqrt(1 + c^2)
///
/// A standard deviation below 1e-12 of the mean is rounding, and none. latency/distribution.h has an example.
/// Source: L. Fenton, "The sum of log-normal probability distributions in scatter transmission systems", IRE
/// Trans. Comm. Systems 8(1), 1960, for two moments; c from g by Cardano's formula.
LatencyComponent with_moments(const Column& weight, const Moments& moments, const Column& least);

/// shift + the part's quantile at p; p50 and p95 as they were given.
Drawn<Seconds> quantile(const LatencyComponent& component, double p);

}  // namespace latency_parts
}  // namespace llmtco
