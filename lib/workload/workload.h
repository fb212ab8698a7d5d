#pragma once
#include <optional>
#include <string>
#include <vector>

#include "catalog/media.h"
#include "units/units.h"
#include "variables/uncertain.h"
#include "workload/agent_loop.h"
#include "workload/elasticity.h"
#include "workload/retrieval.h"
#include "workload/shape.h"
#include "workload/week_profile.h"
#include "workload/wrong_answers.h"

namespace llmtco {

/// Tokens of one medium, billed as they are: no factor of text is applied to them.
struct MediumLengths {
  TokenLength input;   ///< read by a task's first call, besides the text
  TokenLength output;  ///< written by each call, besides the text; later calls of the task read it again
};

/// What users wait for, and how right answers must be. An absent limit is not checked.
struct Slo {
  std::optional<Seconds> ttft_p95{}, ttft_p99{};
  std::optional<Seconds> tpot_p95{}, tpot_p99{};
  std::optional<Seconds> e2e_p95{}, e2e_p99{};
  std::optional<double> accuracy{};  ///< least share of right answers
};

/// How often a task uses a tool of whoever answers it, which has a fee of its own.
struct ToolUse {
  std::string tool;         ///< web_search
  Uncertain<double> times;  ///< of a task, on average
};

/// Requests of one kind: how many, how long, how urgent, and what a right or a wrong answer is worth.
struct RequestClass {
  std::string name;
  Uncertain<RequestsPerSecond> requests;   ///< tasks, mean of the first month
  Uncertain<double> growth_per_month;      ///< relative, compounded
  DemandShape shape{};                     ///< seasons and a launch
  std::optional<Elasticity> elasticity{};  ///< volume does not answer the price, if absent
  Uncertain<double> peak_to_mean{1.0};     ///< busiest hour over the mean, >= 1
  std::optional<WeekProfile> profile{};    ///< even over the week, if absent
  /// Share of the tasks whose answers may take a day; all are answered at once, if absent.
  std::optional<Uncertain<double>> may_wait{};
  TokenLength input;                ///< text of a task's first call
  TokenLength output;               ///< of each call
  ByMedium<MediumLengths> media{};  ///< audio and images beside the text
  /// Part of every input that is the same for all (system prompt, tools).
  Uncertain<TokensPerRequest> shared_prefix;
  /// Part of every input that defines tools, which providers wrap in tokens of their own.
  Uncertain<TokensPerRequest> tools;
  /// Thoughts before each answer, billed as output beside it, of models that think.
  Uncertain<TokensPerRequest> reasoning;
  /// Kind of text whose visible tokens, of the reference tokenizer, the lengths are; `billed`, or empty where
  /// nobody says it: they are billed tokens of whatever model.
  std::string text{};
  /// What is looked up for each task, beside `input`; nothing, if absent.
  std::optional<Retrieval> retrieval{};
  AgentLoop agent;
  std::vector<ToolUse> tool_uses{};
  std::string task;  ///< task class of the quality figures, such as general-knowledge
  Uncertain<UsdPerRequest> value_if_right;
  Uncertain<UsdPerRequest> cost_if_wrong;
  std::optional<WrongAnswers> wrong{};         ///< in place of cost_if_wrong
  std::optional<CriticalFailures> critical{};  ///< none, if absent
  Slo slo;

  bool may_change_by_month() const {
    return !growth_per_month.is_known() || growth_per_month.constant != 0 || !shape.is_even();
  }
  /// Whether wrong answers cost something; critical failures are counted apart.
  bool wrong_answers_cost() const {
    return wrong || !cost_if_wrong.is_known() || cost_if_wrong.constant.base_units() > 0;
  }
  /// Whether damage is more than a mean: some of it is drawn or follows from what is done about wrong answers.
  bool has_risk() const { return wrong || critical; }
  bool counts_text() const { return !text.empty() && text != "billed"; }
};

struct Workload {
  std::vector<RequestClass> classes;
};

}  // namespace llmtco
