#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "montecarlo/settings.h"
#include "montecarlo/study.h"
#include "routing/off_policy.h"
#include "stats/summary.h"

namespace llmtco {

/// What is asked of a route by score: its thresholds, and what the chosen one must keep.
struct FrontQuestion {
  std::string route;                 ///< the option
  std::vector<double> thresholds{};  ///< ascending
  /// Counts in place of what the scenario says of the router; null: as it says.
  std::shared_ptr<const routing::Questions> questions{};
  std::optional<double> accuracy_floor{};      ///< least share of right answers
  std::optional<double> e2e_p95_limit_s{};     ///< of whole answers
  std::optional<double> monthly_budget_usd{};  ///< of what is to be paid
  /// Chosen by whoever asks, in place of the best: the nearest of the thresholds, or of the shares.
  std::optional<double> threshold{}, share{};
};

/// A threshold: what it sends to the strong leg, what that costs and how right it is. Intervals are of 90 % of the draws.
struct FrontPoint {
  double threshold = 0;
  bool feasible = true;
  std::string reason{};     ///< why not
  double strong_share = 0;  ///< of the requests, mean
  Summary monthly_cost_usd{};
  std::optional<Summary> accuracy{};
  std::optional<double> needless{}, missed{};  ///< shares of the requests, mean (routing/router.h)
  std::optional<double> e2e_p95_s{};           ///< mean
  double p_keeps_floor = 1;  ///< share of the draws that are as right as the floor asks; 1 without one

  /// At this share of strong calls, of who knows which leg is right and of who sends by lot.
  std::optional<double> perfect_accuracy{}, random_accuracy{};

  /// Of questions, the very counts in place of means of draws.
  std::optional<double> counted_accuracy{};
  double mean_accuracy() const { return counted_accuracy ? *counted_accuracy : accuracy->mean.value; }
};

/// All thresholds of a route on the same draws.
struct RouteFront {
  std::string tool_version{}, scenario{}, route{}, weak{}, strong{};
  std::uint64_t seed = 0, draws = 0;
  std::optional<double> weak_accuracy{}, strong_accuracy{};
  double weak_cost_usd = 0, strong_cost_usd = 0;  ///< of each leg alone, a month
  /// Of a router that knows which leg is right: as many right answers as either has, and the least share of strong calls
  /// that takes.
  struct Perfect {
    double accuracy = 0, strong_share = 0;
  };
  std::optional<Perfect> perfect{};
  std::optional<double> auc{};                     ///< of the scores of the questions
  std::optional<double> questions{};               ///< counted
  std::optional<routing::OffPolicy> off_policy{};  ///< what a log says of the chosen point
  std::vector<FrontPoint> points{};
  FrontQuestion question{};
  std::optional<std::size_t> chosen{};
  std::string none{};  ///< why nothing is chosen though something was asked for

  /// No router saves more of what the strong leg costs alone than the share it sends elsewhere (were that free).
  double saved(const FrontPoint& point) const {
    return strong_cost_usd > 0 ? 1 - point.monthly_cost_usd.mean.value / strong_cost_usd : 0;
  }
};

/// Evaluates the route at every threshold on one set of draws, with the formulas of a run; times only where a limit on them
/// is asked for. The chosen point is the
/// cheapest that keeps floor, limit and budget on average; where a budget alone is given the most right.
/// Requires that the option is a route by score.
RouteFront route_front(Study study, const FrontQuestion& question, const Settings& settings);

}  // namespace llmtco
