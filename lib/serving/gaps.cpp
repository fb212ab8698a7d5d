#include "serving/gaps.h"

#include <cassert>

namespace llmtco::serving {

Picoseconds Gaps::leave() {
  assert(!waiting_.empty());
  Group& latest_group = waiting_.back();
  const Picoseconds last = latest_group.time;
  if (--latest_group.count == 0) waiting_.pop_back();
  return last;
}

void Gaps::decode(Picoseconds begin, const Stretch& steps, std::int64_t k, std::int64_t done) {
  const Picoseconds first = begin + steps.step(0);
  std::int64_t all = 0;
  for (const Group& group : waiting_) {
    times.add(first - group.time, group.count);
    all += group.count;
  }
  if (k > 1) {
    times.add({steps.first + steps.slope, steps.slope, steps.floor}, k - 1, all);
  }
  waiting_.clear();
  start(begin + steps.total(k), all - done);
}

}  // namespace llmtco::serving
