#include "serving/rate_simulation.h"

#include <algorithm>

#include "serving/placed.h"
#include "serving/simulate.h"
#include "serving/speed_fit.h"
#include "serving/summary.h"

namespace llmtco::serving {
namespace {

constexpr std::size_t parts = 32, parts_of_capacity = 8;

}  // namespace

RateSimulation simulated_at(const llmtco::Replica& replica, const RateAsked& asked) {
  FitRange lengths{0, 0};
  double all = 0;
  for (const CallClass& each : asked.classes) {
    all += each.share;
    lengths.input += each.share * each.input;
    lengths.output += each.share * each.output;
  }
  lengths = {lengths.input / all, lengths.output / all};
  EngineSettings engine = engine_of(replica, asked.engine);
  engine.kv_blocks = KvRoom(replica.placement, engine.block_size, lengths.input + lengths.output)
                         .blocks(asked.factors.memory[0]);
  engine.guessing = guessing_of(replica, engine, lengths, asked.factors);
  RateSimulation found;
  if (engine.kv_blocks < engine.ranks()) return found;
  const StepTime step = fit_step_time(replica, engine, lengths, asked.factors).time;
  const CallStream stream(asked.seed);
  found.capacity =
      capacity(stream.calls(asked.classes, 1, {parts, parts_of_capacity}).load, step, engine).value_or(0);
  if (!(found.capacity > 0)) return found;
  found.load = asked.rate / found.capacity;
  if (found.load >= 1) return found;
  const Calls calls = stream.calls(asked.classes, asked.rate, {0, parts});
  const Simulation done = simulate(calls.load, step, engine);
  const std::size_t full = static_cast<std::size_t>(engine.max_batch);
  found.in_flight = done.counts.in_system / static_cast<double>(done.end - done.begin);
  const std::size_t first = std::min(256 + 3 * full, parts * block_draws / 4);
  found.classes = percentiles_of(calls, done, asked.classes.size(), {first, std::min(full, first)});
  return found;
}

}  // namespace llmtco::serving
