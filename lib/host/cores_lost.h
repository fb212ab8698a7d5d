#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace llmtco {

/// What the system took from the threads of this program since some fixed moment.
struct CoresLost {
  /// Of each thread, in an order that stays while none begins or ends: seconds in which it was ready to run and
  /// had no core. Empty where the system does not tell (Linux: the second number of
  /// /proc/self/task/*/schedstat).
  std::vector<double> waited_s;
  long taken = 0;  // how often a core was taken from a thread that would have run on
};

/// The system counts a wait when it ends. So this waits for the other threads to sleep; one that is still ready to
/// run after 0.1 s has waited for these.
CoresLost cores_lost();

/// The longest wait of one thread between two moments; nothing where the system does not tell, or threads began or
/// ended meanwhile. Waits of 1 and 3 ms, later of 4 and 5 ms: 3 ms.
std::optional<double> longest_wait(const CoresLost& before, const CoresLost& after);

}  // namespace llmtco
