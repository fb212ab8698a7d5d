#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gate/attribution.h"
#include "stats/left_out.h"

namespace llmtco::detail {

/// Mean monthly cost of options in studies between a base and a candidate, by which changes are made: bit i of a set.
class MixedCosts {
 public:
  using Set = std::uint64_t;
  MixedCosts(const Changes& changes, const Settings& settings);

  /// Evaluates these sets, those that are not known yet, beside base and candidate, so that all see the same draws.
  /// Gives false where one makes no good scenario.
  bool evaluate(const std::vector<Set>& sets);
  /// Of an option of `options`, in a set that was evaluated.
  const LeftOut& at(Set set, std::size_t option) const { return costs_.at(set).at(option); }

  /// Those that base and candidate have.
  const std::vector<std::string>& options() const { return options_; }
  Set all() const { return (Set{1} << changes_.causes.size()) - 1; }

 private:
  std::optional<Study> study(Set set) const;
  bool take(const std::vector<Set>& sets, const std::vector<const Study*>& studies);

  const Changes& changes_;
  Settings settings_;
  std::vector<std::string> options_;
  std::optional<Study> base_, candidate_;
  std::map<Set, std::vector<LeftOut>> costs_;
};

}  // namespace llmtco::detail
