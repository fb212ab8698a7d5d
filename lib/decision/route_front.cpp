#include "decision/route_front.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "decision/front_draws.h"
#include "deployment/route_counted.h"
#include "measures/list.h"
#include "montecarlo/servers.h"
#include "montecarlo/simulate.h"
#include "routing/question_curve.h"

namespace llmtco {
namespace {

/// The options that a route's legs hang on, and no other.
Study of_legs(Study study, const Route& route) {
  const std::vector<std::string> needed = with_needed(route.legs, study.options, study.demand.workload);
  std::erase_if(study.options, [&](const Option& option) {
    return std::find(needed.begin(), needed.end(), option.name) == needed.end();
  });
  // Of no use without the options they speak of.
  study.finance.reset();
  study.business.reset();
  study.budget.reset();
  study.as_usual.reset();
  return study;
}

/// What is counted of the route: the questions that are asked with, or those the scenario names; null where there are none.
std::shared_ptr<const routing::Questions> questions_of(const Option& route, const FrontQuestion& question) {
  if (question.questions) return question.questions;
  const auto& policy = std::get<routes::ByScore>(std::get<Route>(route.serving).policy);
  const auto* counted = std::get_if<routes::Counted>(&policy.quality);
  return counted == nullptr ? nullptr : counted->questions;
}

/// The same with the route at every threshold.
StudyOfThresholds with_thresholds(Study study, const Option& route, const FrontQuestion& question) {
  StudyOfThresholds all{.study = std::move(study)};
  all.first = all.study.options.size();
  const auto questions = questions_of(route, question);
  const auto splits =
      questions ? routing::split_at(*questions, question.thresholds) : std::vector<routing::SplitQuestions>();
  for (std::size_t i = 0; i < question.thresholds.size(); ++i) {
    Option option = route;
    auto& policy = std::get<routes::ByScore>(std::get<Route>(option.serving).policy);
    const OriginId origin = policy.threshold.origin;
    policy.threshold = Uncertain<double>(question.thresholds[i]).from(origin);
    if (questions) policy.quality = counted_of(splits[i], questions, all.study.variables, origin);
    option.name = fmt::format("{}: threshold {}", route.name, i + 1);
    all.study.options.push_back(std::move(option));
  }
  return all;
}

std::optional<double> mean_of(const OptionResult& option, const Measure& measure) {
  const Statistics* found = option.find(measure);
  return found == nullptr ? std::nullopt : std::optional(found->mean.value);
}

/// The references of what is not counted: that at the last threshold nothing is sent tells what the strong leg alone knows.
void set_references(const Result& result, RouteFront& front) {
  const OptionResult &weak = *result.option(front.weak), &strong = *result.option(front.strong);
  front.weak_accuracy = mean_of(weak, measures::accuracy);
  front.strong_accuracy = mean_of(strong, measures::accuracy);
  front.weak_cost_usd = mean_of(weak, measures::monthly_cost).value_or(0);
  front.strong_cost_usd = mean_of(strong, measures::monthly_cost).value_or(0);
  const FrontPoint& last = front.points.back();
  if (last.missed && front.weak_accuracy && last.threshold >= 1)
    front.perfect = RouteFront::Perfect{*front.weak_accuracy + *last.missed, *last.missed};
}

void set_counts(const routing::Questions& questions, RouteFront& front) {
  const routing::Reference all = routing::reference_of(questions);
  front.weak_accuracy = all.weak;
  front.strong_accuracy = all.strong;
  front.perfect = RouteFront::Perfect{all.either, all.perfect_share};
  front.auc = routing::auc_of(questions);
  front.questions = all.questions;
  const auto splits = routing::split_at(questions, front.question.thresholds);
  for (std::size_t i = 0; i < splits.size(); ++i) {
    front.points[i].counted_accuracy = splits[i].accuracy();
    front.points[i].strong_share = splits[i].strong_share();
  }
}

void set_reference_lines(RouteFront& front) {
  if (!front.perfect || !front.weak_accuracy || !front.strong_accuracy) return;
  const double weak_only = front.perfect->accuracy - *front.strong_accuracy;
  const routing::Outcomes outcomes{*front.weak_accuracy - weak_only, front.perfect->strong_share, weak_only,
                                   1 - front.perfect->accuracy};
  for (FrontPoint& point : front.points) {
    point.perfect_accuracy = routing::routed_perfectly(outcomes, point.strong_share).accuracy.constant();
    point.random_accuracy = routing::routed_at_random(outcomes, point.strong_share).accuracy.constant();
  }
}

template <class Distance>
std::size_t nearest(const RouteFront& front, Distance distance) {
  const auto found =
      std::min_element(front.points.begin(), front.points.end(),
                       [&](const FrontPoint& a, const FrontPoint& b) { return distance(a) < distance(b); });
  return static_cast<std::size_t>(found - front.points.begin());
}

bool keeps(const FrontPoint& point, const FrontQuestion& question) {
  if (!point.feasible) return false;
  if (question.accuracy_floor && (!point.accuracy || point.mean_accuracy() < *question.accuracy_floor))
    return false;
  if (question.e2e_p95_limit_s && (!point.e2e_p95_s || *point.e2e_p95_s > *question.e2e_p95_limit_s))
    return false;
  return !question.monthly_budget_usd || point.monthly_cost_usd.mean.value <= *question.monthly_budget_usd;
}

void choose(RouteFront& front) {
  const FrontQuestion& q = front.question;
  if (q.threshold)
    front.chosen = nearest(front, [&](const auto& p) { return std::abs(p.threshold - *q.threshold); });
  if (q.share)
    front.chosen = nearest(front, [&](const auto& p) { return std::abs(p.strong_share - *q.share); });
  if (front.chosen || !(q.accuracy_floor || q.e2e_p95_limit_s || q.monthly_budget_usd)) return;
  const bool most_right = q.monthly_budget_usd && !q.accuracy_floor;
  for (std::size_t i = 0; i < front.points.size(); ++i) {
    const FrontPoint& point = front.points[i];
    if (!keeps(point, q) || (most_right && !point.accuracy)) continue;
    const auto better = [&](const FrontPoint& than) {
      return most_right ? point.mean_accuracy() > than.mean_accuracy()
                        : point.monthly_cost_usd.mean.value < than.monthly_cost_usd.mean.value;
    };
    if (!front.chosen || better(front.points[*front.chosen])) front.chosen = i;
  }
  if (!front.chosen) front.none = "no threshold keeps what is asked for";
}

}  // namespace

RouteFront route_front(Study study, const FrontQuestion& question, const Settings& settings) {
  assert(!question.thresholds.empty());
  const Option route = study.options[place_of(question.route, study.options).value()];
  const Route& serving = std::get<Route>(route.serving);
  RouteFront front{.scenario = study.name,
                   .route = route.name,
                   .weak = serving.legs[0],
                   .strong = serving.legs[1],
                   .question = question};
  const auto questions = questions_of(route, question);
  const Study legs = of_legs(std::move(study), serving);
  const StudyOfThresholds all = with_thresholds(legs, route, question);
  const auto served = with_servers({&legs, &all.study}, settings);
  const Result alone = simulate(*served[0], settings);
  front.seed = alone.seed;
  front.draws = alone.draws;
  front.points = front_points({*served[1], all.first}, question, settings);
  set_references(alone, front);
  if (questions) set_counts(*questions, front);
  set_reference_lines(front);
  choose(front);
  return front;
}

}  // namespace llmtco
