#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "host/cores_lost.h"
#include "kernel/format.h"

namespace llmtco::kernel::detail {

/// Windows of a run in which the background load was measured. Processor time is counted in steps of 10 ms for
/// each of the two sides of the difference, so a window of 0.2 s of an idle machine may show 5 or 10 % of a
/// core; one of 0.1 s, 20 %.
class WindowLog {
 public:
  WindowLog();
  /// A log by hand: of each window, the share of a core that others used.
  explicit WindowLog(const std::vector<double>& others_shares);

  /// The window now open; closes it first when it is 0.2 s old.
  std::size_t current();
  void close();

  std::size_t count() const { return others_share_.size(); }
  bool quiet(std::size_t window) const { return window < count() && others_share_[window] < busy_share; }
  double others_share() const;  // over all windows, of one core

  static constexpr double busy_share = 0.12;

 private:
  void open();

  std::vector<double> others_share_;
  std::vector<double> length_;
  double opened_ = 0;
  double others_ = 0;
};

/// Whether other programs took a core from one of our threads since it was made, or kept one waiting for one.
class Interruptions {
 public:
  Interruptions();
  bool any() const;

 private:
  CoresLost before_;
  double began_;
};

/// The rule: one of our threads waited for a core for more than 1 % of the time; where the system does not tell how
/// long, a core was taken. It looks at what was lost and never at how long a step took, so that leaving out
/// interrupted samples moves the median of the others by no more than that 1 %.
bool interrupted(double seconds, std::optional<double> longest_wait, long taken);

/// How many samples that nobody interrupted a point needs: factors rest on batch 1.
int samples_needed(int batch);

/// One timed step with what was measured just before it.
struct PointSample {
  double seconds;
  double read;  // bytes per second of a plain read
  double peak;  // operations per second from registers
  std::size_t window;
  bool interrupted = false;  // never of one thread, which is timed by its processor time
};

/// Samples of one point.
struct Cell {
  Format format;
  int batch;
  int threads;
  std::size_t rows = 0;  // of one step
  std::size_t prefetch = 0;
  std::vector<PointSample> samples;
  int moments = 0;  // at which they were taken

  int interrupted() const;
  int uninterrupted() const { return static_cast<int>(samples.size()) - interrupted(); }
};

/// Samples a point is made of.
struct Kept {
  std::vector<PointSample> samples;
  bool enough;  // nobody interrupted them, and there are as many as the point needs
  bool quiet;   // all from quiet windows
};

/// Samples of quiet windows that nobody interrupted; without enough of those, from any window; without enough
/// again, all there are.
Kept kept(const Cell& cell, const WindowLog& windows);

}  // namespace llmtco::kernel::detail
