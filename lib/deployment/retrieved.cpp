#include "deployment/retrieved.h"

#include "columns/column_math.h"
#include "measures/list.h"

namespace llmtco {

Column left_by_retrieval(const RequestClass& requests, const Block& block) {
  if (!requests.retrieval) return 1.0;
  return named_of(requests.name, "right answers that retrieval leaves",
                  left_by_retrieval(*requests.retrieval, block));
}

Column where_found(const Column& right, const Column& left) {
  if (left.is(1)) return right;
  const Column none = less_equal(left, 0.0);
  return select(none, 0.0, min(1.0, right / select(none, 1.0, left)));
}

Column less_misses(const Column& right, const Column& left) { return left.is(1) ? right : left * right; }

routing::Outcomes less_misses(routing::Outcomes outcomes, const Column& left) {
  if (left.is(1)) return outcomes;
  routing::Outcomes all{left * outcomes.both, left * outcomes.strong_only, left * outcomes.weak_only, {}};
  all.neither = 1.0 - all.either();
  return all;
}

routing::Routed less_misses(routing::Routed routed, const Column& left) {
  if (left.is(1)) return routed;
  routed.accuracy = left * routed.accuracy;
  routed.needless = routed.strong_share - left * (routed.strong_share - routed.needless);
  routed.missed = left * routed.missed;
  return routed;
}

void set_found(const Context& context, Figures<Column>& figures) {
  Drawn<RequestsPerSecond> all, found;
  std::vector<Column> shares;
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    const ClassTraffic& each = context.traffic.classes[i];
    if (!each.requests->retrieval) continue;
    const Column own = named_of(each.requests->name, "tasks whose passages hold the answer",
                                found_share(*each.requests->retrieval, context.block));
    if (const auto subject = context.subject(i)) figures.set(measures::retrieval_found, own, *subject);
    all += each.weight;
    found += each.weight * own;
    shares.push_back(own);
  }
  if (shares.empty()) return;
  figures.set(measures::retrieval_found, shares.size() == 1 ? shares.front() : found / all);
}

}  // namespace llmtco
