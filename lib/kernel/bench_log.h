#pragma once

#include <cstddef>
#include <vector>

namespace llmtco::kernel::detail {

/// Windows of a run in which the background load was measured. Processor time is counted in steps of 10 ms,
/// so a window shorter than 0.1 s would say nothing.
class WindowLog {
 public:
  WindowLog();

  /// The window now open; closes it first when it is 0.1 s old.
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

/// How many quiet samples a point of that batch needs: factors rest on batch 1.
int samples_needed(int batch);

/// One timed step with what was measured just before it.
struct PointSample {
  double seconds;
  double mbu;
  double peak_share;
  std::size_t window;
};

}  // namespace llmtco::kernel::detail
