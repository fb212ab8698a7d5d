#pragma once
#include "cost/use.h"
#include "deployment/evaluation.h"
#include "deployment/option.h"
#include "variables/block.h"
#include "workload/traffic.h"

namespace llmtco {

/// Which figures are wanted: costs alone, as of single months; beside them the tails of times, which limits are held
/// against; all of all requests; those of single classes as well.
enum class Detail { costs, tails, all_requests, classes };

/// What is asked of one option in one block: the traffic, and the share of its requests that come here.
struct Context {
  const Block& block;
  const Traffic& traffic;
  Column share{1.0};
  Detail detail = Detail::all_requests;
  bool first_answers = false;  ///< what is done about wrong ones is left out
  bool leg =
      false;  ///< of a route, which says itself how right its answers are: nothing follows from them here

  /// Tasks of a class that come here in the average month of the period.
  Drawn<Requests> tasks(const ClassTraffic& requests) const {
    return named_of(requests.requests->name, "tasks a month", share * requests.rate * month);
  }
  /// Where figures of class number i go: nowhere if they are not wanted, or if the class is alone, so that its
  /// figures are those of all.
  std::optional<Subject> subject(std::size_t i) const {
    if (detail != Detail::classes || one_class()) return std::nullopt;
    return Subject{.request_class = static_cast<int>(i)};
  }
  bool one_class() const { return traffic.classes.size() == 1; }
};

/// What is asked of an option, before anything is consumed to serve it.
inline Use asked_of(const Context& context) {
  Use use{.period = context.traffic.period, .classes = {}};
  for (const ClassTraffic& each : context.traffic.classes)
    use.classes.push_back({.traffic = &each, .tasks = context.tasks(each)});
  return use;
}

}  // namespace llmtco
