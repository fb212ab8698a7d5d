#include "serving/load_curve.h"

#include <algorithm>

namespace llmtco::serving {

const std::vector<double>& curve_loads() {
  static const std::vector<double> loads{0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.87, 0.93, 0.97, 1.1};
  return loads;
}

LoadCurve load_curve(double capacity, double share,
                     const std::function<std::optional<Summary>(double)>& served_at) {
  LoadCurve curve{.capacity = capacity, .share = share};
  for (const double load : curve_loads()) {
    const double rate = load * capacity;
    const std::optional<Summary> summary = served_at(rate);
    if (!summary) continue;
    LoadPoint point{.rate = rate, .load = summary->load.value_or(load), .summary = *summary};
    const bool kept = !point.saturated() && point.summary.good_share >= share;
    if (!curve.breaks) (kept ? curve.keeps : curve.breaks) = rate;
    curve.points.push_back(point);
  }
  return curve;
}

std::optional<Load> faster(const Load& load, double factor) {
  constexpr double latest_arrival = 4e6;  // s
  Load scaled = load;
  for (Request& r : scaled.requests) {
    if (r.arrival == never) continue;
    const double seconds = in_seconds(r.arrival) / factor;
    if (seconds > latest_arrival) return std::nullopt;
    r.arrival = in_picoseconds(seconds);
  }
  return scaled;
}

}  // namespace llmtco::serving
