#pragma once
#include <optional>
#include <string>

#include "measures/measure.h"
#include "text/names.h"
#include "text/source.h"

namespace llmtco {

/// What a gate does where its rule is broken.
enum class GateLevel { fail, warn };
inline constexpr Names<GateLevel, 2> gate_levels{{{{GateLevel::fail, "fail"}, {GateLevel::warn, "warn"}}}};

/// What is taken over the draws.
enum class OverDraws { mean, p5, p50, p95 };
inline constexpr Names<OverDraws, 4> over_draws{
    {{{OverDraws::mean, "mean"}, {OverDraws::p5, "p5"}, {OverDraws::p50, "p50"}, {OverDraws::p95, "p95"}}}};

/// What a gate looks at.
struct GateSubject {
  enum class Kind {
    figure,       ///< of an option
    probability,  ///< that a figure is beyond a threshold
    best,         ///< which option is the answer
    price_age,    ///< days from the date of an option's oldest catalogue price to today
    unpriced,  ///< lines of an option's bill with an assumed price, and what the bill leaves out as unknown
  };
  enum class When { average_month, first_month, last_month };

  Kind kind = Kind::figure;
  bool of_best = false;  ///< of the option that is the answer, on either side
  std::string option{};  ///< empty: of every option
  const Measure* measure = nullptr;
  std::string request_class{};  ///< empty: all requests
  std::string item{};           ///< of a line of the bill; empty: all of it
  When when = When::average_month;
  OverDraws over = OverDraws::mean;
  /// Of a probability: the draws in which the figure is above the threshold, or below it.
  bool above = true;
  std::optional<double> threshold{};  ///< in base units; none is the scenario's budget
};

/// What is held against the limit.
enum class GateForm {
  value,     ///< of the candidate
  increase,  ///< candidate less base
  decrease,  ///< base less candidate
  change,    ///< either way
  unchanged,
};

/// What must hold: increase < 5%.
struct GateRule {
  GateForm form = GateForm::value;
  bool upper = true;              ///< at most the limit; else at least
  bool strict = true;             ///< and not the limit itself
  std::optional<double> limit{};  ///< in base units, or a share of the base; none is the scenario's budget
  bool relative = false;          ///< to the base
};

/// A change that is smaller breaks no rule.
struct GateFloor {
  double value = 0;
  bool relative = false;
};

/// A rule on a figure that a check holds two scenarios to: cost.monthly.mean: increase < 5%, floor $100.
struct Gate {
  std::string text;  ///< as it was written
  Location place{};
  GateLevel level = GateLevel::fail;
  GateSubject subject{};
  GateRule rule{};
  std::optional<GateFloor> floor{};
  bool implied = false;  ///< written by nobody: what is unknown does not break it

  bool needs_base() const { return rule.form != GateForm::value; }
};

}  // namespace llmtco
