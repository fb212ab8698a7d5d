#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "refusal.h"
#include "report/route_front.h"
#include "routing/question_curve.h"
#include "scenario_file.h"
#include "simulation.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/diagnostics.h"
#include "version.h"

namespace llmtco::app {
namespace {

bool is_by_score(const Option& option) {
  const auto* route = std::get_if<Route>(&option.serving);
  return route != nullptr && std::holds_alternative<routes::ByScore>(route->policy);
}

std::string needed_option(const char* flag, const std::string& name, const std::vector<Option>& options) {
  if (place_of(name, options)) return name;
  std::vector<std::string> names;
  for (const Option& each : options) names.push_back(each.name);
  refuse(fmt::format("{}: the scenario has no option {}", flag, shown(name)), did_you_mean(name, names));
}

/// A route between two options, where the scenario has none: questions tell how good it is.
std::string add_route(const RouteArgs& args, Study& study) {
  if (args.questions.empty())
    refuse("--weak and --strong name the legs of a route that --questions tells of", "add --questions FILE");
  Route route;
  route.legs = {needed_option("--weak", args.weak, study.options),
                needed_option("--strong", args.strong, study.options)};
  if (route.legs[0] == route.legs[1]) refuse("--weak and --strong name the same option");
  route.policy = routes::ByScore{.threshold = 0.5, .quality = routes::Counted{}};
  study.options.push_back({.name = "route", .kind = "route", .serving = std::move(route)});
  return "route";
}

/// The route that is asked about: the one named, the only one, or a new one between two options.
std::string route_in(const RouteArgs& args, Study& study) {
  if (!args.weak.empty() || !args.strong.empty()) {
    if (args.weak.empty() || args.strong.empty()) refuse("--weak and --strong stand together");
    if (!args.option.empty()) refuse("--weak and --strong make a route, and an option is one already");
    return add_route(args, study);
  }
  std::vector<std::string> names;
  for (const Option& option : study.options) {
    if (is_by_score(option)) names.push_back(option.name);
  }
  if (!args.option.empty()) {
    needed_option("OPTION", args.option, study.options);
    if (std::find(names.begin(), names.end(), args.option) == names.end())
      refuse(fmt::format("{} is no route by score", shown(args.option)),
             names.empty() ? "" : fmt::format("there is {}", fmt::join(names, ", ")));
    return args.option;
  }
  if (names.empty())
    refuse("the scenario has no route by score",
           "name two of its options: --weak OPTION --strong OPTION --questions FILE");
  if (names.size() > 1)
    refuse(fmt::format("the scenario has {} routes by score", names.size()),
           fmt::format("name one of {}", fmt::join(names, ", ")));
  return names.front();
}

/// A threshold, or that of a share, among those that are shown.
void add_threshold(double threshold, std::vector<double>& all) {
  const auto at = std::lower_bound(all.begin(), all.end(), threshold);
  if (at == all.end() || *at != threshold) all.insert(at, threshold);
}

/// The threshold at which this share of the questions is sent: by lot, or the nearest score.
double threshold_of_share(const routing::Questions& questions, double share) {
  if (questions.score.empty()) return 1 - share;
  std::vector<double> scores = questions.score;
  const auto sent = static_cast<std::size_t>(share * static_cast<double>(scores.size()) + 0.5);
  if (sent == 0) return *std::max_element(scores.begin(), scores.end()) + 1e-9;
  const auto at = scores.begin() + static_cast<std::ptrdiff_t>(scores.size() - std::min(sent, scores.size()));
  std::nth_element(scores.begin(), at, scores.end());
  return *at;
}

FrontQuestion question_of(const RouteArgs& args, Study& study, Diagnostics& diagnostics) {
  FrontQuestion question{.route = route_in(args, study)};
  if (!args.questions.empty())
    question.questions =
        std::make_shared<routing::Questions>(routing::read_question_file(args.questions, diagnostics));
  diagnostics.throw_if_errors();
  const Option& option = study.options[place_of(question.route, study.options).value()];
  const auto& policy = std::get<routes::ByScore>(std::get<Route>(option.serving).policy);
  const auto* counted = std::get_if<routes::Counted>(&policy.quality);
  const auto questions = question.questions ? question.questions : counted ? counted->questions : nullptr;
  question.thresholds = routing::thresholds_of(questions ? *questions : routing::Questions(), args.points);
  question.accuracy_floor = args.floor;
  question.e2e_p95_limit_s = args.slowest;
  question.monthly_budget_usd = args.budget;
  question.threshold = args.threshold;
  question.share = args.share;
  if (args.threshold && !questions && (*args.threshold < 0 || *args.threshold > 1))
    refuse("--threshold of a route without scores of its own lies between 0 and 1");
  if (args.threshold) add_threshold(*args.threshold, question.thresholds);
  if (args.share && questions)
    add_threshold(threshold_of_share(*questions, *args.share), question.thresholds);
  return question;
}

/// What the log of another router says of the chosen point.
void add_log(const std::string& file, RouteFront& front) {
  if (file.empty()) return;
  Diagnostics diagnostics;
  const routing::RouterLog log = routing::read_router_log_file(file, diagnostics);
  diagnostics.throw_if_errors();
  if (!front.chosen)
    refuse("--log judges one point of the front", "choose it with --threshold, --share or --min-accuracy");
  const FrontPoint& chosen = front.points[*front.chosen];
  front.off_policy =
      routing::off_policy(log, log.has_scores ? routing::above_threshold(log, chosen.threshold)
                                              : std::vector<double>(log.calls.size(), chosen.strong_share));
}

}  // namespace

int execute(const RouteArgs& args) {
  require_writable(args.output);
  std::vector<std::string> inputs;
  for (const std::string& file : {args.questions, args.log}) {
    if (!file.empty()) inputs.push_back(file);
  }
  keep_inputs(args.output, inputs);
  Diagnostics diagnostics;
  Study study = read_study(args, args.output, diagnostics);
  diagnostics.throw_if_errors();
  const FrontQuestion question = question_of(args, study, diagnostics);
  Settings settings = settings_of(args.draw, args.output);
  settings.details = false;
  settings.brief = true;
  RouteFront front = route_front(std::move(study), question, settings);
  front.tool_version = version;
  add_log(args.log, front);
  const std::string& format = args.output.format;
  write(args.output, format == "json"   ? to_json(front)
                     : format == "csv"  ? to_csv(front)
                     : format == "html" ? to_html(front)
                                        : to_text(front, style_of(args.output)));
  const bool any =
      std::any_of(front.points.begin(), front.points.end(), [](const FrontPoint& p) { return p.feasible; });
  return any && front.none.empty() ? ExitCode::ok : ExitCode::nothing_feasible;
}

}  // namespace llmtco::app
