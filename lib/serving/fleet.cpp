#include "serving/fleet.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <functional>

#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// The requests of one replica, and their places in the whole load.
struct Part {
  Load load;
  std::vector<std::uint32_t> places;
};

void send(const Load& load, std::size_t place, Part& to) {
  Request r = load.requests[place];
  const auto ids = load.prefix_ids.begin() + r.first_prefix;
  r.first_prefix = static_cast<std::uint32_t>(to.load.prefix_ids.size());
  to.load.prefix_ids.insert(to.load.prefix_ids.end(), ids, ids + r.prefixes);
  to.load.requests.push_back(r);
  to.places.push_back(static_cast<std::uint32_t>(place));
}

void gather(const Part& part, Simulation one, Simulation& all) {
  for (std::size_t i = 0; i < part.places.size(); ++i) all.outcomes[part.places[i]] = one.outcomes[i];
  all.counts += one.counts;
  all.gaps += one.gaps;
  all.timeline += one.timeline;
}

/// A replica that is told of its requests as they come.
class Told {
 public:
  Told(const Load& like, const StepTime& step_time, const EngineSettings& settings)
      : replica_(part.load, step_time, settings, blocks_grow(settings)), scheduler_(scheduler_for(settings)) {
    part.load.prefix_tokens = like.prefix_tokens;
  }
  Told(const Told&) = delete;
  Told& operator=(const Told&) = delete;

  /// Goes on until a step ends at `time` or later, or there is nothing to do.
  void go_on(Picoseconds time) {
    replica_.set_horizon(time);
    while (replica_.now() < time) {
      replica_.take_arrivals();
      const Plan plan = scheduler_->plan(replica_);
      if (replica_.has_step()) {
        replica_.advance(plan);
      } else if (!replica_.waiting() && !replica_.sleep()) {
        return;
      }
    }
  }
  std::size_t in_system(Picoseconds time) const { return replica_.in_system(time); }
  void arrive(const Load& load, std::size_t place) {
    send(load, place, part);
    replica_.arrive();
  }
  Simulation result() { return result_of(std::move(replica_)); }

  Part part;

 private:
  Replica replica_;
  std::unique_ptr<Scheduler> scheduler_;
};

void least_loaded(const Load& load, const std::function<void(std::deque<Told>&)>& make, Simulation& all) {
  std::deque<Told> replicas;  // which do not move
  make(replicas);
  for (std::size_t i = 0; i < load.requests.size(); ++i) {
    const Picoseconds now = load.requests[i].arrival;
    Told* best = nullptr;
    for (Told& r : replicas) {
      r.go_on(now);
      if (best == nullptr || r.in_system(now) < best->in_system(now)) best = &r;
    }
    best->arrive(load, i);
  }
  for (Told& r : replicas) {
    r.go_on(never);
    gather(r.part, r.result(), all);
  }
}

/// By the number of the request, or what its prompt begins with.
std::size_t place_of(const Load& load, std::size_t i, const FleetSettings& fleet) {
  const Request& r = load.requests[i];
  const auto n = static_cast<std::uint64_t>(fleet.replicas);
  if (fleet.router != Router::prefix_affine || r.prefixes == 0) return i % n;
  return static_cast<std::size_t>((load.prefix_ids[r.first_prefix] * 0x9E3779B97F4A7C15ull >> 32) % n);
}

}  // namespace

Simulation simulate_fleet(const Load& load, const StepTime& step_time, const EngineSettings& settings,
                          const FleetSettings& fleet) {
  if (load.in_flight > 0 || (fleet.replicas == 1 && fleet.router != Router::least_loaded)) {
    assert(fleet.replicas == 1);
    return simulate(load, step_time, settings);
  }
  Simulation all;
  all.replicas = fleet.replicas;
  all.outcomes.resize(load.requests.size());
  if (fleet.router == Router::least_loaded) {
    const auto make = [&](std::deque<Told>& replicas) {
      for (int i = 0; i < fleet.replicas; ++i) replicas.emplace_back(load, step_time, settings);
    };
    least_loaded(load, make, all);
  } else {
    std::vector<Part> parts(static_cast<std::size_t>(fleet.replicas));
    for (Part& part : parts) part.load.prefix_tokens = load.prefix_tokens;
    for (std::size_t i = 0; i < load.requests.size(); ++i) send(load, i, parts[place_of(load, i, fleet)]);
    for (Part& part : parts) {
      gather(part, simulate(part.load, step_time, settings), all);
      part = {};
    }
  }
  set_span(all);
  return all;
}

}  // namespace llmtco::serving
