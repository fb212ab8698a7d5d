#include "serving/arrival_queue.h"

#include <algorithm>
#include <cassert>

#include "text/diagnostics.h"

namespace llmtco::serving {

ArrivalQueue::ArrivalQueue(const Load& load) : load_(load) {
  assert(load.links.empty() || load.links.size() == load.requests.size());
  if (!load.links.empty()) {
    first_.assign(load.requests.size() + 1, 0);
    for (const Link& link : load.links) {
      if (link.after != Link::nobody) ++first_[link.after + 1];
    }
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    followers_.resize(first_.back());
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    for (std::uint32_t i = 0; i < load.links.size(); ++i) {
      if (load.links[i].after != Link::nobody) followers_[at[load.links[i].after]++] = i;
    }
  }
  skip_waiting();
  for (int i = 0; i < load.in_flight; ++i) release_next(0);
}

void ArrivalQueue::skip_waiting() {
  while (next_ < load_.requests.size() && waits(static_cast<std::uint32_t>(next_))) ++next_;
}

void ArrivalQueue::release_next(Picoseconds time) {
  if (next_ >= load_.requests.size()) return;
  release(static_cast<std::uint32_t>(next_++), time);
  skip_waiting();
}

void ArrivalQueue::release(std::uint32_t id, Picoseconds time) {
  const Picoseconds delay = delay_of(id);
  if (delay >= latest - time)
    throw InputError("error: the simulated time passes 53 days; look at the pauses\n");
  released_.push({time + delay, id});
}

Picoseconds ArrivalQueue::next() const {
  const bool known = load_.in_flight == 0 && next_ < load_.requests.size();
  const Picoseconds at = known ? load_.requests[next_].arrival : never;
  return released_.empty() ? at : std::min(at, released_.top().first);
}

std::uint32_t ArrivalQueue::pop() {
  const bool known = load_.in_flight == 0 && next_ < load_.requests.size();
  if (known && (released_.empty() ||
                Coming{load_.requests[next_].arrival, static_cast<std::uint32_t>(next_)} < released_.top())) {
    const auto id = static_cast<std::uint32_t>(next_++);
    skip_waiting();
    return id;
  }
  const std::uint32_t id = released_.top().second;
  released_.pop();
  return id;
}

void ArrivalQueue::ended(std::uint32_t id, Picoseconds time) {
  const bool last = first_.empty() || first_[id] == first_[id + 1];
  for (std::uint32_t i = last ? 0 : first_[id]; !last && i < first_[id + 1]; ++i)
    release(followers_[i], time);
  if (last && load_.in_flight > 0) release_next(time);
}

}  // namespace llmtco::serving
