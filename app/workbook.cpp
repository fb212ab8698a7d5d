#include "workbook.h"

#include <unistd.h>

#include "measures/list.h"
#include "montecarlo/explain.h"
#include "output.h"
#include "refusal.h"
#include "report/workbook.h"

namespace llmtco::app {

void require_workbook(const OutputArgs& output) {
  if (output.format != "xlsx") return;
  if (!makes_workbooks())
    refuse("this build makes no workbooks: it was built without libxlsxwriter",
           "Debian's package is libxlsxwriter-dev; --format csv can be opened by spreadsheets too");
  if (output.file.empty() && is_terminal(STDOUT_FILENO))
    refuse("a workbook is no text for a terminal", "name a file: -o result.xlsx");
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
