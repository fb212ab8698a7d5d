#pragma once
#include <queue>
#include <utility>
#include <vector>

#include "serving/request.h"

namespace llmtco::serving {

/// Requests of a load one by one as they come: those whose time is known, those of a closed loop, and those that wait for
/// the answer to another (Link). Of several at the same time the first in the load comes first.
class ArrivalQueue {
 public:
  explicit ArrivalQueue(const Load& load);

  /// When the next one comes; `never` where none does before another is answered.
  Picoseconds next() const;
  std::uint32_t pop();
  /// One is answered, or refused: lets those come that waited for it. Throws InputError beyond 53 days.
  void ended(std::uint32_t id, Picoseconds time);

 private:
  void release(std::uint32_t id, Picoseconds time);
  void skip_waiting();
  void release_next(Picoseconds time);
  Picoseconds delay_of(std::uint32_t id) const { return load_.links.empty() ? 0 : load_.links[id].delay; }
  bool waits(std::uint32_t id) const { return !load_.links.empty() && load_.links[id].after != Link::nobody; }

  const Load& load_;
  std::size_t next_ =
      0;  ///< first whose time is known and that did not come; of a closed loop: that nothing has let come
  std::vector<std::uint32_t> first_, followers_;  ///< of i: followers_[first_[i]] to [first_[i + 1]]
  using Coming = std::pair<Picoseconds, std::uint32_t>;
  std::priority_queue<Coming, std::vector<Coming>, std::greater<>> released_;
};

}  // namespace llmtco::serving
