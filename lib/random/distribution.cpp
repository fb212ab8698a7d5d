#include "random/distribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "columns/normal.h"
#include "columns/repeatable.h"
#include "random/cdf.h"

namespace llmtco {

using namespace distributions;

namespace {

using Complaint = std::optional<std::string>;

Complaint not_finite(const char* name, double value) {
  if (std::isfinite(value)) return std::nullopt;
  return fmt::format("{} must be a finite number, is {}", name, value);
}

Complaint not_positive(const char* name, double value) {
  if (Complaint c = not_finite(name, value)) return c;
  if (value > 0) return std::nullopt;
  return fmt::format("{} must be positive, is {}", name, value);
}

Complaint outside(const char* name, double value, double low, double high) {
  if (value >= low && value <= high) return std::nullopt;
  return fmt::format("{} must be between {} and {}, is {}", name, low, high, value);
}

template <class... Complaints>
Complaint first_of(Complaints... complaints) {
  Complaint found;
  ((found = found ? found : complaints), ...);
  return found;
}

Complaint not_ascending(double low, double high) {
  return first_of(not_finite("low", low), not_finite("high", high),
                  low < high ? Complaint{} : fmt::format("low {} must be below high {}", low, high));
}

Complaint mode_outside(double low, double mode, double high) {
  return first_of(not_ascending(low, high),
                  mode >= low && mode <= high
                      ? Complaint{}
                      : fmt::format("mode {} must lie between low {} and high {}", mode, low, high));
}

/// `what` are probabilities or weights of `count` things.
Complaint not_probabilities(const char* what, const std::vector<double>& p, const char* things,
                            std::size_t count) {
  if (count == 0) return fmt::format("there are no {}", things);
  if (p.size() != count) return fmt::format("{} {} for {} {}", p.size(), what, count, things);
  double sum = 0;
  for (double each : p) {
    if (!(each >= 0 && each <= 1)) return fmt::format("{} must be between 0 and 1, one is {}", what, each);
    sum += each;
  }
  if (std::fabs(sum - 1) > 1e-9) return fmt::format("{} must sum to 1, sum to {}", what, sum);
  return std::nullopt;
}

struct Check {
  Complaint operator()(const Constant& d) const { return not_finite("value", d.value); }
  Complaint operator()(const Normal& d) const {
    return first_of(not_finite("mean", d.mean), not_positive("sd", d.sd));
  }
  Complaint operator()(const Lognormal& d) const {
    return first_of(not_positive("median", d.median), not_positive("sigma", d.sigma));
  }
  Complaint operator()(const Uniform& d) const { return not_ascending(d.low, d.high); }
  Complaint operator()(const Triangular& d) const { return mode_outside(d.low, d.mode, d.high); }
  Complaint operator()(const Pert& d) const { return mode_outside(d.low, d.mode, d.high); }
  // Beyond 1e5 a beta or gamma is a normal for every purpose here; below 0.1 it is nearly all at its ends.
  Complaint operator()(const Beta& d) const {
    return first_of(outside("alpha", d.alpha, 0.1, 1e5), outside("beta", d.beta, 0.1, 1e5),
                    not_ascending(d.low, d.high));
  }
  Complaint operator()(const Gamma& d) const {
    return first_of(outside("shape", d.shape, 0.1, 1e5), not_positive("scale", d.scale));
  }
  Complaint operator()(const Discrete& d) const {
    for (double v : d.values) {
      if (Complaint c = not_finite("a value", v)) return c;
    }
    return not_probabilities("probabilities", d.probabilities, "values", d.values.size());
  }
  Complaint operator()(const Empirical& d) const {
    if (d.values.empty()) return "the sample is empty";
    for (double v : d.values) {
      if (Complaint c = not_finite("a value of the sample", v)) return c;
    }
    if (!std::is_sorted(d.values.begin(), d.values.end())) return "the sample must be in ascending order";
    return std::nullopt;
  }
  Complaint operator()(const Mixture& d) const {
    for (std::size_t i = 0; i < d.parts.size(); ++i) {
      if (Complaint c = complaint(d.parts[i])) return fmt::format("part {}: {}", i + 1, *c);
    }
    return not_probabilities("weights", d.weights, "parts", d.parts.size());
  }
  Complaint operator()(const Truncated& d) const {
    if (d.part == nullptr) return "there is nothing to truncate";
    if (Complaint c = complaint(*d.part)) return c;
    if (!(d.low < d.high)) return fmt::format("low {} must be below high {}", d.low, d.high);
    const double inside = probability_between(*d.part, d.low, d.high);
    if (inside < 1e-6) {
      return fmt::format("only {:.2g} of the distribution lies between {} and {}; at least 1e-6 must", inside,
                         d.low, d.high);
    }
    return std::nullopt;
  }
};

}  // namespace

std::optional<std::string> complaint(const Distribution& d) { return std::visit(Check{}, d.kind); }

std::optional<std::string> interval90_complaint(double low, double high) {
  if (Complaint c = first_of(not_finite("low", low), not_finite("high", high))) return c;
  if (low <= high) return std::nullopt;
  return fmt::format("the interval begins at {} above its end {}", low, high);
}

Distribution interval90(double low, double high) {
  if (low == high) return Constant{low};
  if (low > 0 && high > 0) {
    return Lognormal{std::sqrt(low) * std::sqrt(high),
                     repeatable::log(std::sqrt(high) / std::sqrt(low)) / z95};
  }
  return Normal{0.5 * (low + high), (high - low) / (2 * z95)};
}

Beta beta_of(const Pert& d) {
  const double width = d.high - d.low;
  return {1 + 4 * (d.mode - d.low) / width, 1 + 4 * (d.high - d.mode) / width, d.low, d.high};
}

Distribution truncated(Distribution part, double low, double high) {
  return Truncated{std::make_shared<const Distribution>(std::move(part)), low, high};
}

}  // namespace llmtco
