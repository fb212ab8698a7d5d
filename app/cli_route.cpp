#include "cli_app.h"

namespace llmtco::app {

void Cli::add_route() {
  CLI::App& sub =
      command(sections::scenarios, "route", "Show what a router costs and how right it is at every threshold",
              {"llmtco route router-support", "llmtco route router-support routed --min-accuracy 78%",
               "llmtco route router-support --questions mmlu.csv --share 20% --format json",
               "llmtco route chat.yaml --weak small --strong large --questions mmlu.csv --max-cost 5000"},
              [this] { return Args(route); });
  add_scenario(sub, route.scenario);
  sub.add_option("OPTION", route.option, "a route by score; the only one if absent")->type_name("");
  const auto file = [&](const char* flag, std::string& into, const char* says) {
    sub.add_option(flag, into, says)->type_name("FILE");
  };
  file("--questions", route.questions,
       "CSV with strong_correct, weak_correct and perhaps score, a row a question: tells how good the router "
       "is");
  sub.add_option("--weak", route.weak, "with --strong, in place of OPTION: the leg that takes low scores")
      ->type_name("OPTION");
  sub.add_option("--strong", route.strong, "the leg that takes high scores")->type_name("OPTION");
  file("--log", route.log,
       "CSV of a router's calls, with sent_to, propensity and correct: judges the chosen point by them");
  const auto share = [&](const char* flag, std::optional<double>& into, const char* says) {
    return sub.add_option(flag, into, says)->transform(share_or_percent())->type_name("SHARE");
  };
  const auto number = [&](const char* flag, std::optional<double>& into, const char* says, const char* type) {
    return sub.add_option(flag, into, says)->type_name(type);
  };
  share("--min-accuracy", route.floor, "choose the cheapest that is as right as this");
  CLI::Option* slowest =
      number("--max-e2e", route.slowest, "choose one whose slowest 5 % are no slower", "SECONDS");
  CLI::Option* budget = number("--max-cost", route.budget, "choose one that costs no more a month", "USD");
  CLI::Option* threshold = number("--threshold", route.threshold, "choose this one", "N");
  CLI::Option* sent = share("--share", route.share, "choose the one that sends this share to the strong leg");
  for (CLI::Option* own : {threshold, sent}) own->excludes(slowest)->excludes(budget);
  threshold->excludes(sent);
  sub.add_option("--points", route.points, "thresholds of the front; 101 if absent")
      ->transform(whole_number(2, 1001))
      ->type_name("N");
  add_source(sub, route, false);
  add_draws(sub, route.draw);
  add_output(sub, route.output, {"table", "json", "csv", "html"});
  add_json(sub, route.output);
}

}  // namespace llmtco::app
