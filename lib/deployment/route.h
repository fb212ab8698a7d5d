#pragma once
#include <string>
#include <vector>

#include "deployment/context.h"
#include "deployment/split.h"
#include "routing/fallback.h"

namespace llmtco {

/// What a route makes of the requests, in one block of draws.
struct RouteMix {
  /// Of each leg, by class: requests it is sent over those of the route. They sum to more than 1 where a request is sent
  /// to one leg after the other.
  std::vector<std::vector<Column>> calls{};
  std::vector<std::vector<Column>>
      answered{};                            ///< of each leg, by class: share of the answers that are its own
  std::vector<Column> right{};               ///< by class: share of right answers; empty: unknown
  std::vector<Column> needless{}, missed{};  ///< by class (routing/router.h); empty: unknown
  /// Of each leg, by class: share of the input read again that its cache does not hold, since calls in between went
  /// elsewhere (routing/lost_cache.h); empty: none.
  std::vector<std::vector<Column>> lost{};
  /// Of each leg: the calls of a task it makes; empty: all of those that come to it.
  std::vector<routing::Places> places{};
  std::string lacks{};  ///< why nothing of this is known
  /// Of each month of the horizon, where questions get harder; the mix is then the mean of the months of its period, a month
  /// counting as much as it has tasks. Empty: all months are alike.
  std::vector<RouteMix> months{};
};

/// How much harder the questions of a route get; null where they do not.
const Uncertain<double>* harder_per_month(const Route& route);

/// Makes it that of the traffic's period.
void to_period(RouteMix& mix, const Traffic& traffic);

/// Policies turn what legs are into shares of calls (routing/). The correlation of two legs is moved to where their
/// accuracies let it be. `all` are the options of the scenario, `traffic` of the context as it is written.
RouteMix mix_of(const Route& route, const std::vector<Option>& all, const Context& context);

/// How its first leg fails.
routing::Fallback fallback_of(const routes::OnFailure& policy, const Block& block);

/// Shares of right answers of any option by class, of those that send requests to others as well; empty: unknown.
std::vector<Column> right_answers(const Option& option, const std::vector<Option>& all,
                                  const Context& context);

/// A leg of a route: which of them.
struct LegOf {
  const RouteMix& mix;
  std::size_t leg;
  const LegOf* above;     ///< of the route that is a leg itself; null of one that stands alone
  bool unbroken = false;  ///< as if nothing were lost: its cache holds what the other legs have read, too
};

/// Traffic of a leg: its requests of every class, and what it reads anew taken from what a cache may find. What is lost is
/// written to the cache once more. Of a loop that is shared by step: its calls (routing/loop_part.h).
Traffic traffic_of_leg(const Traffic& counted, const LegOf& of, const Block& block);

/// Whether legs read anew what others have read.
bool loses_cache(const RouteMix& mix);

/// Tokens a month that the legs read anew, in the average month of the context's period, beside what legs that are routes
/// lose themselves.
Drawn<Tokens> lost_tokens(const RouteMix& mix, const Context& context);

/// The whole of a route without what follows from its answers: bills of the legs side by side, each at its own calls; times
/// put together by the policy as the requests meet them (routing/answer_times.h and the policies), known where those of
/// every leg are; the figures on routing.
Evaluation routed(const Route& route, const RouteMix& mix, const std::vector<SplitPart>& legs,
                  const Context& context);

/// What lost caches cost in the average month: what is to be paid for the legs less what would be for the same legs with
/// nothing lost, their costs and all that follows from volumes, free tiers and sizes of fleets included.
///
/// Example: 1,000 tokens that are bought at $2.50 in place of $1.25 a million from the cache: $0.00125.
Drawn<Usd> cost_of_lost(const std::vector<SplitPart>& legs, const std::vector<SplitPart>& unbroken);

/// Share of a leg's calls in those of the route over all classes.
Column share_of_leg(const RouteMix& mix, std::size_t leg, const Traffic& traffic);

}  // namespace llmtco
