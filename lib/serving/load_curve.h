#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "serving/summary.h"

namespace llmtco::serving {

/// A load at one rate, served.
struct LoadPoint {
  double rate = 0;  ///< requests a second
  double load = 0;  ///< of the capacity; at 1 and above the queue grows as long as requests come
  Summary summary{};

  bool saturated() const { return load >= 1; }
};

/// How times grow with the rate.
struct LoadCurve {
  double capacity = 0;              ///< requests a second
  double share = 0.99;              ///< of the requests that must keep the limits
  std::vector<LoadPoint> points{};  ///< by rate
  std::optional<double> keeps{};    ///< the largest of the rates up to which all keep the limits
  std::optional<double> breaks{};   ///< the first that does not
};

/// Shares of the capacity that a curve is simulated at: closer to each other where times bend, and one above it.
const std::vector<double>& curve_loads();

/// Simulates a load at each of them. `served_at` serves it at a rate, or tells nothing where that cannot be simulated, which
/// is left out; where it says how much of a capacity of its own that is, as of calls that find more in a cache when they
/// come sooner, it is that. `keeps` is the last rate before the first that does not keep `share`; a saturated one never does.
LoadCurve load_curve(double capacity, double share,
                     const std::function<std::optional<Summary>(double rate)>& served_at);

/// The same requests coming `factor` times as fast, bursts and all; those after others as before. Nothing where the last
/// would come later than 46 days.
std::optional<Load> faster(const Load& load, double factor);

}  // namespace llmtco::serving
