#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "deployment/route_counted.h"
#include "scenario/forms.h"
#include "scenario/named_file.h"
#include "scenario/option_kinds.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr std::size_t largest_questions = 200'000'000;
/// Of models of 2024 that answer MMLU, as GPT-4 and Mixtral 8x7B: phi 0.43.
constexpr double usual_correlation = 0.4;

class RouteReader {
 public:
  RouteReader(const Place& option, const Sources& sources, Inputs& inputs, Option& of)
      : option_(option), policy_(option.at("policy")), sources_(sources), inputs_(inputs), of_(of) {}

  Route read() {
    const std::string by = policy_.node().find("by")->text();
    if (by == "class") route_.policy = by_class();
    if (by == "score") route_.policy = by_score();
    if (by == "judge") route_.policy = by_judge();
    if (by == "votes") route_.policy = by_votes();
    if (by == "failure") route_.policy = on_failure();
    if (by == "cache") route_.policy = from_cache();
    if (by == "criticality") route_.policy = by_criticality();
    if (by == "step") route_.policy = by_step();
    if (policy_.takes("price")) read_step();
    return std::move(route_);
  }

 private:
  void error(const Location& at, const Node& node, const std::string& message, const std::string& hint = "") {
    inputs_.diagnostics().error(at, message + at_path(node), hint);
  }

  /// An option of the scenario other than this one.
  void require_option(const std::string& name, const Location& at, const Node& node) {
    std::vector<std::string> others;
    for (const Place& other : sources_.options.children()) {
      if (other.key() != option_.key()) others.push_back(other.key());
    }
    if (std::find(others.begin(), others.end(), name) != others.end()) return;
    error(at, node,
          fmt::format("{} is {}", shown(name),
                      name == option_.key() ? "the route itself" : "no option of this scenario"),
          did_you_mean(name, others));
  }

  void add_leg(const char* key) {
    const Place place = policy_.at(key);
    require_option(place.text(), place.node().location(), place.node());
    if (!route_.legs.empty() && route_.legs.front() == place.text())
      error(place.node().location(), place.node(), fmt::format("both legs are {}", shown(place.text())));
    route_.legs.push_back(place.text());
  }

  Uncertain<double> share(const char* key) { return inputs_.number<double>(policy_.at(key)); }

  routes::Likeness likeness() {
    routes::Likeness alike;
    const auto phi = policy_.find("correlation"), tetrachoric = policy_.find("tetrachoric");
    if (phi && tetrachoric)
      refuse_beside("tetrachoric", "the two legs are alike by phi or by a tetrachoric correlation");
    alike.tetrachoric = tetrachoric.has_value();
    alike.correlation = tetrachoric
                            ? inputs_.number<double>(*tetrachoric)
                            : inputs_.number<double>(
                                  policy_, "correlation", usual_correlation,
                                  "the two legs are right on the same requests with phi 0.4",
                                  {{instead(0.0, "as if by chance"), instead(0.7, "nearly the same ones")}});
    alike.harder_per_month = inputs_.number_if<double>(policy_, "harder_per_month");
    return alike;
  }

  routes::ByClass by_class() {
    routes::ByClass policy;
    const Place shares = policy_.at("shares");
    const std::vector<RequestClass>& classes = inputs_.study().demand.workload.classes;
    std::vector<std::string> names;
    for (const RequestClass& each : classes) names.push_back(each.name);
    for (const Place& of_class : shares.children()) {
      for (const Place& leg : of_class.children()) {
        if (std::find(route_.legs.begin(), route_.legs.end(), leg.key()) != route_.legs.end()) continue;
        require_option(leg.key(), leg.node().key_location(), leg.node());
        route_.legs.push_back(leg.key());
      }
      if (std::find(names.begin(), names.end(), of_class.key()) != names.end()) continue;
      error(of_class.node().key_location(), of_class.node(),
            fmt::format("{} is no request class of this scenario", shown(of_class.key())),
            did_you_mean(of_class.key(), names));
    }
    for (const RequestClass& each : classes) policy.shares.push_back(shares_of_class(shares, each.name));
    return policy;
  }

