#pragma once
#include <optional>
#include <string>

#include "text/names.h"
#include "units/units.h"
#include "variables/uncertain.h"

namespace llmtco {

/// What is done about an answer that somebody or something finds to be wrong.
enum class AfterWrong { retry, escalate, human };
inline constexpr Names<AfterWrong, 3> after_wrong_names{
    {{{AfterWrong::retry, "retry"}, {AfterWrong::escalate, "escalate"}, {AfterWrong::human, "human"}}}};

/// What becomes of wrong answers of a class; the formulas are in cost/wrong_answers.h.
struct WrongAnswers {
  Uncertain<double> detected;  ///< share of wrong answers that are found
  AfterWrong then = AfterWrong::human;
  std::string escalate_to{};     ///< option, of `escalate`
  int retries = 1;               ///< at most so many of a task, of `retry`
  Uncertain<double> same_again;  ///< share of wrong answers that whoever tries again repeats, beyond chance
  /// What a person who does the task costs: of `human`, and where given of what is still wrong after the others.
  std::optional<Uncertain<UsdPerRequest>> human_cost{};
  Uncertain<UsdPerRequest> undetected_cost;  ///< damage of a wrong answer that nobody finds

  /// Customers who leave over a wrong answer that nobody finds, and what one is worth.
  struct Churn {
    Uncertain<double> share;
    Uncertain<UsdPerRequest> value;
  };
  std::optional<Churn> churn{};
};

/// Failures that are rare and dear: their number in a month is drawn.
struct CriticalFailures {
  Uncertain<double> per_million;  ///< answers, of the published weights
  Uncertain<UsdPerRequest> cost;  ///< of each
};

}  // namespace llmtco
