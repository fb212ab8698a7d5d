#pragma once
#include <algorithm>
#include <vector>

#include "deployment/evaluation.h"
#include "deployment/option.h"
#include "variables/block.h"
#include "workload/traffic.h"

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
  bool wrong_answers_cost() const {
    for (const RequestClass& requests : workload.classes) {
      if (!requests.cost_if_wrong.is_known() || requests.cost_if_wrong.constant.base_units() > 0) return true;
    }
    return false;
  }
};

/// Which figures are wanted beside those of all requests in the average month of the period.
enum class Detail { none, classes };

/// The traffic of every month of the horizon, taken together.
Traffic traffic_of(const Demand& demand, const Block& block);

/// Evaluates every option on one block of draws, in the average month of the traffic's period. A split evaluates its parts at their share of the requests,
/// so that machines are sized for it; a part that cannot serve makes the split infeasible with its reason.
std::vector<Evaluation> evaluate(const std::vector<Option>& options, const Traffic& traffic,
                                 const Block& block, Detail detail = Detail::none);
/// In the average month of the horizon.
std::vector<Evaluation> evaluate(const std::vector<Option>& options, const Demand& demand,
                                 const Block& block);

}  // namespace llmtco
