#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "measures/list.h"

namespace llmtco {

/// Reported figures that stand in one object of the JSON, as the percentiles of `ttft_s`, or one that stands
/// alone.
struct FigureGroup {
  std::string_view key;  ///< of the object, or of the one figure
  std::vector<const Measure*> measures;
};

/// Those of a topic, in the order of the list.
std::vector<FigureGroup> groups_of(Topic topic);

/// What is said of an option, topic by topic, in the order of reports.
inline constexpr Topic option_topics[] = {Topic::feasibility, Topic::cost,  Topic::latency, Topic::accuracy,
                                          Topic::ranking,     Topic::fleet, Topic::risk,    Topic::energy,
                                          Topic::elasticity,  Topic::value, Topic::finance, Topic::business};

/// The part of a key in its object: "p95" of "ttft_s.p95"; empty for a figure that stands alone.
std::string_view key_in_group(const Measure& measure);

/// The name of a figure, or of a group, without unit and basis, which CSV gives in columns of their own:
/// "ttft_p95" of "ttft_s.p95", "cost_per_request" of "cost_per_request_usd_marginal".
std::string metric_of(const Measure& measure);
std::string metric_of(const FigureGroup& group);

}  // namespace llmtco
