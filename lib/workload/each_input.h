#pragma once
#include "workload/counting.h"

namespace llmtco {

template <class Q, class F>
void for_each_input(const Differing<Q>& spread, F& f) {
  if (spread.percentiles) {
    f(spread.percentiles->p50);
    f(spread.percentiles->p95);
  } else {
    f(spread.mean);
    f(spread.cv);
  }
}

template <class F>
void for_each_input(const WrongAnswers& wrong, F& f) {
  f(wrong.detected);
  f(wrong.same_again);
  if (wrong.human_cost) f(*wrong.human_cost);
  f(wrong.undetected_cost);
  if (wrong.churn) {
    f(wrong.churn->share);
    f(wrong.churn->value);
  }
}

template <class F>
void for_each_input(const Retrieval& retrieval, F& f) {
  f(retrieval.passages);
  f(retrieval.tokens_each);
  for (const Retrieval::Recall& point : retrieval.found) f(point.share);
  f(retrieval.right_without);
  f(retrieval.distraction);
}

/// Calls f(const Uncertain<Q>&) for every number of a class of requests, in the order of the struct.
template <class F>
void for_each_input(const RequestClass& requests, F& f) {
  f(requests.requests);
  f(requests.growth_per_month);
  for (const Uncertain<double>& factor : requests.shape.season) f(factor);
  if (requests.shape.ramp) f(requests.shape.ramp->from);
  if (requests.elasticity) {
    f(requests.elasticity->value);
    if (requests.elasticity->cost) f(*requests.elasticity->cost);
  }
  f(requests.peak_to_mean);
  if (requests.may_wait) f(*requests.may_wait);
  for_each_input(requests.input, f);
  for_each_input(requests.output, f);
  for (const Medium medium : all_media) {
    for_each_input(requests.media[medium].input, f);
    for_each_input(requests.media[medium].output, f);
  }
  f(requests.shared_prefix);
  f(requests.tools);
  f(requests.reasoning);
  if (requests.retrieval) for_each_input(*requests.retrieval, f);
  for_each_input(requests.agent.calls, f);
  for_each_input(requests.agent.new_input, f);
  f(requests.agent.retries);
  for_each_input(requests.agent.tool_time, f);
  if (requests.agent.compaction) {
    f(requests.agent.compaction->above);
    f(requests.agent.compaction->to);
  }
  if (requests.agent.tools) {
    f(requests.agent.tools->calls);
    f(requests.agent.tools->at_once);
    if (requests.agent.tools->price) f(*requests.agent.tools->price);
  }
  if (requests.agent.most_calls) f(*requests.agent.most_calls);
  if (requests.agent.steps) {
    f(requests.agent.steps->noticed);
    f(requests.agent.steps->recovery);
  }
  for (const ToolUse& use : requests.tool_uses) f(use.times);
  f(requests.value_if_right);
  f(requests.cost_if_wrong);
  if (requests.wrong) for_each_input(*requests.wrong, f);
  if (requests.critical) {
    f(requests.critical->per_million);
    f(requests.critical->cost);
  }
}

/// The same of how a model counts a class.
template <class F>
void for_each_input(const ClassCounting& counting, F& f) {
  f(counting.input);
  f(counting.tools);
  f(counting.length);
  f(counting.output);
  f(counting.reasoning);
  f(counting.thoughts);
  for (const auto* measured :
       {&counting.measured_input, &counting.measured_output, &counting.measured_reasoning}) {
    if (*measured) f(**measured);
  }
}

}  // namespace llmtco
