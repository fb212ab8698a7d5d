#pragma once
#include <optional>
#include <string>
#include <vector>

#include "gate/finding.h"
#include "report/chart.h"

namespace llmtco {

/// "contract: cost.monthly: increase < 5%": the gate, with its option where it does not name one.
std::string asked_of(const Finding& finding);

/// Each gate that measured something with the interval of what it measured and its limit, the worst first; nothing where none
/// did. Rows have scales of their own, on which the limit is always in the middle and what breaks it on the right:
///
///     distance = (measured - limit) / the row's largest, with the other sign of a limit that may not be passed downwards
Chart gates_chart(const CheckResult& result);

/// How an option's monthly cost moved from the base to the candidate, change by change, each with the interval it is known
/// in. `number` tells pictures of a page apart.
Chart causes_chart(const Attribution& attribution, std::size_t number);

/// The causes as rows: what changed, its kind, its share of the change with the interval, where it stands.
std::vector<std::vector<std::string>> causes_table(const Attribution& attribution);

}  // namespace llmtco
