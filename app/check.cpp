#include "gate/check.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "baseline.h"
#include "causes.h"
#include "commands.h"
#include "deployment/limits.h"
#include "exit_code.h"
#include "gate/attribution.h"
#include "host/clock.h"
#include "measures/list.h"
#include "output.h"
#include "refusal.h"
#include "report/check.h"
#include "report/inputs_json.h"
#include "report/waterfall.h"
#include "scenario/gates.h"
#include "scenario_family.h"
#include "scenario_file.h"
#include "selection.h"
#include "simulation.h"
#include "streams.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "version.h"

namespace llmtco::app {
namespace {

/// Of what a candidate or base is called in places, also in JSON: annotations point at the file itself.
const OutputArgs places_of_files{};

/// A file for each format that is asked for one; that of --format goes to stdout where it has none.
std::vector<OutputArgs> outputs_of(const CheckArgs& args) {
  std::vector<OutputArgs> all{args.output};
  for (const std::string& each : args.outputs) {
    const std::size_t equals = each.find('=');
    const std::string format = each.substr(0, equals);
    const bool named = equals != each.npos && std::find(std::begin(check_formats), std::end(check_formats),
                                                        format) != std::end(check_formats);
    OutputArgs output = args.output;
    output.file = named ? each.substr(equals + 1) : each;
    if (output.file.empty()) refuse(fmt::format("--output {} names no file", shown(each)));
    if (named) output.format = format;
    if (!named && !all.front().file.empty())
      refuse("--output: two files for one format", "write FORMAT=FILE");
    named ? all.push_back(output) : void(all.front() = output);
  }
  for (const OutputArgs& output : all) {
    const auto same = [&](const OutputArgs& other) { return other.file == output.file; };
    if (!output.file.empty() && std::count_if(all.begin(), all.end(), same) > 1)
      refuse(fmt::format("--output: two formats for the file {}", shown(output.file)));
    require_writable(output);
  }
  return all;
}

Date today(const CheckArgs& args) {
  if (!args.today.empty()) {
    const auto date = parse_date(args.today);
    if (!date) refuse(fmt::format("--today: {} is no day", shown(args.today)), "write YYYY-MM-DD");
    return *date;
  }
  return *parse_date(utc_now().substr(0, 10));
}

/// The base; one from stdin, as `git show` writes it, stands in the folder of the candidate.
std::optional<ScenarioTree> base_tree(const CheckArgs& args, const ScenarioTree& candidate) {
  if (args.base_scenario.empty()) return std::nullopt;
  if (args.base_scenario == "-" && args.scenario == "-")
    refuse("both scenarios cannot come from stdin", "name a file for one of them");
  SourceArgs base = args;
  base.scenario = args.base_scenario;
  base.set.clear();
  ScenarioTree tree = good_tree(base, places_of_files);
  if (base.scenario == "-") tree.folder = candidate.folder;
  return tree;
}

/// Writes the candidate's result as a later baseline.
int update_baseline(const CheckArgs& args) {
  const char* ci = std::getenv("CI");
  if (ci != nullptr && *ci != '\0' && !args.force)
    refuse("--update-baseline: CI is set, and a baseline that a run of CI writes checks nothing",
           "write it where you work and commit it, or add --force");
  OutputArgs output{.format = "json", .file = args.baseline};
  require_writable(output);
  Diagnostics diagnostics;
  std::optional<ScenarioTree> tree;
  const Study study = read_study(args, output, diagnostics, &tree);
  diagnostics.throw_if_errors();
  Settings settings = settings_of(args.draw, output);
  Result result = simulate(study, settings);
  result.tool_version = version;
  write(output, to_json(result, inputs_of(*tree, args.set)));
  return ExitCode::ok;
}

/// Shares of what the gates' own draws come to, so that a report has one number for one thing.
void settle_all(CheckResult& result) {
  for (Attribution& each : result.attributions) {
    const OptionResult *before = result.base->option(each.option),
                       *after = result.candidate.option(each.option);
    if (before != nullptr && after != nullptr && before->feasible && after->feasible)
      settle(before->find(measures::monthly_cost)->mean.value,
             after->find(measures::monthly_cost)->mean.value, each);
  }
}

/// Options whose gates fail first, so that a report begins with what it is about.
void broken_first(CheckResult& result) {
  const auto broken = [&](const Attribution& each) {
    return std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
      return finding.option == each.option && finding.verdict == Verdict::fail &&
             finding.gate.level == GateLevel::fail;
    });
  };
  if (result.option.empty())
    std::stable_partition(result.attributions.begin(), result.attributions.end(), broken);
}

/// What the option that matters has to keep beside the gates: its limits and the budget, in half of the draws at
/// least, as who may win (docs/cost.md).
std::vector<std::string> implied_gates(const CheckArgs& args, const Study& study) {
  if (args.option.empty()) return {};
  std::vector<std::string> gates;
  const auto& classes = study.demand.workload.classes;
  const bool limited = std::any_of(classes.begin(), classes.end(),
                                   [](const RequestClass& each) { return !limits_of(each.slo).empty(); });
  if (limited) gates.push_back(args.option + ".slo.met >= 50%");
  if (study.budget) gates.push_back(args.option + ".budget.met >= 50%");
  return gates;
}

