#include "deployment/latency_surface.h"

#include <algorithm>

#include "columns/column_math.h"
#include "columns/normal.h"
#include "serving/placed.h"

namespace llmtco {
namespace {

double mean_over_draws(const Column& column) {
  if (column.is_constant()) return column.constant();
  double sum = 0;
  for (std::size_t i = 0; i < block_draws; ++i) sum += column[i];
  return sum / static_cast<double>(block_draws);
}

}  // namespace

SimulatedReplica simulated_replica(const Fleet& fleet, const DrawnCalls& calls) {
  double input = 0, output = 0;
  for (const DrawnCalls::OfClass& each : calls.classes) {
    input += mean_over_draws(each.share * each.input);
    output += mean_over_draws(each.share * each.output);
  }
  const Placement& placement = fleet.replica.placement;
  serving::EngineSettings engine = serving::engine_of(fleet.replica, {.max_batch = fleet.max_batch});
  // Where there is room for twice the largest batch nobody has to restart, and to look for prompts takes time alone.
  const serving::KvRoom room(placement, engine.block_size, input + output);
  const double held = static_cast<double>(room.blocks(1)) * engine.block_size;
  engine.prefix_cache = engine.prefix_cache && held < 2.0 * engine.max_batch * (input + output);
  engine.guessing = serving::guessing_of(fleet.replica, engine, {input, output});
  return {.engine = engine,
          .lengths = {input, output},
          .length = input + output,
          .context = std::max<double>(2, placement.model.context)};
}

double SimulatedReplica::longest(std::int64_t kv_blocks) const {
  return std::clamp(
      static_cast<double>(kv_blocks) * engine.block_size * (1 - engine.watermark) - engine.block_size, 2.0,
      context);
}

std::vector<serving::StepTime> SimulatedReplica::steps(const Replica& replica, const Factors& speed,
                                                       std::span<const std::size_t> draws) const {
  return serving::fit_step_times(replica, engine, lengths, speed, draws);
}

ClosedForm closed_form(const Fleet& fleet, RequestShape lengths, Factors speed) {
  ClosedForm closed{std::move(lengths), std::move(speed), {}, {}};
  const serving::EngineSettings engine = serving::engine_of(fleet.replica, {.max_batch = fleet.max_batch});
  closed.front = engine.front * second;
  closed.most = replica_capacity(fleet.replica, closed.lengths, {}, Column(engine.max_batch), closed.speed);
  return closed;
}

Yardsticks::Yardsticks(const Fleet& fleet, const ClosedForm& closed, const DrawnCalls& calls)
    : most_(closed.most.rate), states_(fleet.replica, closed.lengths, closed.most, closed.speed) {
  for (const DrawnCalls::OfClass& each : calls.classes) {
    const Column variance = log1p(each.input_cv * each.input_cv);
    const auto prompt = [&](double z) {
      const Column input = each.input * exp(z * sqrt(variance) - 0.5 * variance);
      const Column cached = each.cached * input;
      return prefill(fleet.replica, max(input - cached, 1.0) * token, cached * token, 1.0, closed.speed).time;
    };
    by_class_.push_back({closed.front + prompt(0), closed.front + prompt(z95)});
  }
}

std::vector<TimesOf> Yardsticks::at(const Steady& steady) const {
  std::vector<TimesOf> all;
  for (const Prompts& prompts : by_class_)
    all.push_back(
        {prompts.p50 + 0.5 * steady.step, prompts.p95 + steady.step, steady.tpot_p50, steady.tpot_p95});
  return all;
}

Drawn<RequestsPerSecond> LatencySurface::capacity(const ClosedForm& closed,
                                                  const SurfaceInputs& inputs) const {
  return exp(capacity_response.at(features_of(axes, inputs.common))) * closed.most.rate;
}

TimesByLoad::TimesByLoad(const LatencySurface& surface, const SurfaceInputs& inputs, const Column& doubt)
    : classes_(surface.classes.size()), most_(surface.most) {
  for (std::size_t c = 0; c < classes_.size(); ++c) {
    const LatencySurface::OfClass& of = surface.classes[c];
    if (of.is_rare()) continue;
    const std::vector<Column> own = inputs.of(c);
    for (std::size_t k = 0; k < simulated_times; ++k)
      classes_[c].emplace_back(of.times[k], of.axes, own).add(of.spread[k] * doubt);
  }
}

std::vector<TimesOf> TimesByLoad::at(const Column& load, std::vector<TimesOf> yardsticks,
                                     TimesAsked asked) const {
  const LoadTerms terms(load);
  const std::array<bool, simulated_times> wanted{asked.ttft, asked.ttft, asked.tpot, asked.tpot};
  const std::vector<TimesOf> alone = yardsticks;
  std::vector<TimesOf> all = std::move(yardsticks);
  for (std::size_t c = 0; c < classes_.size(); ++c) {
    for (std::size_t k = 0; k < classes_[c].size(); ++k) {
      if (wanted[k]) all[c][k] = exp(classes_[c][k].at(terms)) * alone[c][k];
    }
  }
  for (std::size_t c = 0; c < classes_.size(); ++c) {
    if (!classes_[c].empty()) continue;
    for (std::size_t k : {0u, 1u})
      all[c][k] = max(alone[c][k] + all[most_][k] - alone[most_][k], Drawn<Seconds>());
    for (std::size_t k : {2u, 3u}) all[c][k] = all[most_][k];
  }
  return all;
}

}  // namespace llmtco
