#include "cli_app.h"
#include "deployment/server.h"

namespace llmtco::app {

CLI::Option* add_latency(CLI::App& command, std::string& server) {
  return command
      .add_option(
          "--latency", server,
          "where times of fleets under load come from: steady, surface or exact; by their load if absent")
      ->check(one_of(server_names.words()))
      ->type_name("SERVER");
}

void add_draws(CLI::App& command, DrawArgs& args) {
  const auto add = [&](CLI::Option* option, const char* type) {
    option->type_name(type)->group(groups::draws);
  };
  add(command.add_option("--seed", args.seed, "decides every draw; 1 if absent")
          ->check(whole_number(0, UINT64_MAX)),
      "N");
  add(command.add_option("--draws", args.draws, "how many; 16,384 if absent")
          ->transform(whole_number(1024, 1u << 30)),
      "N");
  add(command
          .add_option("--threads", args.threads, "the same results for any number; one per core if absent")
          ->check(whole_number(1, 1024)),
      "N");
  add(command
          .add_option("--sampling", args.sampling, "sobol (scrambled Sobol' points, the default) or plain")
          ->check(one_of({"sobol", "plain"})),
      "NAME");
  add_latency(command, args.latency)->group(groups::draws);
  add(command
          .add_option("--memory", args.memory,
                      "what would keep more than so many GB is refused before it runs; 4 if absent")
          ->check(whole_number(1, 1 << 20)),
      "GB");
  add(command.add_option("--isa", args.isa, "scalar, avx2 or avx512: the same results, for tests")
          ->check(one_of({"scalar", "avx2", "avx512"})),
      "NAME");
}

void add_scenario(CLI::App& command, std::string& file) {
  command.add_option("SCENARIO", file, "scenario file, name of a shipped one, or - for stdin")
      ->required()
      ->type_name("");
}

void add_source(CLI::App& command, SourceArgs& args, bool required) {
  auto* option = command
                     .add_option("--set", args.set,
                                 "replace a value: --set workload.chat.requests=12M/month; repeatable")
                     ->type_name("PATH=VALUE")
                     ->allow_extra_args(false);
  if (required) option->required();
  CLI::Option* root = command
                          .add_option("--root", args.root,
                                      "the scenario may name files below DIR; below its own folder if absent")
                          ->type_name("DIR")
                          ->group(groups::files);
  command
      .add_flag("--allow-any-file", args.any_file,
                "the scenario may name any file, as one you wrote yourself")
      ->group(groups::files)
      ->excludes(root);
}

namespace {

/// What of a result is shown. Flags that ask for two renderings exclude each other.
void add_screen(CLI::App& command, ViewArgs& args) {
  const auto flag = [&](const char* name, bool& on, const char* says) {
    return command.add_flag(name, on, says)->group(groups::output);
  };
  const auto names = [&](const char* name, std::vector<std::string>& all, const char* type,
                         const char* says) {
    return command.add_option(name, all, says)
        ->delimiter(',')
        ->type_name(type)
        ->allow_extra_args(false)
        ->group(groups::output);
  };
  CLI::Option* verbose = flag("-v,--verbose", args.verbose, "add every bill, assumption and warning");
  CLI::Option* wide = flag("--wide", args.wide, "the table of every column, for pipes");
  CLI::Option* timeline =
      flag("--timeline", args.timeline, "the months one by one, in place of the comparison");
  CLI::Option* plot =
      flag("--plot", args.plot,
           "pictures of what is to be paid and how sure it is; with --timeline of the months");
  command.add_option("--sort", args.sort, "best first by a figure, as accuracy; by the objective if absent")
      ->type_name("FIGURE")
      ->group(groups::output);
  CLI::Option* columns =
      names("--columns", args.columns, "FIGURE,...", "figures to show, as cost.monthly,latency.ttft.p95");
  CLI::Option* json = names("--json", args.json, "KEY,...", "print these keys of each option as JSON");
  wide->excludes(verbose)->excludes(timeline)->excludes(columns)->excludes(json);
  timeline->excludes(verbose)->excludes(columns)->excludes(json);
  json->excludes(verbose)->excludes(columns);
  plot->excludes(verbose)->excludes(wide)->excludes(columns)->excludes(json);
}

}  // namespace

void Cli::add_focus(CLI::App& command) {
  const auto add = [&](const char* name, std::string& value, const char* says) {
    return command.add_option(name, value, says)->group(groups::output);
  };
  add("--focus-version", run.focus.version, "of FOCUS: 1.2, 1.3 or 1.5; 1.2 if absent")
      ->check(one_of({"1.2", "1.3", "1.5"}))
      ->type_name("N");
  add("--focus-scope", run.focus.scope,
      "all, or invoiced: without people, expected damage and prices on emissions; all if absent")
      ->check(one_of({"invoiced", "all"}))
      ->type_name("SCOPE");
  add("--focus-option", run.focus.option, "whose bill: an option, or all; the answer if absent")
      ->type_name("OPTION");
}

void Cli::add_draws_out(CLI::App& command) {
  CLI::Option* out =
      command.add_option("--draws-out", run.draws_out, "write every draw of some figures, as CSV")
          ->type_name("FILE")
          ->group(groups::output);
  command
      .add_option("--draws-of", run.draws_of,
                  "those figures, as cost.monthly,accuracy; the monthly cost if absent")
      ->delimiter(',')
      ->type_name("FIGURE,...")
      ->allow_extra_args(false)
      ->group(groups::output)
      ->needs(out);
  command
      .add_option("--plot-of", run.plot_of,
                  "with --plot: a histogram of the draws of this figure, as latency.ttft.p95, of each option")
      ->type_name("FIGURE")
      ->group(groups::output)
      ->needs(command.get_option("--plot"))
      ->excludes(command.get_option("--timeline"));
}

void Cli::add_scenario_commands() {
  const std::vector<std::string> all_formats{"table", "json", "csv", "markdown"};
  CLI::App& run_command = command(
      sections::scenarios, "run", "Compare every option of a scenario: cost, latency, accuracy",
      {"llmtco run article", "llmtco run chat.yaml --set workload.chat.requests=12M/month --draws 65536",
       "llmtco run chat.yaml --only own,rented -v", "llmtco run chat.yaml -o result.json -o report.html"},
      [this] { return Args(run); });
  add_scenario(run_command, run.scenario);
  add_source(run_command, run, false);
  run_command.add_option("--only", run.only, "compare these options alone")
      ->delimiter(',')
      ->type_name("OPTION,...")
      ->allow_extra_args(false)
      ->group(groups::output);
  add_screen(run_command, run);
  add_focus(run_command);
  add_draws_out(run_command);
  add_draws(run_command, run.draw);
  add_result_output(run_command, run, ResultOf::run);

  CLI::App& what_if_command =
      command(sections::scenarios, "what-if", "Change values and see the difference, draw by draw",
              {"llmtco what-if chat.yaml --set workload.chat.requests=20M/month",
               "llmtco what-if chat.yaml --set options.gpt-4o.cache.hit_rate=90%"},
              [this] { return Args(what_if); });
  add_scenario(what_if_command, what_if.scenario);
  add_source(what_if_command, what_if, true);
  CLI::Option* wide =
      what_if_command.add_flag("--wide", what_if.wide, "every option and column, moved or not");
  wide->group(groups::output);
  what_if_command
      .add_flag("--plot", what_if.plot,
                "how each cost became another: by what changed, and by line of the bill")
      ->group(groups::output)
      ->excludes(wide);
  add_draws(what_if_command, what_if.draw);
  add_output(what_if_command, what_if.output, all_formats);
  add_json(what_if_command, what_if.output);

  CLI::App& validate_command = command(
      sections::scenarios, "validate", "Check scenario files and say everything that is wrong with them",
      {"llmtco validate chat.yaml", "llmtco validate scenarios/*.yaml"}, [this] { return Args(validate); });
  validate_command.add_option("SCENARIO", validate.scenarios, "scenario files, or names of shipped ones")
      ->required()
      ->type_name("");
  add_source(validate_command, validate, false);
}

void Cli::add_render() {
  CLI::App& sub =
      command(sections::scenarios, "render", "Show a result of run again, in any form, without running it",
              {"llmtco render result.json", "llmtco render result.json -o report.html",
               "llmtco render result.json --format markdown >> $GITHUB_STEP_SUMMARY"},
              [this] { return Args(render); });
  sub.add_option("RESULT", render.result, "a file of 'llmtco run SCENARIO --format json'")
      ->required()
      ->type_name("");
  add_screen(sub, render);
  add_result_output(sub, render, ResultOf::file);
}

void Cli::add_compare() {
  CLI::App& sub = command(sections::scenarios, "compare", "Compare two options of a scenario, draw by draw",
                          {"llmtco compare support-agent sonnet llama-70b-h100",
                           "llmtco compare chat.yaml own rented --set options.own.replicas=2 --format json",
                           "llmtco compare chat.yaml own gpt-4o --finance --set finance.rate=10%"},
                          [this] { return Args(compare); });
  add_scenario(sub, compare.scenario);
  sub.add_option("A", compare.a, "an option")->required()->type_name("");
  sub.add_option("B", compare.b, "the one to compare it with")->required()->type_name("");
  sub.add_flag(
      "--finance", compare.finance,
      "present values, payback and rates of return of A in place of B, whatever `finance.reference` says");
  add_source(sub, compare, false);
  add_draws(sub, compare.draw);
  add_output(sub, compare.output, {"table", "json", "csv", "markdown"});
  add_json(sub, compare.output);
}

void Cli::add_explain() {
  CLI::App& sub = command(
      sections::scenarios, "explain",
      "Show how a number came about, down to the lines of the scenario and the sources",
      {"llmtco explain article gpt-4o", "llmtco explain chat.yaml own.latency.ttft.p95 --percentile 95",
       "llmtco explain chat.yaml 'gpt-4o.cost.monthly/output tokens' --draw 7 --format json"},
      [this] { return Args(explain); });
  add_scenario(sub, explain.scenario);
  sub.add_option("OPTION[.MEASURE]", explain.target,
                 "what to explain: an option's monthly cost, another figure of it, or cost.monthly/ITEM")
      ->required()
      ->type_name("");
  CLI::Option* draw = sub.add_option("--draw", explain.draw, "one draw, from 0; the mean over all if absent")
                          ->check(whole_number(0, UINT64_MAX))
                          ->type_name("N");
  sub.add_option("--percentile", explain.percentile, "the draw of this rank, and which inputs differ there")
      ->check(CLI::Range(0.0, 100.0))
      ->type_name("P")
      ->excludes(draw);
  sub.add_flag("--deep", explain.deep, "open the speed model and the solvers");
  add_source(sub, explain, false);
  add_draws(sub, explain.draws);
  add_output(sub, explain.output, {"table", "json"});
  add_json(sub, explain.output);
}

void Cli::add_file_commands() {
  CLI::App& init_command = command(sections::scenarios, "init", "Write a scenario to start from",
                                   {"llmtco init chat.yaml", "llmtco init agent.yaml --from support-agent"},
                                   [this] { return Args(init); });
  init_command.add_option("FILE", init.file, "file to write")->required()->type_name("");
  init_command
      .add_option("--from", init.from, "a shipped scenario by its name; a short commented one if absent")
      ->type_name("EXAMPLE");
  init_command.add_flag("--force", init.force, "replace the file if it is there");

  CLI::App& schema_command =
      command(sections::data, "schema", "Print the JSON Schema of scenario files, for editors",
              {"llmtco schema -o scenario.schema.json"}, [this] { return Args(schema); });
  schema_command.add_option("-o,--output", schema.output.file, "write to a file, whole or not at all")
      ->type_name("FILE")
      ->group(groups::output);

  CLI::App& completion_command = command(
      sections::data, "completion", "Print a completion script for a shell",
      {"llmtco completion bash > /etc/bash_completion.d/llmtco"}, [this] { return Args(completion); });
  completion_command.add_option("SHELL", completion.shell, "bash, zsh or fish")
      ->required()
      ->check(one_of({"bash", "zsh", "fish"}))
      ->type_name("");
}

void Cli::add_help() {
  std::vector<std::string> names;
  for (const CLI::App* sub : shown_commands(app)) names.push_back(sub->get_name());
  names.insert(names.end(), {"help", "version"});
  CLI::App& help_command = command(sections::data, "help", "Show help, of the program or of one command",
                                   {"llmtco help", "llmtco help run"}, [this] { return Args(help); });
  help_command.add_option("COMMAND", help.command, "a command; the whole program if absent")
      ->check(one_of(names))
      ->type_name("");
  command(sections::data, "version", "Show the version", {"llmtco version"},
          [] { return Args(VersionArgs{}); });
  command(sections::hidden, "man-page", "Print the man page", {}, [] { return Args(ManPageArgs{}); });
}

}  // namespace llmtco::app
