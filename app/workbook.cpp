#include "workbook.h"

#include <algorithm>

#include "measures/list.h"
#include "montecarlo/explain.h"
#include "refusal.h"
#include "report/workbook.h"

namespace llmtco::app {

void require_workbook(const std::vector<OutputArgs>& outputs) {
  const bool asked = std::any_of(outputs.begin(), outputs.end(),
                                 [](const OutputArgs& output) { return output.format == "xlsx"; });
  if (const std::string why = asked ? no_workbooks() : ""; !why.empty())
    refuse(why, "Debian's package is libxlsxwriter-dev; --format csv can be opened by spreadsheets too");
}

std::string workbook_of(const Ran& ran) {
  std::vector<Explanation> explanations;
  for (const OptionResult& option : ran.result.options) {
    if (!option.feasible) continue;
    Question question{.option = place_of(option.name, ran.study.options).value(), .figure = {}};
    const bool damage = option.find(measures::cost_with_damage) != nullptr;
    question.figure.measure = damage ? measures::cost_with_damage.row : measures::monthly_cost.row;
    question.every_step = true;
    explanations.push_back(explain(ran.study, question, ran.settings, ran.result).value());
  }
  return to_xlsx(ran.result, explanations);
}

}  // namespace llmtco::app
