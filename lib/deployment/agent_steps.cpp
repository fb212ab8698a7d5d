#include "deployment/agent_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "columns/column_math.h"
#include "workload/steps.h"

namespace llmtco {
namespace {

bool answers_itself(const Option& option) {
  return !std::holds_alternative<Split>(option.serving) && !std::holds_alternative<Route>(option.serving);
}

/// Numbers of other origins may become others where one of them is replaced (Block::with).
bool same_number(const Uncertain<double>& a, const Uncertain<double>& b) {
  return a.node == b.node && a.origin == b.origin && (!a.is_known() || a.constant == b.constant);
}

bool same_accuracy(const DrawnAccuracy* a, const DrawnAccuracy* b) {
  if (a == b) return true;
  if (a == nullptr || b == nullptr || a->loss.has_value() != b->loss.has_value()) return false;
  return same_number(a->base, b->base) && (!a->loss || same_number(*a->loss, *b->loss));
}

bool any_ends_early(const Traffic& traffic) {
  return std::any_of(traffic.classes.begin(), traffic.classes.end(),
                     [](const ClassTraffic& each) { return each.requests->agent.ends_early(); });
}

/// A mean over classes, by their tasks.
class MeanOfClasses {
 public:
  MeanOfClasses(MeasureOf<double> measure, const Context& context, Figures<Column>& figures)
      : measure_(measure), context_(context), figures_(figures) {}

  void add(std::size_t i, const Column& value) {
    if (const auto subject = context_.subject(i)) figures_.set(measure_, value, *subject);
    const Drawn<RequestsPerSecond>& weight = context_.traffic.classes[i].weight;
    sum_ += weight * value;
    weights_ += weight;
    some_ = true;
  }
  void set() {
    if (some_) figures_.set(measure_, sum_ / weights_);
  }

 private:
  MeasureOf<double> measure_;
  const Context& context_;
  Figures<Column>& figures_;
  Drawn<RequestsPerSecond> sum_, weights_;
  bool some_ = false;
};

/// A time over a share; undefined in draws in which nothing is right.
Drawn<Seconds> over(const Drawn<Seconds>& time, const Column& right) {
  const Column some = less(0.0, right);
  const Drawn<Seconds> never(std::numeric_limits<double>::quiet_NaN() * second);
  return select(some, time / select(some, right, 1.0), never);
}

void set_time_per_right(const Context& context, Evaluation& evaluation) {
  if (evaluation.latency.empty() || evaluation.accuracy.empty()) return;
  Drawn<Seconds> time;
  Column right = 0.0;
  for (std::size_t i = 0; i < evaluation.latency.size(); ++i) {
    const Drawn<Seconds> mean = evaluation.latency[i].e2e.mean();
    const Column& share = evaluation.accuracy[i];
    if (const auto subject = context.subject(i))
      evaluation.figures.set(measures::e2e_per_right, over(mean, share), *subject);
    Column tasks = context.traffic.classes[i].weight / (request / second);
    if (!evaluation.at_once.empty()) tasks = tasks * evaluation.at_once[i];
    time += tasks * mean;
    right += tasks * share;
  }
  evaluation.figures.set(measures::e2e_per_right, over(time, right));
}

}  // namespace

DecidingSteps::DecidingSteps(const Option& option, const Traffic& traffic, const Block& block) {
  if (option.answers.by_class.empty()) return;
  bool any = false;
  for (const ClassTraffic& each : traffic.classes) {
    const bool asks = steps_decide_calls(each.requests->agent, block);
    by_class_.push_back(asks ? &option.answers.by_class.at(each.requests->name) : nullptr);
    any = any || asks;
  }
  if (!any) by_class_.clear();
}

std::optional<Column> DecidingSteps::of_class(std::size_t i, const Block& block) const {
  if (by_class_.empty() || by_class_[i] == nullptr) return std::nullopt;
  return (*by_class_[i])(block);
}

bool DecidingSteps::operator==(const DecidingSteps& other) const {
  return std::equal(by_class_.begin(), by_class_.end(), other.by_class_.begin(), other.by_class_.end(),
                    same_accuracy);
}

std::string lacking_steps(const Option& option, const Traffic& traffic, const Block& block) {
  if (!answers_itself(option) || !option.answers.by_class.empty()) return "";
  for (const ClassTraffic& each : traffic.classes) {
    if (steps_decide_calls(each.requests->agent, block))
      return fmt::format(
          "how right a step of '{}' is decides how many calls are made, and is unknown: give its `accuracy`",
          each.requests->name);
  }
  return "";
}

void set_step_figures(const Prepared& prepared, const Context& context, Evaluation& evaluation) {
  const bool wanted = context.detail == Detail::all_requests || context.detail == Detail::classes;
  if (!wanted || !prepared.lacks.empty() || !any_ends_early(context.traffic)) return;
  set_time_per_right(context, evaluation);
  const Option& option = *prepared.option;
  if (!answers_itself(option)) return;
  const Traffic& own = prepared.own ? *prepared.own : context.traffic;
  MeanOfClasses right(measures::right_steps, context, evaluation.figures),
      calls(measures::calls_of_task, context, evaluation.figures);
  for (std::size_t i = 0; i < own.classes.size(); ++i) {
    const RequestClass& requests = *own.classes[i].requests;
    if (!requests.agent.ends_early()) continue;
    calls.add(i, own.classes[i].task.calls);
    if (requests.agent.steps && !option.answers.by_class.empty())
      right.add(i, option.answers.by_class.at(requests.name)(context.block));
  }
  calls.set();
  right.set();
}

}  // namespace llmtco
