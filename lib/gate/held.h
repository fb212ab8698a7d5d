#pragma once
#include <optional>
#include <span>

#include "gate/gate.h"
#include "stats/left_out.h"

namespace llmtco {

/// A value and the ends of its interval.
struct Interval {
  double value, low, high;
};

/// A number with Student's interval: the truth is beyond either end with the chance `level`, 0.5 at most.
Interval t_interval(const LeftOut& number, double level);

/// The draws a gate is held against, and how they fall into replicates.
struct HeldDraws {
  std::optional<std::span<const double>> base, candidate;
  std::size_t replicates;
  std::optional<double> budget;  ///< of the candidate, in base units
};

/// A gate held against draws: how sure they are that it is broken, and that it is kept.
class Held {
 public:
  /// Requires the draws of the candidate, and those of the base where the gate needs one.
  Held(const Gate& gate, const HeldDraws& draws);

  double p_broken() const { return p_broken_; }  ///< the chance of draws like these, were it kept
  double p_kept() const { return p_kept_; }      ///< the same, were it broken
  double limit() const { return limit_; }

  std::optional<double> base() const;
  double candidate() const { return candidate_.all; }
  /// What is held against the limit, in its terms; of a change its size with its sign.
  Interval measured(double level) const;
  /// Candidate less base; with ends of which the truth is beyond either with the chance `level`.
  std::optional<Interval> difference(double level) const;

 private:
  struct Sides {
    double above, below;  ///< p-values of being above and below a limit
  };
  Sides sides(const LeftOut& number, double limit, double scale) const;
  void judge(const Gate& gate);
  Interval interval(const LeftOut& number, double level) const;

  LeftOut candidate_, measured_;
  std::optional<LeftOut> base_, difference_;
  double limit_ = 0, scale_ = 0, p_broken_ = 1, p_kept_ = 1;
  std::size_t draws_;
  bool is_share_;  ///< what is measured is a share of draws
  bool strict_;
};

}  // namespace llmtco
