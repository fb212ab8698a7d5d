#include <fmt/format.h>

#include "measures/list.h"
#include "report/html_parts.h"
#include "report/numbers.h"
#include "report/shell_word.h"

namespace llmtco {
namespace {

std::string mean_percent(const OptionResult& option, const Measure& measure) {
  const Statistics* share = option.find(measure);
  return share == nullptr ? "" : percent(share->mean.value);
}

}  // namespace

std::string html_routes(const Lineup& lineup) {
  std::vector<std::vector<std::string>> rows{
      {"route", "decided by", "to the second model", "needless", "missed"}};
  std::vector<std::string> commands;
  for (const auto* options : {&lineup.shown, &lineup.apart}) {
    for (const OptionResult* option : *options) {
      if (option->decided_by.empty()) continue;
      rows.push_back({option->name, option->decided_by, mean_percent(*option, measures::to_second_leg),
                      mean_percent(*option, measures::needless_calls),
                      mean_percent(*option, measures::missed_calls)});
      if (option->decided_by == "score")
        commands.push_back(fmt::format("llmtco route scenario.yaml {} --format html -o front.html",
                                       shell_word(option->name)));
    }
  }
  if (rows.size() == 1) return "";
  std::string text =
      html_table(rows, 2, "Shares of the requests, means over the draws") +
      html_paragraph(
          "Needless are requests sent to the second, dearer model although the first is right, or "
          "neither is: money. Missed are those left although the second alone is right: wrong "
          "answers. Where nothing stands, it does not apply or is not known.",
          "dim");
  if (commands.empty()) return text;
  return text +
         html_paragraph(
             "What every other threshold would cost, and how right it would be, is a run of its own:") +
         html_verbatim(fmt::format("{}", fmt::join(commands, "\n")));
}

}  // namespace llmtco
