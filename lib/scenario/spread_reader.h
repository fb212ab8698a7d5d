#pragma once
#include "scenario/form.h"
#include "scenario/inputs.h"
#include "workload/workload.h"

namespace llmtco {

/// A number that differs between tasks, as scenarios write it: its mean alone, or
///
///     {mean: 12 to 16, cv: 0.5}      the mean, and the standard deviation between tasks over it
///     {p50: 600, p95: 2400}          what half of the tasks, and 95 % of them, do not pass
///     {each: 8 to 30}                what lies between for nine tasks in ten
///     {sample: {file, column}}       measured
///
/// An interval outside of `each` is doubt about the number before it, the same for all tasks.
struct SpreadWords {
  const char* what;   ///< "a length"
  const char* tasks;  ///< whose it is, where all are alike: "requests are as long as their mean"
  double low = 0;     ///< least value, in base units
  double high = std::numeric_limits<double>::infinity();
};

inline constexpr SpreadWords length_words{"a length", "requests are as long as their mean"},
    calls_words{"a number of calls", "every task makes as many calls", 1, 10000},
    tool_time_words{"a time of tools", "tools always take as long"};

/// The mean alone, or one of the mappings above.
template <class Q>
FormPtr spread_form(const SpreadWords& words);

/// Zero after an error was reported.
template <class Q>
Differing<Q> read_spread(const Place& place, const SpreadWords& words, Inputs& inputs);

/// What nobody gives, the same for all tasks.
template <class Q>
Differing<Q> assumed_spread(const std::string& name, Q value, const char* meaning, const SpreadWords& words,
                            Inputs& inputs) {
  return {inputs.assumed(name, value, meaning), inputs.assumed(name + ".cv", 0.0, words.tasks)};
}

}  // namespace llmtco
