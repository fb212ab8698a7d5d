#include "simulated_curve.h"

#include <algorithm>
#include <cmath>

#include "simulated_load.h"

namespace llmtco::app {
namespace {

/// Drawn anew where the time of day decides when they come, so that each rate meets the same hours; none where that are too
/// many or too few.
std::optional<serving::Load> over_the_same_hours(const ServedOnce& once, double factor) {
  constexpr double least = 100, most = 5e6;
  serving::AgentLoad drawn = *once.drawn;
  const double tasks = std::round(factor * static_cast<double>(drawn.tasks.requests));
  if (tasks < least || factor * static_cast<double>(once.load.requests.size()) > most) return std::nullopt;
  drawn.tasks.requests = static_cast<std::size_t>(tasks);
  drawn.tasks.arrivals.rate *= factor;
  serving::Load load = load_of(once.args, drawn);
  name_shared(once.args, once.machine.settings.block_size, load);
  return load;
}

std::optional<serving::Load> at_factor(const ServedOnce& once, double factor) {
  const bool by_hour = once.drawn && !once.drawn->tasks.arrivals.hours.empty();
  return by_hour ? over_the_same_hours(once, factor) : serving::faster(once.load, factor);
}

}  // namespace

std::optional<serving::LoadCurve> curve_of(const ServedOnce& once) {
  if (!once.report.rate || !once.report.capacity) return std::nullopt;
  const double rate = *once.report.rate, capacity = *once.report.capacity;
  // Calls that wait for each other find another part of their prompts in a cache at another rate.
  const bool moves = once.machine.settings.prefix_cache && !once.load.links.empty();
  const auto served_at = [&once, rate, capacity, moves](double wanted) -> std::optional<serving::Summary> {
    const std::optional<serving::Load> scaled = at_factor(once, wanted / rate);
    if (!scaled) return std::nullopt;
    const Machine& machine = once.machine;
    const serving::Simulation simulation = served(*scaled, machine.step_time, machine.settings, once.fleet);
    const double most =
        !moves ? capacity
               : capacity_of(*scaled, machine.step_time, machine.settings, once.fleet, simulation.counts)
                     .value_or(capacity);
    return serving::summary(*scaled, simulation, machine.settings, once.report.limits, wanted / most);
  };
  return serving::load_curve(capacity, once.args.share.value_or(0.99), served_at);
}

}  // namespace llmtco::app
