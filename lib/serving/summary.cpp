#include "serving/summary.h"

#include <algorithm>
#include <numeric>

#include "stats/quantiles.h"

namespace llmtco::serving {
namespace {

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

double tpot_of(const Request& r, const Outcome& o) {
  return in_seconds(o.end - o.first_token) / static_cast<double>(r.output - 1);
}

void set_times(Summary& s, const Load& load, const Simulation& sim, const Limits& limits) {
  std::vector<double> ttft, tpot, e2e, queue;
  for (auto* const values : {&ttft, &tpot, &e2e, &queue})
    values->reserve(static_cast<std::size_t>(s.completed));
  std::int64_t good = 0;
  for (std::size_t i = 0; i < sim.outcomes.size(); ++i) {
    const Outcome& o = sim.outcomes[i];
    if (o.state != Outcome::State::done) continue;
    ttft.push_back(in_seconds(o.first_token - o.arrival));
    e2e.push_back(in_seconds(o.end - o.arrival));
    queue.push_back(in_seconds(o.start - o.arrival));
    if (load.requests[i].output > 1) tpot.push_back(tpot_of(load.requests[i], o));
    good += is_good(load.requests[i], o, limits) ? 1 : 0;
  }
  s.ttft = times_of(ttft);
  s.tpot = times_of(tpot);
  s.e2e = times_of(e2e);
  s.queue = times_of(queue);
  s.itl = {.any = sim.gaps.total() > 0,
           .mean = sim.gaps.mean(),
           .p50 = sim.gaps.quantile(0.5),
           .p90 = sim.gaps.quantile(0.9),
           .p95 = sim.gaps.quantile(0.95),
           .p99 = sim.gaps.quantile(0.99)};
  s.goodput_rps = ratio(static_cast<double>(good), s.duration);
  s.good_share = ratio(static_cast<double>(good), static_cast<double>(s.requests));
}

}  // namespace

Times times_of(const std::vector<double>& values) {
  if (values.empty()) return {};
  const double probabilities[] = {0.5, 0.9, 0.95, 0.99};
  const std::vector<double> q = quantiles(values, probabilities);
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return {.any = true,
          .mean = sum / static_cast<double>(values.size()),
          .p50 = q[0],
          .p90 = q[1],
          .p95 = q[2],
          .p99 = q[3]};
}

bool is_good(const Request& r, const Outcome& o, const Limits& limits) {
  if (o.state != Outcome::State::done) return false;
  return (!limits.ttft || in_seconds(o.first_token - o.arrival) <= *limits.ttft) &&
         (!limits.e2e || in_seconds(o.end - o.arrival) <= *limits.e2e) &&
         (!limits.tpot || r.output == 1 || tpot_of(r, o) <= *limits.tpot);
}

Summary summary(const Load& load, const Simulation& sim, const EngineSettings& settings, const Limits& limits,
                std::optional<double> load_of_capacity) {
  const Counts& c = sim.counts;
  const double busy = static_cast<double>(c.busy), span = static_cast<double>(sim.end - sim.begin);
  const double replica_time = sim.life ? sim.life->paid : span * sim.replicas;
  Summary s;
  s.requests = static_cast<std::int64_t>(load.requests.size());
  s.replicas = sim.replicas;
  s.completed = c.completed;
  s.rejected = c.rejected;
  s.steps = c.steps;
  s.restarts = c.restarts;
  s.duration = in_seconds(sim.end - sim.begin);
  std::int64_t answered = 0;
  for (std::size_t i = 0; i < sim.outcomes.size(); ++i) {
    if (sim.outcomes[i].state == Outcome::State::done) answered += load.requests[i].output;
  }
  s.output_tok_s = ratio(static_cast<double>(answered), s.duration);
  s.input_tok_s = ratio(static_cast<double>(c.input_tokens), s.duration);
  s.requests_s = ratio(static_cast<double>(c.completed), s.duration);
  s.prefix_hit_ratio = ratio(static_cast<double>(c.hit_tokens), static_cast<double>(c.input_tokens));
  s.host_hit_ratio = ratio(static_cast<double>(c.host_hit_tokens), static_cast<double>(c.input_tokens));
  s.disk_hit_ratio = ratio(static_cast<double>(c.disk_hit_tokens), static_cast<double>(c.input_tokens));
  s.swaps = c.swaps;
  s.transfer_share = ratio(static_cast<double>(c.transfer), busy);
  s.guessed_share = ratio(static_cast<double>(c.guessed_steps), static_cast<double>(c.steps));
  s.utilization = ratio(busy, replica_time);
  s.batch = ratio(c.batch, busy);
  s.kv_used = ratio(c.kv_blocks, busy) / static_cast<double>(settings.kv_blocks);
  s.in_system = ratio(c.in_system, span);
  const double computed = static_cast<double>(c.input_tokens - c.hit_tokens + c.recomputed_tokens);
  s.recomputed_share = ratio(static_cast<double>(c.recomputed_tokens), computed);
  s.recomputed_tokens = static_cast<double>(c.recomputed_tokens);
  s.padding_tokens = static_cast<double>(c.padding_tokens);
  s.lost_tokens = static_cast<double>(c.lost_tokens);
  s.load = load_of_capacity;
  set_times(s, load, sim, limits);
  return s;
}

}  // namespace llmtco::serving
