#include <algorithm>
#include <cassert>
#include <cmath>

#include "random/philox.h"
#include "serving/fleet_run.h"

namespace llmtco::serving {

/// Replicas of the start are there when the first request comes.
void FleetRun::start(Picoseconds now) {
  const int least = scaler_ ? fleet_.autoscaling->least : fleet_.replicas;
  desired_ = least > 0 ? least + fleet_.spare : 0;
  for (int i = 0; i < desired_; ++i) order(now, 0);
  happen(now);
  if (scaler_) add(now + in_picoseconds(fleet_.autoscaling->interval), Kind::check);
  empty_since_ = never;
  note(now);
}

void FleetRun::add(Picoseconds time, Kind kind, std::uint32_t number) {
  events_.push({time, turn_++, kind, number});
}

void FleetRun::happen(Picoseconds now) {
  while (!events_.empty() && events_.top().time <= now) {
    const Event event = events_.top();
    events_.pop();
    happen(event, now);
    note(now);
  }
}

void FleetRun::happen(const Event& event, Picoseconds now) {
  switch (event.kind) {
    case Kind::ready:
      return serve(event.number, now);
    case Kind::notice:
      return notice(event.number, now);
    case Kind::taken:
      return taken(event.number, now);
    case Kind::check:
      return check(now);
    case Kind::emptied:
      if (empty_since_ == never || empty_since_ + in_picoseconds(fleet_.autoscaling->keep_warm) != now)
        return;
      scaler_->forget();
      return have(0, now);
  }
}

/// Lives for an exponential time with the mean that the rate of evictions has.
void FleetRun::order(Picoseconds now, double start_up) {
  const auto number = static_cast<std::uint32_t>(instances_.size());
  const Picoseconds ready = now + in_picoseconds(start_up);
  instances_.push_back({.state = State::starting, .ordered = now, .ready = ready, .member = nullptr});
  loads_.push_back(0);
  starting_.push_back(number);
  add(ready, Kind::ready, number);
  const Evictions& e = fleet_.evictions;
  if (e.per_hour <= 0) return;
  static const std::uint32_t variable = variable_id("eviction");
  const PhiloxWords words = philox({number, 0, variable, 0}, e.seed);
  const double uniform = uniform_of(std::uint64_t{words[0]} << 32 | words[1]);
  const double life = -std::log(uniform) * 3600 / e.per_hour;
  if (life * ps_per_second < static_cast<double>(latest - now))
    add(now + in_picoseconds(life), Kind::notice, number);
}

void FleetRun::serve(std::uint32_t number, Picoseconds now) {
  Instance& replica = instances_[number];
  if (replica.state != State::starting) return;
  assert(replica.ready == now);
  starting_.erase(std::find(starting_.begin(), starting_.end(), number));
  serving_.push_back(number);
  replica.state = State::serving;
  replica.member = std::make_unique<Member>(load_, step_time_, settings_);
  life_.most = std::max(life_.most, static_cast<int>(serving_.size()));
}

/// One that starts goes at once, one that serves when it has answered what it has.
void FleetRun::stop_serving(std::uint32_t number, Picoseconds now) {
  Instance& replica = instances_[number];
  auto& list = replica.state == State::starting ? starting_ : serving_;
  list.erase(std::find(list.begin(), list.end(), number));
  const bool busy = replica.state == State::serving && replica.member->in_system() > 0;
  replica.state = State::leaving;
  ++leaving_;
  if (!busy) go(number, now);
}

void FleetRun::go(std::uint32_t number, Picoseconds now) {
  Instance& replica = instances_[number];
  assert(replica.state == State::leaving);
  pay(replica, now);
  replica.state = State::gone;
  replica.next_end = never;
  --leaving_;
  if (replica.member != nullptr) replica.member->gather(all_);
  replica.member.reset();
  note(now);
}

void FleetRun::pay(const Instance& replica, Picoseconds until) {
  const Picoseconds end = std::max(replica.ordered, until);
  life_.paid += static_cast<double>(end - replica.ordered);
  life_.starting += static_cast<double>(std::min(replica.ready, end) - replica.ordered);
}

void FleetRun::notice(std::uint32_t number, Picoseconds now) {
  Instance& replica = instances_[number];
  if (replica.state == State::gone) return;
  ++life_.evicted;
  if (replica.state != State::leaving) stop_serving(number, now);
  if (replica.state != State::gone) add(now + in_picoseconds(fleet_.evictions.notice), Kind::taken, number);
  have(desired_, now);
}

void FleetRun::taken(std::uint32_t number, Picoseconds now) {
  Instance& replica = instances_[number];
  if (replica.state == State::gone) return;
  Member::LeftOver left = replica.member->leave(now);
  go(number, now);
  for (auto lost = left.started.rbegin(); lost != left.started.rend(); ++lost) {
    lost->so_far.first_token = -1;
    ++life_.lost;
    send_first(*lost, now);
  }
  for (const std::uint32_t request : left.waiting) send(request, now);
}

void FleetRun::check(Picoseconds now) {
  const Autoscaling& rules = *fleet_.autoscaling;
  std::size_t requests = in_system_;
  if (rules.signal == Autoscaling::Signal::queued) {
    requests = door_.size() + lost_at_door_.size();
    for (const std::uint32_t number : serving_) requests += instances_[number].member->queued();
  }
  int desired = scaler_->desired(now, requests);
  if (rules.least == 0 && there() > 0) desired = std::max(desired, 1);
  have(desired > 0 ? desired + fleet_.spare : 0, now);
  add(now + in_picoseconds(rules.interval), Kind::check);
}

/// Orders what is missing; the newest go first, those that only start before all others.
void FleetRun::have(int desired, Picoseconds now) {
  desired_ = desired;
  for (; there() < desired; ++life_.ordered) order(now, fleet_.start_up);
  while (there() > desired) stop_serving(starting_.empty() ? serving_.back() : starting_.back(), now);
  note(now);
}

void FleetRun::note(Picoseconds now) {
  const int serving = static_cast<int>(serving_.size());
  const FleetLife::Change change{.time = now, .serving = serving, .paid = there() + leaving_};
  if (!life_.changes.empty() && life_.changes.back().time == now) life_.changes.pop_back();
  if (life_.changes.empty() || life_.changes.back().serving != change.serving ||
      life_.changes.back().paid != change.paid)
    life_.changes.push_back(change);
}

}  // namespace llmtco::serving
