#include "montecarlo/explain.h"
#include "montecarlo/servers.h"

#include <fmt/format.h>

#include "commands.h"
#include "exit_code.h"
#include "measures/list.h"
#include "output.h"
#include "refusal.h"
#include "report/explanation.h"
#include "simulation.h"
#include "streams.h"
#include "text/characters.h"
#include "text/closest.h"

namespace llmtco::app {
namespace {

std::vector<std::string> names_of(const std::vector<Option>& options) {
  std::vector<std::string> names;
  for (const Option& option : options) names.push_back(option.name);
  return names;
}

/// The option whose name is all of `target`, or what stands before a dot in it: the longest there is.
std::size_t option_in(const std::string& target, const std::vector<Option>& options) {
  std::size_t found = options.size(), longest = 0;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string& name = options[i].name;
    const bool is = target == name || target.starts_with(name + ".");
    if (!is || (found < options.size() && name.size() <= longest)) continue;
    found = i;
    longest = name.size();
  }
  if (found < options.size()) return found;
  std::string hint = did_you_mean(target, names_of(options));
  if (hint.empty()) hint = did_you_mean(target.substr(0, target.find('.')), names_of(options));
  refuse(fmt::format("the scenario has no option {}", shown(target)), hint);
}

const Measure& measure_in(const std::string& id) {
  if (const Measure* measure = measures::find(id)) return *measure;
  std::vector<std::string> ids;
  for (const Measure& each : measures::all) ids.emplace_back(each.id);
  const std::string hint = did_you_mean(id, ids);
  refuse(fmt::format("there is no figure {}", shown(id)),
         hint.empty() ? "figures are cost.monthly, latency.ttft.p95, accuracy, ... (docs/explain.md)" : hint);
}

/// OPTION, OPTION.MEASURE or OPTION.cost.monthly/ITEM.
Question question_of(const ExplainArgs& args, const Study& study) {
  Question question;
  question.option = option_in(args.target, study.options);
  question.deep = args.deep;
  const std::string& name = study.options[question.option].name;
  std::string rest = args.target == name ? "cost.monthly" : args.target.substr(name.size() + 1);
  const std::size_t slash = rest.find('/');
  if (slash != std::string::npos) {
    question.figure.item = rest.substr(slash + 1);
    rest.resize(slash);
    if (rest != measures::monthly_cost.row->id || question.figure.item.empty())
      refuse(fmt::format("there is no figure {}", shown(rest + "/" + question.figure.item)),
             "a line of the bill is cost.monthly/ITEM");
  }
  question.figure.measure = &measure_in(rest);
  question.draw = args.draw;
  question.percentile = args.percentile;
  return question;
}

/// Why an option has no such figure.
[[noreturn]] void refuse_figure(const Question& question, const OptionResult& option) {
  const std::string name = shown(option.name);
  if (!question.figure.item.empty()) {
    std::vector<std::string> items;
    for (const LineResult& line : option.lines) items.push_back(line.item);
    const std::string hint = did_you_mean(question.figure.item, items);
    refuse(fmt::format("the bill of {} has no line {}", name, shown(question.figure.item)),
           !hint.empty() || items.empty() ? hint : fmt::format("it has {}", fmt::join(items, ", ")));
  }
  const Measure& measure = *question.figure.measure;
  refuse(fmt::format("{} has no {}", name, measure.id),
         measure.topic == Topic::latency    ? option.latency_reason
         : measure.topic == Topic::accuracy ? option.accuracy_reason
                                            : "");
}

}  // namespace

int execute(const ExplainArgs& args) {
  require_writable(args.output);
  Settings settings = settings_of(args.draws, args.output);
  settings.details = false;  // one figure is asked for
  const Study asked = study_of(args, args.output);
  const Question question = question_of(args, asked);
  const Study study = with_servers(asked, settings);
  const Result result = simulate(study, settings);
  if (question.draw && *question.draw >= result.draws)
    refuse(fmt::format("--draw: {} is none of the {} draws, which are numbered from 0", *question.draw,
                       result.draws));
  const OptionResult& option = result.options[question.option];
  if (!option.feasible) {
    say(fmt::format("llmtco: {} is not feasible: {}\n", shown(option.name), displayable(option.reason)));
    return ExitCode::nothing_feasible;
  }
  const std::optional<Explanation> explanation = explain(study, question, settings, result);
  if (!explanation) refuse_figure(question, option);
  write(args.output,
        args.output.format == "json" ? to_json(*explanation) : to_text(*explanation, style_of(args.output)));
  return ExitCode::ok;
}

}  // namespace llmtco::app
