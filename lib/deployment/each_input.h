#pragma once
#include <variant>
#include <vector>

#include "cost/each_input.h"
#include "deployment/evaluate.h"
#include "workload/each_input.h"

namespace llmtco {

/// Calls f(const Uncertain<Q>&) for every number of a speed, a way to serve, an option: whatever evaluate() may ask
/// a block for. The order is that of the structs.
template <class F>
void for_each_input(const StreamSpeed& speed, F& f) {
  f(speed.ttft_p50);
  if (speed.ttft_p95) f(*speed.ttft_p95);
  f(speed.output);
  if (speed.output_p5) f(*speed.output_p5);
  if (speed.ttft_day) f(*speed.ttft_day);
  if (speed.output_day) f(*speed.output_day);
}

template <class F>
void for_each_input(const Fleet& fleet, F& f) {
  for (const Uncertain<double>& factor : fleet.speed) f(factor);
  f(fleet.memory);
  if (fleet.parts.ratio) {
    f(fleet.parts.ratio->speed_vs_f16);
  } else {
    f(fleet.parts.weights);
  }
  f(fleet.parts.compute);
  f(fleet.parts.kv);
  f(fleet.parts.attention);
  if (fleet.parts.blend) f(*fleet.parts.blend);
  f(fleet.max_load);
  if (fleet.least) f(*fleet.least);
  if (fleet.spare) f(*fleet.spare);
  f(fleet.cache_hit_rate);
  if (fleet.cache_lifetime) f(*fleet.cache_lifetime);
  if (fleet.throughput) f(*fleet.throughput);
  if (fleet.workers) {
    f(fleet.workers->start);
    f(fleet.workers->keep_warm);
    f(fleet.workers->always_on);
    if (fleet.workers->most) f(*fleet.workers->most);
  }
  if (fleet.power) {
    f(fleet.power->full);
    f(fleet.power->idle);
  }
}

template <class F>
void for_each_input(const Endpoint& endpoint, F& f) {
  f(endpoint.cache_hit_rate);
  if (endpoint.cache_lifetime) f(*endpoint.cache_lifetime);
  if (endpoint.stored) {
    f(endpoint.stored->tokens);
    f(endpoint.stored->share_of_time);
  }
  if (endpoint.speed) for_each_input(*endpoint.speed, f);
}

template <class F>
void for_each_input(const Split& split, F& f) {
  for (const Split::Part& part : split.parts) f(part.share);
}

template <class F>
void for_each_input(const routes::ByClass& policy, F& f) {
  for (const auto& of_class : policy.shares) {
    for (const Uncertain<double>& share : of_class) f(share);
  }
}

template <class F>
void for_each_input(const routes::ByScore& policy, F& f) {
  f(policy.threshold);
  if (const auto* auc = std::get_if<routes::Auc>(&policy.quality)) {
    f(auc->auc);
    f(auc->likeness.correlation);
    if (auc->likeness.harder_per_month) f(*auc->likeness.harder_per_month);
  }
  const auto* counted = std::get_if<routes::Counted>(&policy.quality);
  if (counted == nullptr) return;
  f(counted->sent);
  f(counted->sent_right);
  f(counted->kept_right);
  f(counted->needless);
  f(counted->missed);
}

template <class F>
void for_each_input(const routes::ByJudge& policy, F& f) {
  f(policy.accepts_right);
  f(policy.accepts_wrong);
  f(policy.likeness.correlation);
  if (policy.likeness.harder_per_month) f(*policy.likeness.harder_per_month);
}

template <class F>
void for_each_input(const routes::ByVotes& policy, F& f) {
  f(policy.correlation);
}

template <class F>
void for_each_input(const routes::OnFailure& policy, F& f) {
  f(policy.fails);
  if (policy.noticed) f(*policy.noticed);
  if (policy.timeout) f(*policy.timeout);
}

template <class F>
void for_each_input(const routes::FromCache& policy, F& f) {
  f(policy.hit_rate);
  f(policy.wrong_hits);
}

template <class F>
void for_each_input(const routes::ByCriticality& policy, F& f) {
  f(policy.share);
  f(policy.caught);
  if (policy.alarms) f(*policy.alarms);
}

template <class F>
void for_each_input(const routes::ByStep& policy, F& f) {
  if (policy.accuracy) f(*policy.accuracy);
}

template <class F>
void for_each_input(const Route& route, F& f) {
  std::visit([&](const auto& policy) { for_each_input(policy, f); }, route.policy);
  if (route.step_p50) f(*route.step_p50);
  if (route.step_p95) f(*route.step_p95);
}

template <class F>
void for_each_input(const Stated& stated, F& f) {
  if (stated.speed) for_each_input(*stated.speed, f);
}

template <class F>
void for_each_input(const Appliance& appliance, F& f) {
  f(appliance.kept);
  if (appliance.copies) f(*appliance.copies);
  if (appliance.throughput) f(*appliance.throughput);
  if (appliance.input_throughput) f(*appliance.input_throughput);
  f(appliance.max_load);
  if (appliance.speed) for_each_input(*appliance.speed, f);
  f(appliance.power.full);
  f(appliance.power.idle);
}

template <class F>
void for_each_input(const Option& option, F& f) {
  std::visit([&](const auto& serving) { for_each_input(serving, f); }, option.serving);
  for (const Contract& contract : option.contracts) for_each_input(contract, f);
  for (const ClassCounting& counting : option.counting) for_each_input(counting, f);
  for (const auto& [request_class, accuracy] : option.answers.by_class) {
    f(accuracy.base);
    if (accuracy.loss) f(*accuracy.loss);
  }
  for (const auto& [request_class, luck] : option.answers.luck) f(luck);
  if (option.answers.critical_factor) f(*option.answers.critical_factor);
  if (option.energy) for_each_input(*option.energy, f);
}

/// The same for a study: what is asked, then the ways to answer it.
template <class F>
void for_each_input(const Demand& demand, const std::vector<Option>& options, F f) {
  for (const RequestClass& requests : demand.workload.classes) for_each_input(requests, f);
  for (const Option& option : options) for_each_input(option, f);
}

}  // namespace llmtco
