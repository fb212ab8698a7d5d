#include "serving/capacity.h"

#include <algorithm>

namespace llmtco::serving {
namespace {

bool shares_parts(const Load& load, const EngineSettings& settings) {
  return settings.prefix_cache && !load.ids().empty();
}

/// All there from the start.
Simulation backlogged(Load load, const StepTime& step_time, const EngineSettings& settings) {
  load.in_flight = 0;
  load.links.clear();
  for (Request& r : load.requests) r.arrival = 0;
  return simulate(load, step_time, settings);
}

/// Share of its time in the replica that a request had between two times.
double share_of(const Outcome& o, Picoseconds from, Picoseconds to) {
  const Picoseconds low = std::max(from, o.start), high = std::min(to, o.end);
  if (o.state != Outcome::State::done || high <= low) return 0;
  return static_cast<double>(high - low) / static_cast<double>(o.end - o.start);
}

/// Of a request where `batch` share each step, in seconds.
double work_of(const Request& r, const StepTime& t, double batch) {
  const double input = r.input, output = r.output;
  return (input - r.ready) * (t.c_pf + t.c_attn * (input + r.ready) / 2) +
         output * (t.t0 / batch + t.c_dec + t.c_kv * (input + output / 2));
}

/// Mean work of all requests, or where some of a part were refused of those that are no longer than what it served.
double mean_work(const Load& all, const Load& part, const Simulation& sim, const StepTime& t, double batch) {
  std::int32_t prompt = most_tokens, whole = 2 * most_tokens;
  if (sim.counts.rejected > 0) {
    prompt = whole = 0;
    for (std::size_t i = 0; i < part.requests.size(); ++i) {
      if (sim.outcomes[i].state != Outcome::State::done) continue;
      prompt = std::max(prompt, part.requests[i].input);
      whole = std::max(whole, part.requests[i].input + part.requests[i].output);
    }
  }
  double sum = 0;
  std::size_t count = 0;
  for (const Request& r : all.requests) {
    if (r.input > prompt || r.input + r.output > whole) continue;
    sum += work_of(r, t, batch);
    ++count;
  }
  return sum / static_cast<double>(count);
}

std::optional<double> of_all(const Load& load, const StepTime& step_time, const EngineSettings& settings) {
  const Simulation sim = backlogged(load, step_time, settings);
  Picoseconds last = 0;
  for (const Outcome& o : sim.outcomes) {
    if (o.state == Outcome::State::done) last = std::max(last, o.start);
  }
  if (last == 0) return std::nullopt;
  double served = 0;
  for (const Outcome& o : sim.outcomes) served += share_of(o, 0, last);
  return served / in_seconds(last);
}

/// Work done a second, over the mean work of all requests. Not counted is the time in which the first batch fills, and
/// that in which little is left to choose from.
std::optional<double> of_part(const Load& part, const Load& all, const StepTime& t,
                              const EngineSettings& settings) {
  const Simulation sim = backlogged(part, t, settings);
  std::vector<Picoseconds> starts;
  for (const Outcome& o : sim.outcomes) {
    if (o.state == Outcome::State::done) starts.push_back(o.start);
  }
  if (starts.empty()) return std::nullopt;
  std::sort(starts.begin(), starts.end());
  const Picoseconds from = starts[starts.size() / 10], to = starts[starts.size() - 1 - starts.size() / 100];
  if (to <= from) return std::nullopt;
  const double batch = sim.counts.batch / static_cast<double>(sim.counts.busy);
  double work = 0;
  for (std::size_t i = 0; i < part.requests.size(); ++i)
    work += share_of(sim.outcomes[i], from, to) * work_of(part.requests[i], t, batch);
  return work / in_seconds(to - from) / mean_work(all, part, sim, t, batch);
}

Load part_of(const Load& load, std::size_t count) {
  Load part;
  const std::size_t all = load.requests.size();
  for (std::size_t i = 0; i < count; ++i) part.requests.push_back(load.requests[i * all / count]);
  for (Request& r : part.requests) r.prefixes = r.kept = 0;
  return part;
}

}  // namespace

std::size_t capacity_requests(const EngineSettings& settings) {
  return std::max<std::size_t>(40'000, 80 * static_cast<std::size_t>(settings.max_batch));
}

std::optional<double> capacity(const Load& load, const StepTime& step_time, const EngineSettings& settings) {
  const std::size_t count = capacity_requests(settings);
  if (load.requests.size() <= 2 * count || shares_parts(load, settings))
    return of_all(load, step_time, settings);
  return of_part(part_of(load, count), load, step_time, settings);
}

Load with_hits(const Load& load, double ratio) {
  Load there;
  there.requests = load.requests;
  for (Request& r : there.requests) {
    r.ready = std::clamp(static_cast<std::int32_t>(ratio * r.input), 0, r.input - 1);
    r.prefixes = r.kept = 0;
  }
  return there;
}

std::optional<double> offered_rate(const Load& load) {
  if (load.in_flight > 0) return std::nullopt;
  std::size_t known = 0;
  Picoseconds first = 0, last = 0;
  for (const Request& r : load.requests) {
    if (r.arrival == never) continue;
    if (known++ == 0) first = r.arrival;
    last = r.arrival;
  }
  if (known < 2 || last <= first) return std::nullopt;
  const double each = static_cast<double>(load.requests.size()) / static_cast<double>(known);
  return each * static_cast<double>(known - 1) / in_seconds(last - first);
}

std::optional<double> busiest_hour(const std::vector<Outcome>& outcomes) {
  constexpr double hour = 3600;
  std::vector<std::int64_t> counts;
  Picoseconds first = never, last = 0;
  for (const Outcome& o : outcomes) {
    const auto at = static_cast<std::size_t>(in_seconds(o.arrival) / hour);
    if (counts.size() <= at) counts.resize(at + 1);
    ++counts[at];
    first = std::min(first, o.arrival);
    last = std::max(last, o.arrival);
  }
  if (counts.empty() || in_seconds(last - first) < 2 * hour) return std::nullopt;
  return static_cast<double>(*std::max_element(counts.begin(), counts.end())) / hour;
}

}  // namespace llmtco::serving
