#include "serving/fleet_run.h"

#include <algorithm>
#include <cassert>

#include "text/diagnostics.h"

namespace llmtco::serving {

FleetRun::FleetRun(const Load& load, const StepTime& step_time, const EngineSettings& settings,
                   const FleetSettings& fleet)
    : load_(load),
      step_time_(step_time),
      settings_(settings),
      fleet_(fleet),
      arrivals_(load),
      places_(load, fleet.router),
      left_(load.requests.size()) {
  if (fleet.autoscaling) scaler_.emplace(*fleet.autoscaling);
  all_.outcomes.resize(load.requests.size());
}

Simulation FleetRun::run() {
  if (left_ > 0) start(arrivals_.next());
  while (left_ > 0) {
    const Picoseconds now = next_time();
    if (now >= latest)
      throw InputError("error: the simulated time passes 53 days; shorten the load, or look at the fleet\n");
    end_steps(now);
    happen(now);
    if (!serving_.empty()) open_door(now);
    while (arrivals_.next() <= now) {
      const std::uint32_t request = arrivals_.pop();
      all_.outcomes[request].arrival = now;
      ++in_system_;
      send(request, now);
    }
    plan(now);
  }
  return result();
}

Picoseconds FleetRun::next_time() {
  while (!ends_.empty() && instances_[ends_.top().second].next_end != ends_.top().first) ends_.pop();
  Picoseconds next = arrivals_.next();
  if (!ends_.empty()) next = std::min(next, ends_.top().first);
  if (!events_.empty()) next = std::min(next, events_.top().time);
  return next;
}

void FleetRun::end_steps(Picoseconds now) {
  while (!ends_.empty() && ends_.top().first <= now) {
    const auto [time, number] = ends_.top();
    ends_.pop();
    Instance& replica = instances_[number];
    if (replica.next_end != time) continue;
    replica.next_end = never;
    replica.member->end();
    idle_.push_back(number);
    collect(number, now);
  }
}

void FleetRun::collect(std::uint32_t number, Picoseconds now) {
  Instance& replica = instances_[number];
  for (const std::uint32_t request : replica.member->take_ended()) {
    --left_;
    --in_system_;
    --loads_[number];
    arrivals_.ended(request, now);
  }
  if (replica.state == State::leaving && replica.member->in_system() == 0) go(number, now);
  if (in_system_ > 0 || !scaler_ || fleet_.autoscaling->least > 0 || empty_since_ != never) return;
  empty_since_ = now;
  add(now + in_picoseconds(fleet_.autoscaling->keep_warm), Kind::emptied);
}

void FleetRun::plan(Picoseconds now) {
  for (std::size_t i = 0; i < idle_.size(); ++i) {
    const std::uint32_t number = idle_[i];
    Instance& replica = instances_[number];
    if (replica.member == nullptr || replica.member->working()) continue;
    replica.member->plan(now);
    collect(number, now);
    if (replica.member != nullptr) touch(number);
  }
  idle_.clear();
}

/// After something that moves the end of what a replica does, or gives it something to do.
void FleetRun::touch(std::uint32_t number) {
  Instance& replica = instances_[number];
  if (!replica.member->working()) {
    if (replica.member->in_system() > 0) idle_.push_back(number);
  } else if (replica.next_end != replica.member->until()) {
    replica.next_end = replica.member->until();
    ends_.push({replica.next_end, number});
  }
}

std::uint32_t FleetRun::chosen(std::uint32_t request) {
  if (fleet_.router != Router::least_loaded) return serving_[places_.of(request, serving_)];
  std::uint32_t best = serving_.front();
  for (const std::uint32_t number : serving_) best = loads_[number] < loads_[best] ? number : best;
  return best;
}

void FleetRun::send(std::uint32_t request, Picoseconds now) {
  empty_since_ = never;
  if (serving_.empty()) {
    door_changes(now);
    door_.push_back({request, now});
    ++life_.at_door;
    if (starting_.empty()) have(std::max(desired_, 1 + fleet_.spare), now);
    return;
  }
  const std::uint32_t number = chosen(request);
  ++loads_[number];
  instances_[number].member->arrive(request, now);
  touch(number);
}

void FleetRun::send_first(Lost lost, Picoseconds now) {
  if (serving_.empty()) {
    door_changes(now);
    lost_at_door_.emplace_back(lost, now);
    ++life_.at_door;
    return;
  }
  const std::uint32_t number = chosen(lost.request);
  ++loads_[number];
  instances_[number].member->arrive_first(lost, now);
  touch(number);
}

void FleetRun::door_changes(Picoseconds now) {
  door_line_.add(door_since_, now, {.queued = static_cast<double>(door_.size() + lost_at_door_.size())});
  door_since_ = now;
}

void FleetRun::open_door(Picoseconds now) {
  if (door_.empty() && lost_at_door_.empty()) return;
  door_changes(now);
  for (const auto& [lost, since] : lost_at_door_) {
    all_.counts.in_system += static_cast<double>(now - since);
    send_first(lost, now);
  }
  for (const AtDoor& one : door_) {
    all_.counts.in_system += static_cast<double>(now - one.since);
    send(one.request, now);
  }
  lost_at_door_.clear();
  door_.clear();
}

Simulation FleetRun::result() {
  for (const Instance& replica : instances_) {
    if (replica.member != nullptr) replica.member->gather(all_);
  }
  all_.timeline += door_line_;
  set_span(all_);
  all_.replicas = fleet_.most();
  if (!fleet_.changes()) return std::move(all_);
  for (const Instance& replica : instances_) {
    if (replica.state != State::gone) pay(replica, all_.end);
  }
  all_.replicas = std::max(1, life_.most);
  all_.life = std::move(life_);
  return std::move(all_);
}

}  // namespace llmtco::serving
