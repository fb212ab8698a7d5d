#include "serving/member.h"

#include <cassert>

#include "serving/simulate.h"

namespace llmtco::serving {
namespace {

Load none_of(const Load& whole) {
  Load load;
  load.prefix_tokens = whole.prefix_tokens;
  load.lent_ids = &whole.ids();
  return load;
}

}  // namespace

Member::Member(const Load& whole, const StepTime& step_time, const EngineSettings& settings)
    : whole_(whole),
      load_(none_of(whole)),
      replica_(load_, step_time, settings, blocks_grow(settings)),
      scheduler_(scheduler_for(settings)) {
  replica_.ended = &ended_;
}

void Member::arrive(std::uint32_t request, Picoseconds now) {
  load_.requests.push_back(whole_.requests[request]);
  load_.requests.back().arrival = now;
  places_.push_back(request);
  replica_.arrive();
  ++in_system_;
  if (working()) until_ = replica_.end_of(plan_);
}

void Member::arrive_first(const Lost& lost, Picoseconds now) {
  ++in_system_;
  if (!working()) {
    put_first(lost, now);
    return;
  }
  first_.emplace_back(lost, now);
  replica_.set_horizon(now);
  until_ = replica_.end_of(plan_);
}

void Member::put_first(const Lost& lost, Picoseconds now) {
  const auto at = static_cast<std::ptrdiff_t>(replica_.first_waiting());
  const auto put = load_.requests.insert(load_.requests.begin() + at, whole_.requests[lost.request]);
  put->arrival = now;
  places_.insert(places_.begin() + at, lost.request);
  replica_.arrive_first(lost.so_far, now);
}

void Member::end() {
  replica_.advance(plan_);
  assert(replica_.now() == until_);
  until_ = never;
  replica_.set_horizon(never);
  for (const auto& [lost, time] : first_) put_first(lost, time);
  first_.clear();
}

void Member::plan(Picoseconds now) {
  assert(!working());
  if (replica_.now() < now && !replica_.waiting() && !replica_.sleep()) return;
  for (;;) {
    replica_.take_arrivals();
    plan_ = scheduler_->plan(replica_);
    if (replica_.has_step()) break;
    if (replica_.waiting()) continue;  // the last one running had to restart, and comes in at once
    if (!replica_.unseen()) return;
    replica_.idle_until(now);
  }
  until_ = replica_.end_of(plan_);
}

std::vector<std::uint32_t> Member::take_ended() {
  std::vector<std::uint32_t> requests;
  for (const std::uint32_t id : ended_) requests.push_back(places_[id]);
  in_system_ -= ended_.size();
  ended_.clear();
  return requests;
}

Member::LeftOver Member::leave(Picoseconds now) {
  LeftOver left;
  for (const Replica::Left& one : replica_.leave(plan_, now)) {
    if (one.started) {
      left.started.push_back({places_[one.id], replica_.outcomes[one.id]});
    } else {
      left.waiting.push_back(places_[one.id]);
    }
  }
  for (const auto& [lost, time] : first_) {
    left.started.insert(left.started.begin(), lost);
    waited_ += static_cast<double>(now - time);
  }
  until_ = never;
  in_system_ = 0;
  return left;
}

/// Arrivals here may be later than those at the fleet, which stand in `all` already.
void Member::gather(Simulation& all) {
  Simulation one = result_of(std::move(replica_));
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Outcome& o = one.outcomes[i];
    Outcome& whole = all.outcomes[places_[i]];
    if (o.state == Outcome::State::rejected)
      all.counts.in_system -= static_cast<double>(o.arrival - whole.arrival);
    if (o.state != Outcome::State::rejected && o.state != Outcome::State::done) continue;
    const Picoseconds arrival = whole.arrival;
    whole = o;
    whole.arrival = arrival;
  }
  all.counts += one.counts;
  all.counts.in_system += waited_;
  all.gaps += one.gaps;
  all.timeline += std::move(one.timeline);
}

}  // namespace llmtco::serving
