#pragma once
#include <functional>
#include <vector>

#include "fitting/served_simulation.h"

namespace llmtco {

/// A row and its machine, made once for a fit.
struct PreparedRow {
  ServedRow row;
  ServedMachine machine;
};
std::vector<PreparedRow> prepared(const std::vector<ServedRow>& rows);

/// The constants of one loop that explain rows of it:
///
///     minimise  sum of weight x (soft(log(TTFT / measured) / 0.25) + soft(log(TPOT / measured) / 0.08))
///
/// and soft(log(rate / measured) / 0.08) where a rate was measured; soft(r) = 2 (sqrt(1 + r^2) - 1). By steps along each
/// constant, halved where neither way helps. Bounds: 0 to 0.5 ms a token, 20 ms a request, 20 us an expert's token, 0.5 s
/// outside of the steps.
struct HostFit {
  serving::LoopTimes times;
  double cost = 0;
  int rows = 0;
};
HostFit fit_host_times(const std::vector<PreparedRow>& rows, const serving::LoopTimes& start,
                       const std::function<bool(const ServedRow&)>& use);

ServedTimes simulated(const PreparedRow& row, const serving::LoopTimes& times);

}  // namespace llmtco
