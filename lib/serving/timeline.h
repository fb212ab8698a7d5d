#pragma once
#include <vector>

#include "serving/request.h"

namespace llmtco::serving {

/// What a replica was doing, in equal spans of time: at most 512 of them, which double in length as time goes on.
/// Everything is an average over its span.
class Timeline {
 public:
  struct Span {
    double batch = 0;      ///< sequences in the batch
    double kv_blocks = 0;  ///< held by sequences
    double queued = 0;     ///< requests that wait
    double busy = 0;       ///< share of the time in which a step runs
    double tokens = 0;     ///< of answers, a second
  };
  struct State {
    double batch = 0, kv_blocks = 0, queued = 0;
    double busy = 0;    ///< 1 or 0
    double tokens = 0;  ///< that came out over the time, a sum
  };

  /// A state that held from one time to another; times only grow.
  void add(Picoseconds from, Picoseconds to, const State& state) {
    if (to > open_end_) {
      add_across(from, to, state);
      return;
    }
    const double time = static_cast<double>(to - from);
    open_.batch += state.batch * time;
    open_.kv_blocks += state.kv_blocks * time;
    open_.queued += state.queued * time;
    open_.busy += state.busy * time;
    open_.tokens += state.tokens;
    end_ = to;
  }

  /// What another did at the same times, added.
  Timeline& operator+=(Timeline more);

  Picoseconds span() const { return Picoseconds{1} << shift_; }
  /// As averages; the last is over the part of it that was simulated.
  std::vector<Span> spans() const;

 private:
  void add_across(Picoseconds from, Picoseconds to, const State& state);
  void close();
  void coarsen();

  static constexpr std::size_t most = 512;
  int shift_ = 30;  ///< of a span in picoseconds: 1.07 ms at first
  Picoseconds end_ = 0;
  Span open_{};               ///< the span at hand, not in sums_ yet
  std::size_t at_ = 0;        ///< its place
  Picoseconds open_end_ = 0;  ///< its end
  std::vector<Span> sums_;    ///< integrals over time, but for tokens
};

}  // namespace llmtco::serving
