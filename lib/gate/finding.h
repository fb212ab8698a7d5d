#pragma once
#include <optional>
#include <string>
#include <vector>

#include "gate/gate.h"
#include "gate/held.h"
#include "montecarlo/result.h"
#include "text/names.h"

namespace llmtco {

enum class Verdict { pass, fail, inconclusive };
inline constexpr Names<Verdict, 3> verdicts{
    {{{Verdict::pass, "pass"}, {Verdict::fail, "fail"}, {Verdict::inconclusive, "inconclusive"}}}};

/// What counts where the draws do not decide a gate.
enum class Inconclusive { pass, warn, fail };
inline constexpr Names<Inconclusive, 3> inconclusive_words{
    {{{Inconclusive::pass, "pass"}, {Inconclusive::warn, "warn"}, {Inconclusive::fail, "fail"}}}};

/// What became of a gate for one option.
struct Finding {
  Gate gate;
  std::string option{};  ///< empty where the gate is of none
  Verdict verdict = Verdict::pass;
  std::string reason{};  ///< in words, where nothing was measured or the numbers do not say it
  std::optional<double> base{}, candidate{};  ///< in base units of the figure
  std::optional<Interval> difference{};       ///< candidate less base
  std::optional<Interval> measured{};         ///< what was held against the limit
  std::optional<double> limit{};
  /// Of the ends of the intervals: the truth is beyond one of them with at most this chance.
  double level = 0;
};

/// A part of what a change of inputs does to an option's monthly cost.
struct Cause {
  std::string path;               ///< of the key; several where they cannot be taken apart, with commas
  Location place{};               ///< of the candidate's value, or the base's where it is gone
  std::string before{}, after{};  ///< as written; empty where it is not there
  std::string kind{};             ///< of scenario/change_kind.h, catalogue or program
  Interval share_usd{};           ///< of the average month
};
struct Attribution {
  std::string option;
  double base_usd = 0, candidate_usd = 0;  ///< a month, means of its own draws
  std::vector<Cause> causes{};             ///< the largest first; they sum to the difference
  std::size_t draws = 0;
  bool exact = true;       ///< over all orders of the changes, or over some of them
  std::size_t orders = 0;  ///< where not exact
};

/// What a check says: all that any rendering shows.
struct CheckResult {
  std::optional<Result> base;
  Result candidate;
  std::string base_called{}, candidate_called{};  ///< as messages name them
  std::vector<Finding> findings;
  std::vector<std::string> notes;         ///< gates that some options have nothing for
  std::vector<Attribution> attributions;  ///< of options whose cost changed; the one that matters first
  double alpha = 0;                       ///< chance that any verdict is wrong by chance
  std::size_t draws = 0;
  std::string option{};  ///< the one that matters; empty: all
  Inconclusive open = Inconclusive::warn;

  /// Of the gates that fail: a warning is none.
  Verdict verdict() const;
  /// Whether anything that may be taken can serve the candidate's workload.
  bool feasible() const;
};

}  // namespace llmtco
