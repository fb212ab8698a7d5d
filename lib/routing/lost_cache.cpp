#include "routing/lost_cache.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "workload/compaction.h"

namespace llmtco::routing {
namespace {

/// Calls of a task after which the rest loses as much as the last that is counted; loops are of up to 200.
constexpr double most_counted = 400;

}  // namespace

Drawn<TokensPerRequest> lost_reads(const TaskLengths& lengths, const Column& chance) {
  Drawn<TokensPerRequest> lost, kept = lengths.shared, prefix = lengths.input;
  const double last = std::min(std::ceil(lengths.calls.most()), most_counted);
  std::optional<ContextPath> path;
  if (lengths.compaction) path = context_path(lengths);
  Column beyond = lengths.calls.beyond(1);
  for (double k = 1; k < last; ++k) {
    kept = chance * prefix + (1.0 - chance) * kept;
    const Column further = lengths.calls.beyond(k + 1);
    lost += (beyond - further) * chance * (prefix - kept);
    beyond = further;
    if (path) {
      const Column fresh = path->follows_summary(k);
      kept = select(fresh, lengths.shared, kept);
      prefix = Drawn<TokensPerRequest>(path->read_by(k) * (token / request));
    } else {
      prefix += lengths.step;
    }
  }
  return lost;
}

}  // namespace llmtco::routing
