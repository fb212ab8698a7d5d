#pragma once
#include <vector>

#include "deployment/option.h"
#include "variables/block.h"
#include "workload/traffic.h"

namespace llmtco {

struct Prepared;

/// How the volume of one option answers what a task costs.
struct PriceAnswer {
  std::vector<Column> of_class;    ///< tasks over those that would come at the reference's cost per task
  Drawn<UsdPerRequest> reference;  ///< cost per task, mean over the tasks of classes that answer
  Drawn<UsdPerRequest> paid;       ///< cost per task at the volume that comes
  Column unsettled = 0.0;          ///< 1 in draws in which volume and cost do not settle
  Column spread = 0.0;  ///< share of the cost of a task that is fixed, at the volume first asked for
};

bool is_elastic(const Traffic& traffic);

/// The volume at which demand and cost per task agree, v = v0 (c(v) / c_ref)^-e for each class that answers the price, with
/// c what is to be paid over all tasks in the average month of the period: an option's fixed costs spread over more tasks, and
/// c falls as v grows, which brings more. All months are answered alike.
///
/// With y = log c that is one equation, y = log c(v(y)), whatever the number of classes. Costs in all never fall with the
/// volume, so that log c falls at most as fast as log v grows, and y - log c(v(y)) rises at least by 1 - e: at e < 1 it
/// crosses zero once, between y0 = log c(v0) and y0 - d / (1 - e), d its value at y0; a bracketing search
/// finds the place. Where replicas come in steps there may be no volume at which the two agree: demand then stands at the
/// step. At e of 1 and more the first crossing on the way from y0 counts; where the volume runs beyond a million times, or
/// below a millionth of, what was asked for, it does not settle.
///
/// Worked example: 1 M tasks, $8,000 fixed and $0.002 a task are $0.010; the reference costs $0.020; e = 0.5. More come,
/// 1.414 M at $0.007657, and more again, until v = 1 M x (0.020 / (8,000 / v + 0.002))^0.5, which is 0.002 v^2 + 8,000 v =
/// 2e10: v = (sqrt(8,000^2 + 4 x 0.002 x 2e10) - 8,000) / 0.004 = 1,741,657 tasks at $0.0065933. The saving is cancelled at
/// 0.020 / 0.0065933 = 3.03 times the volume; 1.74 times come.
///
/// Left at v0 in draws in which the option, or the reference, cannot serve there. An option that costs nothing has no end of
/// tasks: it does not settle.
Prepared settle(const Prepared& asked, const std::vector<Option>& all, const Traffic& traffic,
                const Block& block);

}  // namespace llmtco
