#include "fitting/served_simulation.h"

#include <algorithm>
#include <cmath>

#include "serving/largest_rate.h"
#include "serving/simulate.h"
#include "serving/speed_fit.h"
#include "serving/summary.h"

namespace llmtco {
namespace {

using Kind = ServedRow::Kind;
using serving::EngineSettings;
using serving::Lengths;

/// Of tests that do not say: as many as InferenceX has.
constexpr double usual_requests_per_place = 10;
/// Places in the batch of a server that is not told otherwise.
constexpr int usual_max_batch = 256;

EngineSettings settings_of(const ServedRow& row, double length) {
  const Placement& p = row.at.replica.placement;
  EngineSettings s = serving::settings_of(serving::scheduler_of(p.engine));
  if (row.setup.token_budget) s.token_budget = static_cast<int>(*row.setup.token_budget);
  s.max_batch = usual_max_batch;
  if (row.kind == Kind::closed_loop) s.max_batch = 1024;
  if (row.kind == Kind::rate) s.max_batch = 1024;
  if (row.setup.max_seqs) s.max_batch = static_cast<int>(*row.setup.max_seqs);
  const int ranks = std::max(1, p.parallel.attention_data);
  s.max_batch *= ranks;
  s.token_budget *= ranks;
  s.whole_prompts = row.setup.policy == "mixed, whole prompts";
  s.wait_steps = static_cast<int>(row.setup.wait_steps);
  s.wait_share = row.setup.wait_share;
  s.receive_interval = static_cast<int>(row.setup.receive_interval);
  s.token_budget = std::max(s.token_budget, s.max_batch);
  s.kv_blocks = std::max<std::int64_t>(1, serving::kv_blocks_of(p, s.block_size, length));
  return s;
}

/// Mean, and how they spread: in 0.8 to 1.0 of nominal, or as the row's test has them.
Lengths lengths_of(const ServedRow& row, double mean) {
  if (row.lengths < 1) {
    const double nominal = mean / row.lengths;
    return {.kind = Lengths::Kind::uniform, .low = std::floor(0.8 * nominal), .high = nominal, .mean = mean};
  }
  return {.kind = Lengths::Kind::fixed, .low = mean, .high = mean, .mean = std::max(1.0, std::round(mean))};
}

/// Prompts of ShareGPT are lognormal; its answers end by themselves or at 512 tokens, 256 in some tests.
void set_sharegpt(const ServedRow& row, serving::SyntheticLoad& load) {
  if (row.at.input < 5000) {
    load.input.kind = Lengths::Kind::lognormal;
    load.input.cv = 1.2;
  }
  const double longest = row.at.output > 200 ? 512 : 256;
  load.output = {.kind = Lengths::Kind::uniform,
                 .low = std::max(1.0, 2 * row.at.output - longest),
                 .high = std::max(longest, row.at.output),
                 .mean = row.at.output};
}

double requests_of(const ServedRow& row) {
  const double per_place = row.setup.requests_per_place.value_or(usual_requests_per_place);
  switch (row.kind) {
    case Kind::closed_loop:
      return per_place * row.at.load;
    case Kind::poisson:
      return row.requests > 0 ? row.requests / row.at.replicas : 300;
    case Kind::single:
      return 20;
    case Kind::queue:
      return row.at.load;
    case Kind::rate:
      return 4000;
  }
  return 1;
}

}  // namespace

ServedMachine machine_of(const ServedRow& row, const serving::HostTimes& host, double scale) {
  ServedMachine m;
  const Replica& r = row.at.replica;
  const double input = std::max(1.0, row.at.input), output = std::max(1.0, row.at.output);
  m.settings = settings_of(row, input + output);
  m.load.input = lengths_of(row, input);
  m.load.output = lengths_of(row, output);
  if (row.kind == Kind::poisson || row.kind == Kind::single || row.kind == Kind::queue)
    set_sharegpt(row, m.load);
  m.load.requests = static_cast<std::size_t>(std::max(1.0, std::round(requests_of(row))));
  serving::FitRange range{input, output};
  EngineSettings about = m.settings;
  if (row.kind == Kind::poisson) {
    m.load.arrivals.rate = row.at.load;
    const RequestShape shape{Drawn<Tokens>(Column(input)), Drawn<Tokens>(Column(output))};
    const Drawn<RequestsPerSecond> rate(Column(row.at.load));
    about.max_batch = static_cast<int>(std::clamp(2 * steady_state(r, shape, rate).batch[0], 2.0, 1.0 * about.max_batch));
  } else {
    const double places = row.kind == Kind::single ? 1 : std::max(1.0, std::round(row.at.load));
    m.load.in_flight = static_cast<int>(places);
    about.max_batch = std::max(1, std::min(about.max_batch, m.load.in_flight));
    range.least_batch = std::max(1.0, std::floor(0.5 * about.max_batch));
  }
  m.step_time = serving::fit_step_time(r, about, range).time;
  m.step_time = serving::scaled(m.step_time, scale);
  m.settings.host_per_step = host.per_step;
  m.settings.host_per_token = host.per_token;
  m.settings.host_per_request = host.per_request;
  m.settings.front = host.front;
  m.settings.prompt_launch = host.launch * r.online.first_launch;
  m.settings.plans_ahead = host.plans_ahead;
  return m;
}

Served simulated(const ServedRow& row, const serving::HostTimes& host, double scale) {
  const ServedMachine m = machine_of(row, host, scale);
  const serving::Load load = serving::synthetic_load(m.load);
  const serving::Simulation s = serving::simulate(load, m.step_time, m.settings);
  const serving::Summary all = serving::summary(load, s, m.settings, {});
  if (row.kind == Kind::poisson || row.kind == Kind::single) return {all.ttft.p50, all.tpot.p50, all.output_tok_s};
  return {all.ttft.mean, all.tpot.mean, all.output_tok_s};
}

}  // namespace llmtco
