#include "fitting/served_simulation.h"

#include <algorithm>
#include <cmath>

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

/// Of closed loops over ShareGPT (LMDeploy's script).
constexpr double sharegpt_requests = 3000;
/// Largest batch of closed loops and of MLPerf, whose engines were set for their load.
constexpr int wide_batch = 1024;

EngineSettings settings_of(const ServedRow& row, double length) {
  const Placement& p = row.at.replica.placement;
  EngineSettings s = serving::default_settings(row.engine, p.model);
  const TestSetup& setup = row.setup;
  if (setup.token_budget) s.token_budget = static_cast<int>(*setup.token_budget);
  if (row.kind == Kind::closed_loop || row.kind == Kind::rate) s.max_batch = wide_batch;
  if (setup.max_seqs) s.max_batch = static_cast<int>(*setup.max_seqs);
  const int ranks = std::max(1, p.parallel.attention_data);
  s.max_batch *= ranks;
  s.token_budget = std::max(s.token_budget * ranks, s.max_batch);
  s.whole_prompts = setup.policy == "mixed, whole prompts";
  s.wait_steps = static_cast<int>(setup.wait_steps);
  s.wait_share = setup.wait_share;
  s.receive_interval = static_cast<int>(setup.receive_interval);
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
      return row.sharegpt ? sharegpt_requests : per_place * row.at.load;
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

/// Sequences that a load keeps in the batch, at least and at most.
struct InBatch {
  double least = 1, most = 1;
};
InBatch in_batch(const ServedRow& row, int max_batch) {
  if (row.kind == Kind::single) return {};
  if (row.kind == Kind::closed_loop) {
    const double places = std::clamp(std::round(row.at.load), 1.0, static_cast<double>(max_batch));
    return {std::max(1.0, std::floor(0.5 * places)), places};
  }
  return {1, static_cast<double>(max_batch)};
}

}  // namespace

ServedMachine machine_of(const ServedRow& row) {
  ServedMachine m;
  const double input = std::max(1.0, row.at.input), output = std::max(1.0, row.at.output);
  m.settings = settings_of(row, input + output);
  m.load.input = lengths_of(row, input);
  m.load.output = lengths_of(row, output);
  if (row.sharegpt) set_sharegpt(row, m.load);
  m.load.requests = static_cast<std::size_t>(std::max(1.0, std::round(requests_of(row))));
  if (row.kind == Kind::poisson) {
    m.load.arrivals.rate = row.at.load;
  } else if (row.kind != Kind::rate) {
    const double places = row.kind == Kind::single ? 1 : std::round(row.at.load);
    m.load.in_flight = static_cast<int>(std::max(1.0, places));
  }
  const InBatch batch = in_batch(row, m.settings.max_batch);
  EngineSettings about = m.settings;
  about.max_batch = static_cast<int>(batch.most);
  m.step_time = serving::fit_step_time(row.at.replica, about,
                                       {.input = input, .output = output, .least_batch = batch.least})
                    .time;
  return m;
}

ServedTimes simulated(const ServedRow& row, const ServedMachine& m, const serving::HostTimes& host,
                      double scale) {
  EngineSettings settings = m.settings;
  serving::StepTime time = serving::scaled(m.step_time, scale);
  serving::add_host_times(host, row.at.replica, settings);
  time.c_pf += host.per_prompt_token;
  const serving::Load load = serving::synthetic_load(m.load);
  const serving::Simulation s = serving::simulate(load, time, settings);
  const serving::Summary all = serving::summary(load, s, settings, {});
  if (row.kind == Kind::poisson || row.kind == Kind::single)
    return {all.ttft.p50, all.tpot.p50, all.output_tok_s};
  return {all.ttft.mean, all.tpot.mean, all.output_tok_s};
}

ServedTimes simulated(const ServedRow& row) {
  return simulated(row, machine_of(row), serving::host_times_of(row.engine, row.at.replica.shape));
}

}  // namespace llmtco
