#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gate/attribution.h"
#include "stats/left_out.h"

namespace llmtco::detail {

/// Mean monthly cost of options in studies between a base and a candidate, by which changes are made: bit i of a set.
/// Sets that differ in changes alone that do not touch an option are one for it, and evaluated once.
class MixedCosts {
 public:
  using Set = std::uint64_t;
  MixedCosts(const Changes& changes, const Settings& settings);

  /// Compares the candidate with its changes that touch an option, for each: call it first. Gives false as evaluate().
  bool confirm_touching();
  /// Evaluates base and candidate, and with them what each option's sets are; `sets` are of one option after the
  /// other. All see the same draws. Gives false where one makes no good scenario.
  bool evaluate(const std::vector<std::vector<Set>>& sets);
  /// Of an option of `options`, in a set that was evaluated for it.
  const LeftOut& at(Set set, std::size_t option) const { return costs_[option].at(set & touching_[option]); }
  /// The changes that touch an option.
  Set touching(std::size_t option) const { return touching_[option]; }

  /// Those that base and candidate have.
  const std::vector<std::string>& options() const { return options_; }
  Set all() const { return (Set{1} << changes_.causes.size()) - 1; }

 private:
  std::optional<Study> study(Set set) const;
  /// Options that are wanted in a set, by their places.
  using Wanted = std::map<Set, std::vector<std::size_t>>;
  bool take(Wanted::const_iterator from, Wanted::const_iterator to);
  bool can_evaluate() const { return base_ && candidate_ && !options_.empty(); }
  std::vector<std::string> names_of(const std::vector<std::size_t>& options) const;

  const Changes& changes_;
  Settings settings_;
  std::vector<std::string> options_;
  std::optional<Study> base_, candidate_;
  std::vector<Set> touching_;                  ///< of each option
  std::vector<std::map<Set, LeftOut>> costs_;  ///< of each option
};

}  // namespace llmtco::detail
