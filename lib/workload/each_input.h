#pragma once
#include "workload/workload.h"

namespace llmtco {

/// Calls f(const Uncertain<Q>&) for every number of a class of requests, in the order of the struct.
template <class F>
void for_each_input(const RequestClass& requests, F& f) {
  f(requests.requests);
  f(requests.growth_per_month);
  f(requests.peak_to_mean);
  f(requests.input.mean);
  f(requests.input.cv);
  f(requests.output.mean);
  f(requests.output.cv);
  f(requests.shared_prefix);
  f(requests.agent.calls);
  f(requests.agent.new_input);
  f(requests.agent.retries);
  f(requests.value_if_right);
  f(requests.cost_if_wrong);
}

}  // namespace llmtco
