#include "decision/route_front.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>

#include "deployment/route_counted.h"
#include "measures/list.h"
#include "montecarlo/recording.h"
#include "montecarlo/run.h"
#include "routing/question_curve.h"

namespace llmtco {
namespace {

/// The study with the route at every threshold, and with no option that these do not hang on.
class Thresholds {
 public:
  Thresholds(Study study, const FrontQuestion& question) : study_(std::move(study)) {
    const Option route = study_.options[place_of(question.route, study_.options).value()];
    const auto& legs = std::get<Route>(route.serving).legs;
    const std::vector<std::string> needed = with_needed(legs, study_.options, study_.demand.workload);
    std::erase_if(study_.options, [&](const Option& option) {
      return std::find(needed.begin(), needed.end(), option.name) == needed.end();
    });
    first_ = study_.options.size();
    for (std::size_t i = 0; i < question.thresholds.size(); ++i) add(route, question, i);
    // Of no use without the options they speak of.
    study_.finance.reset();
    study_.business.reset();
    study_.budget.reset();
    study_.as_usual.reset();
  }

  const Study& study() const { return study_; }
  /// Place of the option at a threshold.
  std::size_t place(std::size_t threshold) const { return first_ + threshold; }

 private:
  void add(Option option, const FrontQuestion& question, std::size_t i) {
    auto& policy = std::get<routes::ByScore>(std::get<Route>(option.serving).policy);
    const OriginId origin = policy.threshold.origin;
    policy.threshold = Uncertain<double>(question.thresholds[i]).from(origin);
    const auto* counted = std::get_if<routes::Counted>(&policy.quality);
    const auto questions = question.questions ? question.questions : counted ? counted->questions : nullptr;
    if (questions) policy.quality = counted_at(questions, question.thresholds[i], study_.variables, origin);
    option.name = fmt::format("{}: threshold {} of {}", option.name, i + 1, question.thresholds.size());
    study_.options.push_back(std::move(option));
  }

  Study study_;
  std::size_t first_ = 0;
};

/// How often each threshold is as right as the floor asks.
class FloorCount {
 public:
  explicit FloorCount(std::size_t thresholds) : kept_(thresholds), seen_(thresholds) {}

  void see(const Thresholds& all, double floor, const Recording& recording) {
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      const SharedSeries* accuracy = recording.options[all.place(i)].figures.find(measures::accuracy);
      if (accuracy == nullptr) continue;
      const Series& series = **accuracy;
      std::size_t kept = 0;
      for (std::size_t draw = 0; draw < series.size(); ++draw) kept += series[draw] >= floor;
      kept_[i] += kept;
      seen_[i] += series.size();
    }
  }
  double share(std::size_t i) const {
    return seen_[i] == 0 ? 0 : static_cast<double>(kept_[i]) / static_cast<double>(seen_[i]);
  }

 private:
  std::vector<std::atomic<std::size_t>> kept_, seen_;
};

std::optional<double> mean_of(const OptionResult& option, const Measure& measure) {
  const Statistics* found = option.find(measure);
  return found == nullptr ? std::nullopt : std::optional(found->mean.value);
}

FrontPoint point_of(const OptionResult& option, double threshold) {
  FrontPoint point{.threshold = threshold, .feasible = option.feasible, .reason = option.reason};
  if (const Statistics* cost = option.find(measures::monthly_cost)) point.monthly_cost_usd = *cost;
  if (const Statistics* accuracy = option.find(measures::accuracy)) point.accuracy = *accuracy;
  point.strong_share = mean_of(option, measures::to_second_leg).value_or(0);
  point.needless = mean_of(option, measures::needless_calls);
  point.missed = mean_of(option, measures::missed_calls);
  point.e2e_p95_s = mean_of(option, measures::e2e_p95);
  return point;
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
  const Option& route = study.options[place_of(question.route, study.options).value()];
  const Route& serving = std::get<Route>(route.serving);
  RouteFront front{.scenario = study.name,
                   .route = route.name,
                   .weak = serving.legs[0],
                   .strong = serving.legs[1],
                   .question = question};
  const auto& quality = std::get<routes::ByScore>(serving.policy).quality;
  const auto* counted = std::get_if<routes::Counted>(&quality);
  const auto questions = question.questions ? question.questions : counted ? counted->questions : nullptr;
  const Thresholds all(std::move(study), question);
  FloorCount floor(question.thresholds.size());
  Run asked{.studies = {&all.study()}};
  if (question.accuracy_floor)
    asked.watch = [&](const SeenDraws& seen) {
      floor.see(all, *question.accuracy_floor, seen.recordings[0]);
    };
  const Result result = run(asked, settings).results.front();
  front.seed = result.seed;
  front.draws = result.draws;
  for (std::size_t i = 0; i < question.thresholds.size(); ++i) {
    front.points.push_back(point_of(result.options[all.place(i)], question.thresholds[i]));
    if (question.accuracy_floor) front.points.back().p_keeps_floor = floor.share(i);
  }
  set_references(result, front);
  if (questions) set_counts(*questions, front);
  choose(front);
  return front;
}

}  // namespace llmtco