  std::vector<Uncertain<double>> shares_of_class(const Place& shares, const std::string& name) {
    const Uncertain<double> none = Uncertain<double>(0.0).from(inputs_.origin(written_origin(shares.node())));
    std::vector<Uncertain<double>> all(route_.legs.size(), none);
    for (const Place& of_class : shares.children()) {
      if (of_class.key() != name) continue;
      double sum = 0;
      bool certain = true;
      for (const Place& leg : of_class.children()) {
        const auto at = std::find(route_.legs.begin(), route_.legs.end(), leg.key()) - route_.legs.begin();
        Uncertain<double>& share = all[static_cast<std::size_t>(at)];
        share = inputs_.number<double>(leg);
        certain = certain && share.is_known();
        sum += share.constant;
      }
      if (certain && std::abs(sum - 1) > 1e-9)
        error(of_class.node().location(), of_class.node(),
              fmt::format("the shares sum to {:.6g}, not to 1", sum));
      return all;
    }
    error(shares.node().location(), shares.node(),
          fmt::format("the shares of the class {} are missing", shown(name)));
    return all;
  }

  routes::ByScore by_score() {
    add_leg("weak");
    add_leg("strong");
    routes::ByScore policy{.threshold = share("threshold"), .quality = {}};
    if (const auto decided = policy_.find("decided")) policy.each_call = decided->text() == "call";
    const auto auc = policy_.find("auc"), curve = policy_.find("curve"),
               questions = policy_.find("questions");
    if (auc.has_value() + curve.has_value() + questions.has_value() != 1) {
      error(policy_.node().location(), policy_.node(),
            "a router by score has one of auc, curve and questions",
            "the auc of a router that tells nothing is 0.5");
      return policy;
    }
    if (!auc) refuse_beside("shape", "a shape is of an auc");
    for (const char* key : {"tetrachoric", "correlation"}) {
      if (!auc) refuse_beside(key, "a correlation is of an auc: a curve or questions say it themselves");
    }
    if (!auc)
      refuse_beside("harder_per_month",
                    "questions get harder beside an auc: a curve or questions are of their day");
    if (auc) {
      routes::Auc by_auc{.auc = inputs_.number<double>(*auc), .likeness = likeness()};
      const auto shape = policy_.find("shape");
      if (shape && shape->text() == "power") by_auc.shape = routing::CurveShape::power;
      policy.quality = by_auc;
    } else if (curve) {
      policy.quality = table(*curve);
    } else if (auto counted = counted_in(*questions, policy.threshold)) {
      policy.quality = *std::move(counted);
    }
    return policy;
  }

  void refuse_beside(const char* key, const char* why) {
    if (const auto place = policy_.find(key)) error(place->node().key_location(), place->node(), why);
  }

  routes::Table table(const Place& curve) {
    routes::Table table;
    const std::vector<Place> points = curve.children();
    for (const Place& point : points)
      table.curve.push_back(
          {inputs_.known_number(point.at("share")), inputs_.known_number(point.at("accuracy"))});
    for (const routing::CurveProblem& problem : routing::problems_of(table.curve)) {
      const Node& node = points.empty() ? curve.node() : points[problem.point].node();
      error(node.location(), node, problem.why.message, problem.why.hint);
    }
    return table;
  }

