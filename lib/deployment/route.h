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
  std::string lacks{};  ///< why nothing of this is known
};

/// Policies turn what legs are into shares of calls (routing/). The correlation of two legs is moved to where their
/// accuracies let it be. `all` are the options of the scenario, `traffic` of the context as it is written.
RouteMix mix_of(const Route& route, const std::vector<Option>& all, const Context& context);

/// How its first leg fails.
routing::Fallback fallback_of(const routes::OnFailure& policy, const Block& block);

/// Shares of right answers of any option by class, of those that send requests to others as well; empty: unknown.
std::vector<Column> right_answers(const Option& option, const std::vector<Option>& all,
                                  const Context& context);

/// Traffic of a leg: its requests of every class, and what it reads anew taken from what a cache may find. What is lost is
/// written to the cache once more.
Traffic traffic_of_leg(const Traffic& counted, const RouteMix& mix, std::size_t leg, const Context& context);

/// The whole of a route without what follows from its answers: bills of the legs side by side, each at its own calls; times
/// put together by the policy as the requests meet them (routing/answer_times.h and the policies), known where those of
/// every leg are; the figures on routing.
Evaluation routed(const Route& route, const RouteMix& mix, const std::vector<SplitPart>& legs,
                  const Context& context);

/// Share of a leg's calls in those of the route over all classes.
Column share_of_leg(const RouteMix& mix, std::size_t leg, const Traffic& traffic);

}  // namespace llmtco
