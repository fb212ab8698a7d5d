#include "workload/retrieval.h"

#include <cassert>
#include <cmath>
#include <string>

#include "columns/column_math.h"
#include "columns/trace.h"

namespace llmtco {
namespace {

/// The interpolation tells what it was made of: the passages, and every point of the recall.
Column told_by_points(const Retrieval& retrieval, const Column& found, const Block& block) {
  std::vector<std::string> names;
  std::vector<Column> shares;
  for (const Retrieval::Recall& point : retrieval.found) {
    names.push_back("found among " + std::to_string(point.passages));
    shares.push_back(block(point.share));
  }
  const Column passages = block(retrieval.passages);
  std::vector<Argument> arguments{{"passages", passages}};
  for (std::size_t i = 0; i < names.size(); ++i) arguments.push_back({names[i], shares[i]});
  return opaque("recall", found, arguments);
}

}  // namespace

Drawn<TokensPerRequest> retrieved_tokens(const Retrieval& retrieval, const Block& block) {
  return block(retrieval.passages) * block(retrieval.tokens_each);
}

Column found_share(const Retrieval& retrieval, const Block& block) {
  assert(!retrieval.found.empty());
  const Column reached = log1p(block(retrieval.passages).plain());
  Column found = 0.0, share_before = 0.0;
  double before = 0;
  for (const Retrieval::Recall& point : retrieval.found) {
    const double at = std::log1p(static_cast<double>(point.passages));
    assert(at > before);
    const Column share = block(point.share).plain();
    found += (share - share_before) * min(1.0, max(0.0, (reached - before) / (at - before)));
    before = at;
    share_before = share;
  }
  return block.is_traced() ? told_by_points(retrieval, found, block) : found;
}

Column left_by_retrieval(const Retrieval& retrieval, const Block& block) {
  const Column found = found_share(retrieval, block);
  const Column held = found + (1.0 - found) * block(retrieval.right_without);
  const Column distraction = block(retrieval.distraction);
  if (distraction.is(0) && !distraction.is_traced()) return held;
  const Column thousands = retrieved_tokens(retrieval, block) / (1000.0 * token / request);
  return held * max(0.0, 1.0 - distraction * thousands);
}

}  // namespace llmtco
