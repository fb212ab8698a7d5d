#include "routing/off_policy.h"

#include <array>
#include <cassert>
#include <cmath>
#include <span>

#include "columns/normal.h"
#include "stats/sums.h"

namespace llmtco::routing {
namespace {

/// What one call says.
struct Terms {
  std::vector<double> weight, ips, robust;
};

/// Mean reward of each model in two halves of the calls, which a hash of their numbers tells apart: logs may alternate. 0
/// where a half has no call of it.
class Halves {
 public:
  explicit Halves(const std::vector<LoggedCall>& calls) {
    for (std::size_t i = 0; i < calls.size(); ++i) {
      Sum& own = sums_[half(i)][calls[i].strong];
      own.reward += calls[i].reward;
      ++own.calls;
    }
  }
  /// For call i, from the half it is not in.
  double guess(std::size_t i, bool strong) const {
    const Sum& other = sums_[1 - half(i)][strong];
    return other.calls > 0 ? other.reward / other.calls : 0;
  }

 private:
  static std::size_t half(std::size_t i) { return (i * 0x9E3779B97F4A7C15u) >> 63; }

  struct Sum {
    double reward = 0, calls = 0;
  };
  std::array<std::array<Sum, 2>, 2> sums_{};
};

Terms terms_of(const RouterLog& log, const std::vector<double>& target) {
  const Halves halves(log.calls);
  Terms all;
  for (std::size_t i = 0; i < log.calls.size(); ++i) {
    const LoggedCall& call = log.calls[i];
    const double strong = log.has_guesses ? call.strong_guess : halves.guess(i, true),
                 weak = log.has_guesses ? call.weak_guess : halves.guess(i, false);
    const double w = (call.strong ? target[i] : 1 - target[i]) / call.propensity;
    all.weight.push_back(w);
    all.ips.push_back(w * call.reward);
    all.robust.push_back(target[i] * strong + (1 - target[i]) * weak +
                         w * (call.reward - (call.strong ? strong : weak)));
  }
  return all;
}

Estimate within(double value, double error) { return {value, value - z95 * error, value + z95 * error}; }

/// Mean of independent terms; of one there is no interval.
Estimate mean_with_interval(std::span<const double> terms) {
  const double centre = mean(terms), n = static_cast<double>(terms.size());
  if (terms.size() < 2) return {centre, centre, centre};
  return within(centre, std::sqrt(sum_of_squares(terms, centre) / (n - 1) / n));
}

Estimate self_normalised(const Terms& terms) {
  const double weights = sum(terms.weight);
  if (!(weights > 0)) return {0, 0, 0};
  const double value = sum(terms.ips) / weights;
  double squares = 0;
  for (std::size_t i = 0; i < terms.weight.size(); ++i) {
    const double off = terms.ips[i] - terms.weight[i] * value;
    squares += off * off;
  }
  return within(value, std::sqrt(squares) / weights);
}

}  // namespace

OffPolicy off_policy(const RouterLog& log, const std::vector<double>& target) {
  assert(!log.calls.empty() && target.size() == log.calls.size());
  const Terms terms = terms_of(log, target);
  const double weights = sum(terms.weight), squares = sum_of_squares(terms.weight, 0);
  return {.ips = mean_with_interval(terms.ips),
          .self_normalised = self_normalised(terms),
          .doubly_robust = mean_with_interval(terms.robust),
          .strong_share = mean(target),
          .effective_calls = squares > 0 ? weights * weights / squares : 0};
}

std::vector<double> above_threshold(const RouterLog& log, double threshold) {
  assert(log.has_scores);
  std::vector<double> target;
  for (const LoggedCall& call : log.calls) target.push_back(call.score >= threshold ? 1 : 0);
  return target;
}

}  // namespace llmtco::routing
