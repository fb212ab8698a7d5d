#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "montecarlo/alike.h"
#include "report/answer.h"
#include "report/assumptions.h"
#include "report/bill_text.h"
#include "report/escape.h"
#include "report/finance_rows.h"
#include "report/findings.h"
#include "report/heading.h"
#include "report/lineup.h"
#include "report/screen_columns.h"
#include "report/screen_table.h"
#include "report/shell_word.h"
#include "text/listed.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// As many warnings are read, and where there are fewer the assumptions that move most; the rest stands under
/// --verbose.
constexpr std::size_t most_warnings = 3;

std::string paragraph(const std::string& words, const Style& style) {
  return "  " + wrapped_words(words, "  ", style.text_width());
}

/// "big ($66, electricity only)", "big ($66) and huge: does not fit".
std::string alike_text(const AlikeOptions& alike, const Result& result) {
  std::vector<std::string> names;
  for (const OptionResult* option : alike.options) {
    const std::string sum = apart(*option, result).sum;
    if (alike.one())
      return fmt::format("{} ({}{}{})", option->name, sum, sum.empty() ? "" : ", ", alike.said);
    names.push_back(sum.empty() ? option->name : fmt::format("{} ({})", option->name, sum));
  }
  return fmt::format("{}: {}", listed(names), alike.said);
}

/// "not in the race: mistral-7b-electricity ($66, electricity only) · llama-70b-4090 (does not fit)"
std::string apart_text(const Result& result, const Lineup& lineup, const Style& style) {
  std::vector<AlikeOptions> groups;
  for (const OptionResult* option : lineup.apart) add_alike(apart(*option, result).reason, *option, groups);
  std::vector<std::string> parts;
  for (const AlikeOptions& each : groups) parts.push_back(for_terminal(alike_text(each, result)));
  if (parts.empty()) return "";
  parts.front().insert(0, "not in the race: ");
  return "  " + wrapped_parts(parts, "    ", style);
}

/// Warnings but those that repeat why an option stands apart.
std::vector<std::string> more_warnings(const Result& result) {
  std::vector<std::string> warnings;
  for (const std::string& warning : result.warnings) {
    const bool said =
        std::any_of(result.options.begin(), result.options.end(), [&](const OptionResult& option) {
          return (!option.feasible && warning.starts_with(option.name + " is not feasible")) ||
                 (option.basis == Basis::energy_only &&
                  warning.starts_with(option.name + " counts energy only"));
        });
    if (!said) warnings.push_back(warning);
  }
  return warnings;
}

std::string counted(std::size_t number, const std::string& one, const std::string& more) {
  return fmt::format("{} {}", number, number == 1 ? one : more);
}

/// "7 speeds unknown · 5 assumptions": what the screen leaves out.
std::vector<std::string> left_out(const Result& result, std::size_t warnings, std::size_t assumptions) {
  std::size_t speeds = 0, accuracies = 0;
  for (const OptionResult& option : result.options) {
    if (!option.feasible) continue;
    speeds += option.find(measures::ttft_p95) == nullptr;
    accuracies += option.find(measures::accuracy) == nullptr;
  }
  std::vector<std::string> parts;
  if (warnings > 0) parts.push_back(counted(warnings, "more warning", "more warnings"));
  if (speeds > 0) parts.push_back(counted(speeds, "speed", "speeds") + " unknown");
  if (accuracies > 0) parts.push_back(counted(accuracies, "accuracy", "accuracies") + " unknown");
  if (assumptions > 0) {
    const char* more = assumptions < result.assumptions.size() ? "more " : "";
    parts.push_back(
        counted(assumptions, std::string(more) + "assumption", std::string(more) + "assumptions"));
  }
  return parts;
}

/// A command to copy: beside what it shows where both fit, else below; never cut.
std::string command_line(const char* shows, const std::string& command, const Style& style) {
  constexpr std::size_t label = 21;
  const bool fits = style.width == 0 || 2 + label + display_width(command) <= style.width;
  return style.dim(fits ? fmt::format("  {:<{}}{}\n", shows, label, command)
                        : fmt::format("  {}\n    {}\n", shows, command));
}

/// Where to look next: exact commands.
std::string next_text(const Result& result, const Screen& screen, const Style& style) {
  if (screen.arguments.empty()) return "";
  std::string words;
  for (const std::string& argument : screen.arguments) words += " " + for_terminal(shell_word(argument));
  std::string text =
      command_line("bills, assumptions", fmt::format("llmtco {}{} -v", screen.command, words), style);
  const std::string& best = result.answer.best;
  if (best.empty() || screen.command != "run") return text;  // only a scenario can be explained
  const std::string of = fmt::format("llmtco explain{} {}", words, for_terminal(shell_word(best)));
  return text + command_line("where a sum is from", of, style);
}

std::string details_text(const Result& result, const Lineup& lineup, const Style& style) {
  std::string text;
  for (const auto* options : {&lineup.shown, &lineup.apart}) {
    for (const OptionResult* option : *options) text += "\n" + bill_text(*option, style);
  }
  if (const std::string assumed = assumptions_text(result, style); !assumed.empty()) text += "\n" + assumed;
  if (!result.warnings.empty()) text += "\n" + warnings_text(result.warnings, style);
  return text;
}

std::string rest_text(const Result& result, const Screen& screen, const Style& style) {
  std::vector<std::string> warnings = more_warnings(result);
  const std::size_t more = warnings.size() - std::min(warnings.size(), most_warnings);
  warnings.resize(warnings.size() - more);
  std::size_t assumed = 0;
  const std::vector<std::string> lines = assumption_lines(result);
  for (const Assumption& each : result.assumptions) {
    if (warnings.size() == most_warnings || !each.moves_money()) break;
    warnings.push_back("assumed: " + lines[assumed++]);
  }
  std::string text = warnings_text(warnings, style);
  if (const auto parts = left_out(result, more, result.assumptions.size() - assumed); !parts.empty())
    text += style.dim("  " + wrapped_parts(parts, "  ", style));
  return (text.empty() ? "" : "\n" + text) + next_text(result, screen, style);
}

}  // namespace

std::string to_text(const Result& result, const Style& given, const Screen& screen) {
  const MoneyIn money_in(result.currency);
  const Style style = given.on_screen();
  const Lineup lineup = line_up(result, screen.sort);
  std::vector<ScreenColumn> columns;
  for (const Measure* measure : screen.columns) columns.push_back(column_of(*measure, lineup.shown));
  if (columns.empty()) columns = screen_columns(result, lineup.shown);

  std::string text = title_line(result, style) + demand_text(result, style) + "\n";
  text += style.bold(paragraph(for_terminal(answer_text(result)), style)) + "\n";
  if (!lineup.shown.empty()) text += screen_table(result, lineup, columns, style);
  if (const std::string apart = apart_text(result, lineup, style); !apart.empty()) text += "\n" + apart;
  std::string found;
  for (const std::string& finding : findings(result, lineup))
    found += paragraph(for_terminal(finding), style);
  if (!found.empty()) text += "\n" + found;
  text += finance_text(result, style);
  return text + (screen.verbose ? details_text(result, lineup, style) : rest_text(result, screen, style));
}

}  // namespace llmtco