std::vector<Gate> gates_of(const CheckArgs& args, const ScenarioTree& tree, const Study& candidate,
                           const Study* base) {
  Diagnostics diagnostics;
  diagnostics.add_source(tree.root.source());
  GateNames names = gate_names(candidate);
  for (const Option& option : base == nullptr ? std::vector<Option>() : base->options)
    names.options.push_back(option.name);
  std::vector<Gate> gates = llmtco::gates_of(tree.root, names, diagnostics);
  std::vector<std::string> more = args.gates;
  const std::vector<std::string> implied = implied_gates(args, candidate);
  more.insert(more.end(), implied.begin(), implied.end());
  for (std::size_t i = 0; i < more.size(); ++i) {
    auto gate = read_gate(GateText::of_flag(more[i], i + 1, diagnostics), names, diagnostics);
    if (!gate) continue;
    gate->implied = i >= args.gates.size();
    gates.push_back(*std::move(gate));
  }
  check_gates_agree(gates, diagnostics);
  for (const Gate& gate : gates) {
    if (base == nullptr && gate.needs_base())
      diagnostics.error(gate.place, fmt::format("the gate {} needs a base to compare with", shown(gate.text)),
                        "name it with --base-scenario or --baseline");
  }
  diagnostics.throw_if_errors();
  if (gates.empty())
    refuse("there is no gate to check",
           "write gates: in the scenario, or --gate 'cost.monthly: increase < 5%'");
  return gates;
}

/// The table, with what the changes did as pictures where they are asked for.
std::string table_of(const OutputArgs& output, const CheckArgs& args, const CheckResult& result) {
  const Style style = screen_style_of(output);
  const std::string text = to_text(result, style, args.explain);
  if (!args.plot || result.attributions.empty()) return text;
  return text + "\n" + causes_plot(result.attributions, result.candidate.currency, style);
}

void write_all(const std::vector<OutputArgs>& outputs, const CheckArgs& args, const CheckResult& result) {
  for (const OutputArgs& output : outputs) {
    const std::string& format = output.format;
    if (format == "github" && output.file.empty()) {
      write_out(to_github(result));  // these are commands, each of them escaped
      continue;
    }
    write(output, format == "json"       ? to_json(result)
                  : format == "markdown" ? to_markdown(result)
                  : format == "html"     ? to_html(result)
                  : format == "junit"    ? to_junit(result)
                  : format == "sarif"    ? to_sarif(result)
                  : format == "github"   ? to_github(result)
                                         : table_of(output, args, result));
  }
}

int exit_code_of(const CheckArgs& args, const CheckResult& result) {
  if (!result.feasible()) return ExitCode::nothing_feasible;
  const Verdict verdict = result.verdict();
  const bool fails =
      verdict == Verdict::fail || (verdict == Verdict::inconclusive && result.open == Inconclusive::fail);
  if (verdict == Verdict::inconclusive && result.open == Inconclusive::warn)
    say("llmtco: warning: the draws do not decide every gate; more --max-draws may\n");
  return fails && !args.warn_only ? ExitCode::gate_failed : ExitCode::ok;
}

}  // namespace

int execute(const CheckArgs& args) {
  if (args.update_baseline) return update_baseline(args);
  const std::vector<OutputArgs> outputs = outputs_of(args);
  const ScenarioTree tree = changed_tree(good_tree(args, places_of_files), args.set);
  std::optional<Baseline> stored;
  if (!args.baseline.empty()) stored = read_baseline(args.baseline, tree);
  const std::optional<ScenarioTree> before = stored ? std::optional(stored->tree) : base_tree(args, tree);
  const Study candidate = good_study(tree);
  const std::optional<Study> base = before ? std::optional(good_study(*before)) : std::nullopt;
  for (const OutputArgs& output : outputs) {
    keep_inputs(output, args.scenario, tree);
    if (before) keep_inputs(output, args.baseline.empty() ? args.base_scenario : args.baseline, *before);
  }
  if (!args.option.empty()) option_called("--option: ", args.option, candidate.options);
  CheckSettings settings{
      .run = settings_of(args.draw, args.output), .alpha = args.alpha, .today = today(args)};
  if (args.most_draws) settings.most_draws = *args.most_draws;
  CheckResult result = check({.base = base ? &*base : nullptr,
                              .candidate = &candidate,
                              .gates = gates_of(args, tree, candidate, base ? &*base : nullptr),
                              .option = args.option},
                             settings);
  if (stored) compare_with_stored(*stored, *base, settings.run.threads, result);
  if (base) result.attributions = attributions_between(*before, tree, args.option, settings);
  settle_all(result);
  broken_first(result);
  if (stored) add_shifts(*stored, result);
  result.candidate.tool_version = version;
  result.candidate_called = args.scenario == "-" ? "stdin" : args.scenario;
  result.base_called = args.base_scenario;
  result.open = *inconclusive_words.from_text(args.inconclusive);
  write_all(outputs, args, result);
  return exit_code_of(args, result);
}

}  // namespace llmtco::app
