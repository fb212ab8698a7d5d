#include "cli_app.h"
#include "gate/finding.h"

namespace llmtco::app {
namespace {

/// How the gates are decided, and what their verdicts come to.
void add_check_rules(CLI::App& sub, CheckArgs& check) {
  sub.add_option(
         "--option", check.option,
         "the option that matters: rules without an option are of it alone, and it must be able to serve, "
         "within the budget and its limits")
      ->type_name("OPTION");
  sub.add_option("--inconclusive", check.inconclusive,
                 "what counts where the draws do not decide: pass, warn (if absent) or fail")
      ->check(one_of(inconclusive_words.words()))
      ->type_name("WHAT");
  sub.add_flag("--warn-only", check.warn_only, "end with 0 where a gate fails; errors are errors");
  sub.add_flag("--explain", check.explain, "say how each gate was decided");
  sub.add_flag("--plot", check.plot, "show as a picture what each change did to the cost");
  sub.add_option("--alpha", check.alpha, "chance that any verdict is wrong by chance; 0.01 if absent")
      ->check(CLI::Range(1e-6, 0.2))
      ->type_name("P")
      ->group(groups::draws);
  sub.add_option("--max-draws", check.most_draws, "draws are doubled up to so many; 131,072 if absent")
      ->transform(whole_number(1024, 1u << 24))
      ->type_name("N")
      ->group(groups::draws);
  sub.add_option("--today", check.today,
                 "day that the age of prices is counted to, YYYY-MM-DD; that of the clock")
      ->type_name("DATE");
}

}  // namespace

void Cli::add_check() {
  CLI::App& sub =
      command(sections::scenarios, "check",
              "Fail where a change makes serving dearer, slower or less right, never by chance",
              {"llmtco check chat.yaml --base-scenario main/chat.yaml",
               "git show origin/main:chat.yaml | llmtco check chat.yaml --base-scenario - --gate "
               "'cost.monthly: increase < 5%, floor $100'",
               "llmtco check chat.yaml --gate 'own.latency.ttft.p95 < 800 ms' -o markdown=comment.md "
               "-o junit=check.xml"},
              [this] { return Args(check); });
  add_scenario(sub, check.scenario);
  CLI::Option* base =
      sub.add_option("--base-scenario", check.base_scenario,
                     "what the scenario was before, or - for stdin: both are run on the same draws")
          ->type_name("FILE");
  CLI::Option* baseline =
      sub.add_option("--baseline", check.baseline, "the same from a result that run --format json wrote")
          ->type_name("FILE")
          ->excludes(base);
  sub.add_flag("--update-baseline", check.update_baseline,
               "write the scenario's result in the place of --baseline; not where CI is set")
      ->needs(baseline);
  sub.add_flag("--force", check.force, "update the baseline in CI as well");
  sub.add_option("--gate", check.gates,
                 "a rule beside those of the scenario: 'cost.monthly: increase < 5%'; repeatable")
      ->type_name("RULE")
      ->allow_extra_args(false);
  add_check_rules(sub, check);
  add_source(sub, check, false);
  add_draws(sub, check.draw);
  add_output(sub, check.output, {std::begin(check_formats), std::end(check_formats)});
  add_json(sub, check.output);
  sub.remove_option(sub.get_option("--output"));
  sub.add_option("-o,--output", check.outputs,
                 "write to a file, whole or not at all; FORMAT=FILE writes another format beside; repeatable")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group(groups::output);
}

}  // namespace llmtco::app
