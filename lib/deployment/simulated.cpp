#include "deployment/simulated.h"

#include <fmt/format.h>

#include <algorithm>

#include "columns/column_math.h"

namespace llmtco {
namespace {

RequestShape plain(RequestShape lengths) {
  for (Drawn<Tokens>* each : {&lengths.input, &lengths.output, &lengths.cached})
    *each = Drawn<Tokens>(each->base_units().plain());
  lengths.in_flight = lengths.in_flight.plain();
  return lengths;
}

Factors plain(Factors speed) {
  PartFactors& parts = speed.parts;
  for (Column* each : {&speed.decode, &speed.prefill, &speed.memory, &parts.weights, &parts.compute,
                       &parts.kv, &parts.attention})
    *each = each->plain();
  if (parts.blend) parts.blend = parts.blend->plain();
  return speed;
}

}  // namespace

std::string Simulated::words() const {
  const std::string start = fmt::format("simulated request by request{}", by_load ? ", as " + why : "");
  if (server == Server::exact) return fmt::format("{}: each draw, {} requests", start, exact_requests);
  return fmt::format(
      "{}: a surface through {} simulations, off by {:.1f} % at the 95th percentile of TTFT (median over {} "
      "others, below 80 % load)",
      start, surface->error.points, 100 * surface->error.median, surface->error.held_out);
}

const LatencySurface& Simulated::surface_at(const DrawnCalls& calls) const {
  if (mixes.empty()) return *surface;
  const std::vector<double> here = calls.mean_shares();
  const auto nearest = std::min_element(mixes.begin(), mixes.end(), [&](const OfMix& a, const OfMix& b) {
    return unlike(a.shares, here) < unlike(b.shares, here);
  });
  return unlike(nearest->shares, here) < unlike(shares, here) ? nearest->surface : *surface;
}

SimulatedCapacity simulated_capacity(const Fleet& fleet, const Context& context, const RequestShape& lengths,
                                     const Factors& speed) {
  const Simulated& simulated = *fleet.simulated;
  SimulatedCapacity capacity{.closed = closed_form(fleet, plain(lengths), plain(speed)),
                             .yardsticks = nullptr,
                             .calls = drawn_calls(fleet, context),
                             .times = nullptr,
                             .full = {}};
  capacity.yardsticks = std::make_shared<const Yardsticks>(fleet, capacity.closed, capacity.calls);
  const SurfaceInputs inputs = surface_inputs(capacity.closed.lengths, capacity.closed.speed, capacity.calls);
  const LatencySurface& surface = simulated.surface_at(capacity.calls);
  capacity.times =
      std::make_shared<const TimesByLoad>(surface, inputs, context.block(simulated.doubt).plain());
  capacity.full = surface.capacity(capacity.closed, inputs);
  return capacity;
}

CallTimes call_times_of(const TimesOf& times) {
  return {LatencyDistribution::from_percentiles(times[0], times[1]),
          LatencyDistribution::from_percentiles(times[2], times[3])};
}

std::vector<TimesOf> surface_times(const SimulatedCapacity& capacity, const Column& load) {
  const Column held = min(load.plain(), most_simulated_load);
  return capacity.times->at(held, capacity.yardsticks->at(held));
}

}  // namespace llmtco
