#pragma once
#include "deployment/context.h"
#include "routing/joint.h"
#include "routing/router.h"

namespace llmtco {

/// What retrieval leaves of the right answers to a class (workload/retrieval.h); 1 where nothing is retrieved.
Column left_by_retrieval(const RequestClass& requests, const Block& block);

/// Legs of a route read the same passages, so that they fail together where these do not hold the answer. Policies are
/// asked about the tasks that remain, and what they say is less the misses:
///
///     right of a leg where found = right / left
///     outcomes                   = left x outcomes where found, the rest neither
///
/// Example: a judge between legs right on 0.70 and 0.80 where found, 0.62 both, of which retrieval leaves 0.9: both 0.558,
/// only the second 0.162, only the first 0.072, neither 0.208. Three votes of 0.7 where found: 0.9 x 0.784 = 0.7056, and
/// not the 0.6906 of three independent votes of 0.63: asking again finds nothing new.
Column where_found(const Column& right, const Column& left);
Column less_misses(const Column& right, const Column& left);
routing::Outcomes less_misses(routing::Outcomes outcomes, const Column& left);
/// Of a router whose outcomes were counted with all that the answers need: what goes to the strong leg in vain is more.
///
///     needless = sent - left x (sent - needless where found)
routing::Routed less_misses(routing::Routed routed, const Column& left);

/// Sets the share of the tasks whose passages hold what the answer needs, of each class that has any and of these
/// together, by their tasks.
void set_found(const Context& context, Figures<Column>& figures);

}  // namespace llmtco
