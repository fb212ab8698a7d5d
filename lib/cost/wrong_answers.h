#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "variables/block.h"
#include "workload/wrong_answers.h"

namespace llmtco {

/// Another option that is asked where an answer was found to be wrong.
struct Escalation {
  std::string option;
  Column wrong;                  ///< share of its answers to the class that are
  Drawn<UsdPerRequest> of_task;  ///< what it charges for a task of the class
};

/// Answers of one class in the average month.
struct AnswersGiven {
  std::string request_class;
  Drawn<Requests> tasks;
  Column wrong;                          ///< share of the first answers that are
  Drawn<UsdPerRequest> of_task;          ///< what the option itself costs for one more task of the class
  std::optional<Escalation> escalation;  ///< of a class that escalates, where that is another option
};

/// What became of the wrong ones.
struct WrongOutcome {
  Drawn<Requests> again{};       ///< tasks done once more
  Drawn<Requests> by_people{};   ///< tasks that people do in the end
  Drawn<Requests> unresolved{};  ///< wrong answers that nobody finds, and tasks that are given up
  Column delivered = 1.0;        ///< share of tasks that are right in the end
};

/// With w the share of wrong first answers, d of them found, and s the share of tasks on which whoever tries again is wrong
/// for the same reason, beyond chance:
///
///     wrong again  q = s + (1 - s) w        of the option itself; of another its own share of wrong answers for w
///     found        F = tasks w d
///     retry        again = F (1 + qd + ... + (qd)^(R - 1)), left = F (qd)^R, missed = again q (1 - d)
///     escalate     again = F,                               left = F q d,    missed = F q (1 - d)
///     human        again = 0,                               left = F,        missed = 0
///     by people = left where people are asked, else given up
///     unresolved = tasks w (1 - d) + missed + given up
///
/// Worked example: 10,000 tasks, 20 % wrong, 60 % of them found. People do 1,200; 800 are missed, 92 % right in the end.
/// One retry by the same model without anything in common (q = 0.2): 1,200 again, of which 240 wrong, 144 found and given
/// up, 96 missed: 1,040 unresolved, 89.6 % right.
///
/// Left out: right answers that are taken for wrong; that a second answer is checked better than a first.
WrongOutcome outcome_of(const WrongAnswers& wrong, const AnswersGiven& given, const Block& block);

/// Adds what follows from them:
///
///     retries        tasks done again x the option's own cost of a task     to be paid
///     escalations    tasks done again x what the other option charges       to be paid
///     people         tasks x cost of a person who does one                  staff
///     wrong answers  unresolved x damage of one                             risk
///     churn          unresolved x share who leave x what one is worth       risk
///
/// In the example at $4 a person and $0.50 a missed answer: $4,800 of people, $400 of damage. Where the bill counts energy
/// alone, what is done again is energy too.
void bill(const WrongAnswers& wrong, const AnswersGiven& given, const WrongOutcome& outcome,
          const Block& block, Bill& lines);

/// What one more task of a class costs of what is to be paid: lines of the class over its tasks, and those of no class over
/// all tasks; nothing where there are none.
///
/// Example: $300 of the class's tokens for 1,000 tasks, $400 of machines for 4,000: $0.30 + $0.10.
Drawn<UsdPerRequest> cost_of_task(const Bill& bill, const std::string& request_class,
                                  const Drawn<Requests>& of_class, const Drawn<Requests>& of_all);

/// Critical failures of one class in the average month: so many are expected, and a uniform number that says how lucky the
/// month is makes a Poisson number of them.
///
///     expected = answers x rate x factor of the weight format,    damage = number x cost of each
///
/// Example: 10 M answers at 0.05 in a million are 0.5 a month: none in 60.7 % of the months, two or more in 9 %; at $250k
/// each $125k on average, and $750k in the worst month in a hundred (three: P(K <= 2) = 98.56 %).
struct CriticalRisk {
  std::string request_class;
  Drawn<Requests> answers;
  Column factor = 1.0;  ///< of the rate, by the weight format
  Column luck;          ///< uniform
};

/// Adds the line, and returns the number.
Drawn<Requests> bill(const CriticalFailures& failures, const CriticalRisk& risk, const Block& block,
                     Bill& lines);

}  // namespace llmtco
