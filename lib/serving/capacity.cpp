#include "serving/capacity.h"

#include <algorithm>

namespace llmtco::serving {
namespace {

bool shares_parts(const Load& load, const EngineSettings& settings) {
  return settings.prefix_cache && !load.ids().empty();
}

struct Backlog {
  double rate = 0;   ///< requests a second
  double batch = 1;  ///< sequences, mean over the time of steps
};

std::optional<Backlog> backlogged(Load load, const StepTime& step_time, const EngineSettings& settings) {
  load.in_flight = 0;
  load.links.clear();
  for (Request& r : load.requests) r.arrival = 0;
  const Simulation sim = simulate(load, step_time, settings);
  Picoseconds last = 0;
  for (const Outcome& o : sim.outcomes) {
    if (o.state == Outcome::State::done) last = std::max(last, o.start);
  }
  if (last == 0) return std::nullopt;
  double served = 0;
  for (const Outcome& o : sim.outcomes) {
    if (o.state != Outcome::State::done) continue;
    served += o.end <= last ? 1 : static_cast<double>(last - o.start) / static_cast<double>(o.end - o.start);
  }
  return Backlog{served / in_seconds(last), sim.counts.batch / static_cast<double>(sim.counts.busy)};
}

/// Mean work of a request where `batch` of them share each step, in seconds.
double mean_work(const Load& load, const StepTime& t, double batch) {
  double sum = 0;
  for (const Request& r : load.requests) {
    const double input = r.input, output = r.output;
    sum += input * (t.c_pf + t.c_attn * input / 2) + output * (t.t0 / batch + t.c_dec + t.c_kv * (input + output / 2));
  }
  return sum / static_cast<double>(load.requests.size());
}

Load part_of(const Load& load, std::size_t count, bool first) {
  Load part;
  part.prefix_tokens = load.prefix_tokens;
  part.lent_ids = &load.ids();
  const std::size_t all = load.requests.size();
  for (std::size_t i = 0; i < count; ++i) part.requests.push_back(load.requests[first ? i : i * all / count]);
  return part;
}

}  // namespace

std::size_t capacity_requests(const EngineSettings& settings) {
  return std::max<std::size_t>(20'000, 40 * static_cast<std::size_t>(settings.max_batch));
}

std::optional<double> capacity(const Load& load, const StepTime& step_time, const EngineSettings& settings) {
  const bool shared = shares_parts(load, settings);
  const std::size_t count = capacity_requests(settings);
  if (load.requests.size() <= 2 * count || (shared && load.links.empty())) {
    const auto all = backlogged(load, step_time, settings);
    return all ? std::optional(all->rate) : std::nullopt;
  }
  const Load part = part_of(load, count, shared);
  const auto some = backlogged(part, step_time, settings);
  if (!some) return std::nullopt;
  return some->rate * mean_work(part, step_time, some->batch) / mean_work(load, step_time, some->batch);
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
