#include <fmt/format.h>

#include <algorithm>

#include "report/answer.h"
#include "report/finance_rows.h"
#include "report/findings.h"
#include "report/heading.h"
#include "report/html_parts.h"
#include "report/screen_columns.h"

namespace llmtco {
namespace {

std::string in_one_line(std::string heading) {
  std::replace(heading.begin(), heading.end(), '\n', ' ');
  return heading;
}

/// The table of the first screen, with every column that says something, and what its headings cannot say.
std::string comparison(const Result& result, const Lineup& lineup) {
  if (lineup.shown.empty()) return "";
  const std::vector<ScreenColumn> columns = screen_columns(result, lineup.shown);
  std::vector<std::vector<std::string>> rows{{"option"}};
  for (const OptionResult* option : lineup.shown) rows.push_back({chart_name(*option)});
  std::vector<std::string> legends;
  for (const ScreenColumn& column : columns) {
    rows.front().push_back(column.heading.empty() ? "remarks" : in_one_line(column.heading));
    for (std::size_t i = 0; i < lineup.shown.size(); ++i) rows[i + 1].push_back(column.cells.at(i));
    if (!column.legend.empty()) legends.push_back(column.legend);
  }
  const bool yardsticks = std::any_of(lineup.shown.begin(), lineup.shown.end(),
                                      [](const OptionResult* option) { return option->yardstick; });
  if (yardsticks) legends.insert(legends.begin(), "* a yardstick: shown to compare with, not to be taken");
  return html_table(rows, 1, "The options, best first; sums are means") +
         html_paragraph(fmt::format("{}", fmt::join(legends, "; ")), "dim");
}

std::string set_apart(const Result& result, const Lineup& lineup) {
  std::vector<std::string> lines;
  for (const OptionResult* option : lineup.apart) {
    const Apart why = apart(*option, result);
    lines.push_back(fmt::format("{}: {}{}", option->name, why.reason,
                                why.sum.empty() ? "" : fmt::format(" ({} a month)", why.sum)));
  }
  return lines.empty() ? "" : "<h3>Not in the race</h3>\n" + html_list(lines);
}

std::string finance(const Result& result) {
  const Style style{.colour = false, .unicode = true};
  const auto rows = finance_rows(result, style), business = business_rows(result, style);
  return (rows.empty() ? "" : html_table(rows, 1, "Returns on the money")) +
         (business.empty() ? "" : html_table(business, 1, "Cash of each month against what comes in"));
}

}  // namespace

std::string html_answer(const Result& result, const Lineup& lineup) {
  return html_paragraph(answer_text(result), "answer") +
         html_paragraph(fmt::format("{}", fmt::join(demand_parts(result), "; ")), "dim") +
         comparison(result, lineup) + html_list(findings(result, lineup)) + finance(result) +
         set_apart(result, lineup);
}

}  // namespace llmtco
