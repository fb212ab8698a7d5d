#pragma once

#include <cstddef>

#include "stats/quantiles.h"
#include "stats/series.h"

namespace llmtco {

/// What a run says about one result, each with its 90 % sampling interval. `sd` and the quantiles describe
/// how uncertain the result is; the intervals say how well so many draws pin those down.
struct Summary {
  Estimate mean, sd, p5, p50, p95;
};

/// Draw i belongs to replicate i / (n / replicates), for scrambled Sobol' points and plain draws alike: every
/// interval is a t-interval over the replicates (quantiles: see stats/quantiles.h); of one replicate there is
/// none, and its ends are the value.
/// sd has the divisor n - 1. Throws std::domain_error if a draw is not a number.
Summary summarize(const Series& series, std::size_t replicates);

/// A result made of series: `over`, or over / under, draw by draw.
struct Ratio {
  const Series* over;
  const Series* under = nullptr;
};

/// The same of a ratio. `hints` may carry what one part of a run tells of the next (stats/quantiles.h).
Summary summarize(const Ratio& ratio, std::size_t replicates, detail::QuantileHints* hints = nullptr);

/// Mean alone.
Estimate mean_estimate(const Series& series, std::size_t replicates);

/// The part of draws in which a mask of 0 and 1 holds, interval within [0, 1].
/// When it never (always) held, the t-interval is empty and the other end is
/// 3/n away: where 95 % of samples of n would have shown it at least once.
Estimate proportion(const Series& mask, std::size_t replicates);
/// The same of the t-interval that independent parts of the draws gave.
Estimate proportion(Estimate part, std::size_t draws);

}  // namespace llmtco
