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

/// Host times that explain rows of one engine's loop:
///
///     minimise  sum of weight x (soft(log(TTFT / measured) / 0.25) + soft(log(TPOT / measured) / 0.08))
///
/// and soft(log(rate / measured) / 0.08) where a rate was measured; soft(r) = 2 (sqrt(1 + r^2) - 1). By steps along each
/// constant, halved where neither way helps. Bounds: 0 to 0.5 ms a token, 20 ms a request, 20 us a prompt token, 0.5 s
/// outside of the steps.
///
/// `front` is that of models with plain attention, and what others have is found with the rest held.
struct HostFit {
  serving::HostTimes times;
  double other_front = 0;
  double cost = 0;
};
HostFit fit_host_times(const std::vector<PreparedRow>& rows, const HostFit& start,
                       const std::function<bool(const ServedRow&)>& use);

/// The host times of a fit for a row: its front by its attention, planning ahead by its engine.
serving::HostTimes host_times_for(const ServedRow& row, const HostFit& fit);

}  // namespace llmtco
