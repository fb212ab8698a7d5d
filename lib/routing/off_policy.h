#pragma once
#include <string>
#include <vector>

#include "stats/estimate.h"
#include "text/diagnostics.h"

namespace llmtco::routing {

/// A call that a router has sent, with chances that are known, to one of two models, and what came of it.
struct LoggedCall {
  bool strong = false;    ///< it went to the strong model
  double propensity = 1;  ///< chance with which the router did what it did, above 0
  double reward = 0;      ///< 1 where the answer was right; any other measure of what is wanted
  double score = 0;       ///< of the router
  /// What each model was expected to earn on this call, by whatever model of it.
  double strong_guess = 0, weak_guess = 0;
};

struct RouterLog {
  std::string name{};
  std::vector<LoggedCall> calls{};
  bool has_scores = false, has_guesses = false;
};

/// What another router would have earned, with 90 % intervals.
struct OffPolicy {
  Estimate ips, self_normalised, doubly_robust;
  double strong_share = 0;     ///< of the other router
  double effective_calls = 0;  ///< (sum of weights)^2 / sum of squares: calls as good as so many of its own
};

/// Of a router that sends call i to the strong model with chance target[i]. With the weight w = (its chance of what was
/// done) / (the chance that the log gives), reward r, and guesses q_strong, q_weak:
///
///     ips              mean of w r
///     self_normalised  sum of w r / sum of w
///     doubly_robust    mean of target q_strong + (1 - target) q_weak + w (r - q of what was done)
///
/// The first and third are unbiased whatever the guesses; the third is the surest where these are good. Intervals are
/// normal, the second's by the delta method, sqrt(sum of w^2 (r - v)^2) / sum of w. Where the log has no guesses they are
/// the mean reward of each model in the other half of the log, so that no call guesses itself.
///
/// Example: two calls, to strong with propensity 0.8 and right, to weak with 0.2 and wrong; target 0.5: weights 0.625 and
/// 2.5, ips (0.625 + 0) / 2 = 0.3125, self-normalised 0.625 / 3.125 = 0.2.
///
/// Requires calls, and as many targets. Source: M. Dudik, J. Langford, L. Li, "Doubly robust policy evaluation and
/// learning", ICML 2011; A. Swaminathan, T. Joachims, "The self-normalized estimator", NIPS 2015.
OffPolicy off_policy(const RouterLog& log, const std::vector<double>& target);

/// Chances of a router that sends what has a score at or above the threshold.
std::vector<double> above_threshold(const RouterLog& log, double threshold);

/// A log in CSV with the columns sent_to (strong or weak), propensity (of what was done) and correct (1 or 0), and perhaps
/// score, strong_guess and weak_guess. Everything wrong is reported at once, with line and column.
RouterLog read_router_log(const std::string& text, const std::string& name, Diagnostics& diagnostics);
/// A file of at most 1 GB. Throws FileError where it cannot be read.
RouterLog read_router_log_file(const std::string& path, Diagnostics& diagnostics);

}  // namespace llmtco::routing
