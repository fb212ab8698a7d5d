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
    return std::any_of(workload.classes.begin(), workload.classes.end(), [](const RequestClass& requests) {
      return !requests.growth_per_month.is_known() || requests.growth_per_month.constant != 0;
    });
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
  bool wrong_answers_cost() const {
    for (const RequestClass& requests : workload.classes) {
      if (!requests.cost_if_wrong.is_known() || requests.cost_if_wrong.constant.base_units() > 0) return true;
    }
    return false;
  }
};

}  // namespace llmtco