  std::optional<routes::Counted> counted_in(const Place& file, const Uncertain<double>& threshold) {
    if (!threshold.is_known()) {
      const Node& node = policy_.at("threshold").node();
      error(node.location(), node, "the threshold on the scores of a file is one number, not a range");
      return std::nullopt;
    }
    const auto text =
        bytes_named(file.text(), largest_questions, file.node(), inputs_.folder(), inputs_.diagnostics());
    if (!text) return std::nullopt;
    Diagnostics own;
    auto questions = std::make_shared<routing::Questions>(
        routing::read_questions(*text, inputs_.folder().path_of(file.text()), own));
    for (const Diagnostic& each : own.sorted())
      error(file.node().location(), file.node(), fmt::format("{}: {}", to_text(each.location), each.message),
            each.hint);
    if (own.has_errors()) return std::nullopt;
    const auto beyond = [](double score) { return score < 0 || score > 1; };
    if (std::any_of(questions->score.begin(), questions->score.end(), beyond)) {
      error(file.node().location(), file.node(),
            fmt::format("{}: scores must lie between 0 and 1, as the threshold does",
                        inputs_.folder().path_of(file.text())));
      return std::nullopt;
    }
    return counted_at(questions, threshold.constant, inputs_.study().variables,
                      inputs_.origin(written_origin(file.node())));
  }

  routes::ByJudge by_judge() {
    add_leg("first");
    add_leg("second");
    return {share("accepts_right"), share("accepts_wrong"), likeness()};
  }

  routes::ByVotes by_votes() {
    add_leg("of");
    return {static_cast<int>(inputs_.known_number(policy_.at("samples"))), share("correlation")};
  }

  routes::OnFailure on_failure() {
    add_leg("first");
    add_leg("second");
    return {share("fails"), inputs_.number_if<Seconds>(policy_, "noticed"),
            inputs_.number_if<Seconds>(policy_, "timeout")};
  }

  routes::FromCache from_cache() {
    add_leg("of");
    return {share("hit_rate"), share("wrong_hits")};
  }

  routes::ByCriticality by_criticality() {
    add_leg("cheap");
    add_leg("precise");
    return {share("share"), share("caught"), inputs_.number_if<double>(policy_, "alarms")};
  }

  /// Whoever makes calls at several places of a loop is one leg.
  routes::ByStep by_step() {
    routes::ByStep policy;
    const auto last = policy_.find("last");
    for (const auto& [key, place] : {std::pair{"first", &routing::Places::first},
                                     {"later", &routing::Places::later},
                                     {last ? "last" : "later", &routing::Places::last}}) {
      const Place at = policy_.at(key);
      const auto known = std::find(route_.legs.begin(), route_.legs.end(), at.text());
      const auto leg = static_cast<std::size_t>(known - route_.legs.begin());
      if (known == route_.legs.end()) {
        require_option(at.text(), at.node().location(), at.node());
        route_.legs.push_back(at.text());
        policy.places.emplace_back();
      }
      policy.places[leg].*place = true;
    }
    if (route_.legs.size() == 1)
      error(policy_.node().location(), policy_.node(),
            fmt::format("all calls are made by {}", shown(route_.legs.front())));
    if (const auto accuracy = policy_.find("accuracy")) policy.accuracy = inputs_.number<double>(*accuracy);
    return policy;
  }

  /// What is asked beside the legs: paid for each request, before or behind the first leg.
  void read_step() {
    const std::string by = policy_.node().find("by")->text();
    const std::string who = by == "judge" ? "judge" : by == "cache" ? "cache of answers" : "router";
    if (const auto price = policy_.find("price")) {
      CustomLine line;
      line.name = who;
      line.price = inputs_.number<UsdPerRequest>(*price);
      line.behaviour = CostBehaviour::usage;
      line.source = source_text(written_origin(price->node()));
      of_.contracts.emplace_back(CustomLines{{std::move(line)}});
    }
    route_.step_p50 = inputs_.number_if<Seconds>(policy_, "time");
    route_.step_p95 = inputs_.number_if<Seconds>(policy_, "time_p95");
    if (route_.step_p95 && !route_.step_p50)
      refuse_beside("time_p95", "a 95th percentile stands beside the median, `time`");
  }

  const Place& option_;
  Place policy_;
  const Sources& sources_;
  Inputs& inputs_;
  Option& of_;
  Route route_;
};

}  // namespace

void read_route(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  option.serving = RouteReader(place, sources, inputs, option).read();
  option.answers.note = "of the legs, as the policy sends requests to them";
}

}  // namespace llmtco
