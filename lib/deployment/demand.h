#pragma once
#include <algorithm>

#include "workload/workload.h"

namespace llmtco {

/// What every option has to serve.
struct Demand {
  Workload workload;
  int horizon_months = 12;

  /// Whether some month may have more or less tasks than another.
  bool grows() const {
    return std::any_of(workload.classes.begin(), workload.classes.end(),
                       [](const RequestClass& requests) { return requests.may_change_by_month(); });
  }
  /// Whether some class has seasons or a launch: its fullest month may then be any.
  bool has_seasons() const {
    return std::any_of(workload.classes.begin(), workload.classes.end(),
                       [](const RequestClass& requests) { return !requests.shape.is_even(); });
  }
  /// Whether some class has requests whose answers may take a day.
  bool some_may_wait() const {
    return std::any_of(workload.classes.begin(), workload.classes.end(),
                       [](const RequestClass& requests) { return requests.may_wait.has_value(); });
  }
  bool right_answers_have_value() const {
    for (const RequestClass& requests : workload.classes) {
      if (!requests.value_if_right.is_known() || requests.value_if_right.constant.base_units() > 0)
        return true;
    }
    return false;
  }
  bool has_critical_failures() const {
    return std::any_of(workload.classes.begin(), workload.classes.end(),
                       [](const RequestClass& requests) { return requests.critical.has_value(); });
  }
  bool wrong_answers_cost() const {
    return std::any_of(workload.classes.begin(), workload.classes.end(),
                       [](const RequestClass& requests) { return requests.wrong_answers_cost(); });
  }
};

}  // namespace llmtco
