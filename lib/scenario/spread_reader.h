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
  const char* unit = "";
  double low = 0;  ///< least value, in base units
  double high = std::numeric_limits<double>::infinity();
};

inline constexpr SpreadWords length_words{"a length", "requests are as long as their mean", "tokens"},
    calls_words{"a number of calls", "every task makes as many calls", "calls", 1, 10000},
    tool_time_words{"a time of tools", "tools always take as long", "s"};

/// The mean alone, or one of the mappings above.
template <class Q>
FormPtr spread_form(const SpreadWords& words);

/// Zero after an error was reported.
template <class Q>
Differing<Q> read_spread(const Place& place, const SpreadWords& words, Inputs& inputs);

/// How much tasks may differ where nobody says so: lengths of conversations and documents spread about as much as
/// their mean in published traces, cv 0.9 to 1.2.
inline Instead usual_spread() { return {{instead(0.5, "cv 0.5"), instead(1.0, "cv 1")}}; }

/// A default of its own that nobody gives, the same for all tasks: nothing else is meant by leaving it out.
template <class Q>
Differing<Q> assumed_spread(const std::string& name, const Uncertain<Q>& mean, const SpreadWords& words,
                            Inputs& inputs) {
  return {mean, inputs.assumed(name + ".cv", 0.0, words.tasks, std::vector<Alternative>())};
}

}  // namespace llmtco
