#pragma once
#include <optional>
#include <string>
#include <vector>

#include "report/layout.h"
#include "serving/largest_rate.h"
#include "serving/load_curve.h"
#include "serving/speed_fit.h"
#include "serving/summary.h"
#include "serving/task_times.h"

namespace llmtco {

/// A simulation with all that its reader has to know of it.
struct ServingReport {
  std::string title;  ///< what was served by whom
  serving::EngineSettings settings;
  serving::StepTime step_time;
  std::optional<serving::SpeedFit> fit;  ///< where the step time came from the speed model
  serving::Limits limits;
  serving::Summary summary;
  std::optional<serving::TaskTimes> tasks;
  std::optional<serving::FleetLife> life;  ///< of a fleet that changes
  std::optional<double> rate, capacity;    ///< requests a second
  std::optional<double> busiest_hour;      ///< the same of the hour in which most came
  std::optional<serving::LargestRate> largest;
  std::vector<std::string> notes;  ///< what was assumed
  bool curve_asked = false;        ///< whether JSON has a key for it, null where there is none
  std::optional<serving::LoadCurve> curve{};
};

/// Times, rates and shares, and a picture of the timeline.
std::string serving_text(const ServingReport& report, const serving::Simulation& simulation,
                         const Style& style);
std::string serving_json(const ServingReport& report);
/// How times grow with the load, as wide as the terminal: medians and 95th percentiles below capacity, limits, and the
/// rate of the report; a word in its place where there is no curve.
std::string load_plot(const ServingReport& report, const Style& style);

/// request,ttft_s,e2e_s,tpot_s,restarts,arrival_s,task in the order of the load, counted from 0. Empty cells: refused, or
/// an answer of one token, which has no TPOT. `task`: the number of its first call.
std::string serving_requests_csv(const serving::Load& load, const std::vector<serving::Outcome>& outcomes);
/// time_s,batch,kv_blocks,queued,busy,output_tok_s,serving,paid: averages over equal spans of time, each named by its
/// start; the last two are replicas that take requests and that are paid for.
std::string serving_timeline_csv(const serving::Simulation& simulation);

/// Replicas over the spans of the timeline.
std::vector<serving::ReplicaSpan> replica_spans(const serving::Simulation& simulation);

/// A line of characters as high as the values: "▁▃▇", " .:" in ASCII, `width` characters over all of them.
std::string sparkline(const std::vector<double>& values, double high, std::size_t width, const Style& style);

}  // namespace llmtco
