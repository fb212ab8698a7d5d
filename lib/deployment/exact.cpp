#include <algorithm>
#include <numeric>

#include "deployment/simulated.h"
#include "host/parallel.h"
#include "serving/call_times.h"
#include "serving/simulate.h"
#include "serving/speed_fit.h"

namespace llmtco {
namespace {

constexpr serving::Uncounted start_of_draw{.first = 256, .last = 0};
/// Where nothing is drawn, one simulation as long as so many draws stands for all.
constexpr std::size_t parts_of_all = 32;

/// Columns of what every draw comes to.
class Filled {
 public:
  explicit Filled(std::size_t classes) : times_(classes) {
    for (auto& of_class : times_) {
      for (Column& time : of_class) {
        time = Column::uninitialised();
        places_.push_back(time.values());
      }
    }
  }
  void set(std::size_t draw, const std::vector<serving::CallPercentiles>& all) {
    for (std::size_t c = 0; c < all.size(); ++c) {
      double* const* place = &places_[simulated_times * c];
      place[0][draw] = all[c].ttft_p50;
      place[1][draw] = all[c].ttft_p95;
      place[2][draw] = all[c].tpot_p50;
      place[3][draw] = all[c].tpot_p95;
    }
  }
  std::vector<TimesOf> times() {
    std::vector<TimesOf> all;
    for (auto& of_class : times_) {
      TimesOf& times = all.emplace_back();
      for (std::size_t k = 0; k < simulated_times; ++k)
        times[k] = Drawn<Seconds>(std::move(of_class[k]));  // base unit: a second
    }
    return all;
  }

 private:
  std::vector<std::array<Column, simulated_times>> times_;
  std::vector<double*> places_;
};

}  // namespace

std::vector<TimesOf> exact_times(const Fleet& fleet, const SimulatedCapacity& capacity, const Column& load) {
  const Factors& speed = capacity.closed.speed;
  const Column rate = min(load.plain(), most_simulated_load) * (capacity.full / (request / second));
  const SimulatedReplica replica = simulated_replica(fleet, capacity.calls);
  const bool alike = rate.is_constant() && capacity.calls.is_constant() && speed.memory.is_constant() &&
                     speed.decode.is_constant() && speed.prefill.is_constant();
  std::vector<std::size_t> draws(alike ? 1 : block_draws);
  std::iota(draws.begin(), draws.end(), std::size_t{0});
  const std::vector<serving::StepTime> steps = replica.steps(fleet.replica, speed, draws);
  const serving::KvRoom room(fleet.replica.placement, replica.engine.block_size, replica.length);
  const serving::CallStream& stream = *fleet.simulated->stream;
  const std::size_t count = exact_requests / block_draws * (alike ? parts_of_all : 1);
  Filled filled(capacity.calls.classes.size());
  ThreadPool pool(fleet.simulated->threads);
  parallel_for(&pool, draws.size(), [&](std::size_t draw, std::size_t) {
    serving::EngineSettings engine = replica.engine;
    engine.kv_blocks = std::max<std::int64_t>(engine.ranks(), room.blocks(speed.memory[draw]));
    const serving::Calls calls =
        stream.calls(capacity.calls.in_draw(draw, replica.longest(engine.kv_blocks)),
                     std::max(rate[draw], 1e-6), {exact_stream + draw * count, count});
    const serving::Simulation done = serving::simulate(calls.load, steps[draw], engine);
    filled.set(draw, serving::percentiles_of(calls, done, capacity.calls.classes.size(), start_of_draw));
  });
  std::vector<TimesOf> times = filled.times();
  if (!alike) return times;
  for (TimesOf& of_class : times) {
    for (Drawn<Seconds>& time : of_class) time = Drawn<Seconds>(Column(time.base_units()[0]));
  }
  return times;
}

}  // namespace llmtco
