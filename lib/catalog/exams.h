#pragma once
#include <array>
#include <string_view>
#include <vector>

namespace llmtco::detail {

/// A task and the exam whose score stands for it where nobody has listed a result: the same exam that the results of
/// other models are of, so that no two exams are compared. A harder one of the same kind (LiveCodeBench beside
/// HumanEval, AIME beside MATH) would make a good model look worse than a bad one.
struct TaskExam {
  std::string_view task;
  std::string_view exam;
  std::string_view also;  ///< the same questions, or a part of them, under another name

  constexpr bool is(std::string_view name) const { return name == exam || (!also.empty() && name == also); }
};
inline constexpr std::array<TaskExam, 6> task_exams{
    {{"general-knowledge", "MMLU", ""},           // 57 subjects, four choices
     {"general-knowledge-hard", "MMLU-Pro", ""},  // ten choices, harder questions
     {"coding", "HumanEval", ""},                 // short functions from their docstrings
     {"maths", "GSM8K", ""},                      // word problems of primary school
     {"competition-maths", "MATH-500", "MATH"},   // 500 of the questions of MATH
     {"multilingual-maths", "MGSM", ""}}};        // GSM8K in ten languages

/// One of the scores of a list, with its value as it is written; empty where there is none.
struct Score {
  std::string_view exam, value;
};
/// The scores of "GPQA Diamond 37.37%; MMLU 75.2%", in their order.
std::vector<Score> scores_in(std::string_view list);

}  // namespace llmtco::detail
