#pragma once
#include <vector>

#include "serving/histogram.h"

namespace llmtco::serving {

/// Times between the tokens of one answer (ITL), of all requests. Sequences decode together, so all that got their last
/// token at the same time are counted as one group; a restart is a gap like any other.
class Gaps {
 public:
  /// `count` sequences got their first token, or one after a restart, at `time`.
  void start(Picoseconds time, std::int64_t count) {
    if (count > 0) waiting_.push_back({time, count});
  }
  /// One of those that wait for a token leaves; when its last one came. It is taken for one of the latest group, to which
  /// the victims of most schedulers belong.
  Picoseconds leave();
  /// All get a token at the end of each of k steps, the first of which begins at `begin`. After `k` steps `done` of
  /// them are complete.
  void decode(Picoseconds begin, const Stretch& steps, std::int64_t k, std::int64_t done);
  void add(Picoseconds gap) { times.add(gap, 1); }

  TimeHistogram times;

 private:
  struct Group {
    Picoseconds time;
    std::int64_t count;
  };
  std::vector<Group> waiting_;
};

}  // namespace llmtco::serving
