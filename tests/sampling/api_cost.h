#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "random/quantile.h"
#include "random/sampler.h"
#include "stats/summary.h"

/// Monthly cost of an API: requests, tokens in and out, days factor, cached part of the input.
///     cost = days (requests (in ((1 - cached) 0.15 + cached 0.075) + out 0.60) / 1e6)
struct ApiCost {
  llmtco::Quantile requests{llmtco::distributions::Lognormal{5e6, 0.5}},
      in{llmtco::distributions::Lognormal{800, 0.6}}, out{llmtco::distributions::Lognormal{250, 0.5}},
      days{llmtco::distributions::Normal{1, 0.1}}, cached{llmtco::distributions::Beta{2, 5}};

  llmtco::Series of(const llmtco::Sampler& sampler) const {
    llmtco::Series cost(sampler.plan().blocks());
    for (std::size_t b = 0; b < sampler.plan().blocks(); ++b) {
      const llmtco::Column r = requests(sampler.uniforms(4, b)) * 1e-6, c = cached(sampler.uniforms(0, b));
      const llmtco::Column tokens_in = r * in(sampler.uniforms(2, b)),
                           tokens_out = r * out(sampler.uniforms(3, b));
      cost.set(
          b, days(sampler.uniforms(1, b)) * (tokens_in * ((1.0 - c) * 0.15 + c * 0.075) + tokens_out * 0.60));
    }
    cost.finish();
    return cost;
  }
};

inline const std::vector<std::string> names = {"cached", "days", "in", "out", "requests"};

/// Exact mean of the cost: products of independent means, E[lognormal] = median exp(sigma^2 / 2).
inline const double exact_mean =
    5 * std::exp(0.125) *
    (800 * std::exp(0.18) * (5.0 / 7 * 0.15 + 2.0 / 7 * 0.075) + 250 * std::exp(0.125) * 0.6);
