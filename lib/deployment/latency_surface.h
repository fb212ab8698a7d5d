#pragma once
#include <array>
#include <optional>
#include <vector>

#include "deployment/context.h"
#include "deployment/response.h"
#include "deployment/surface_inputs.h"
#include "host/thread_pool.h"
#include "performance/steady.h"
#include "serving/engine.h"
#include "serving/speed_fit.h"

namespace llmtco {

/// Percentiles that are simulated, in this order: TTFT p50 and p95, TPOT p50 and p95.
inline constexpr std::size_t simulated_times = 4;
using TimesOf = std::array<Drawn<Seconds>, simulated_times>;

/// Load above which nothing is simulated: a queue that grows for ever has no percentile.
inline constexpr double most_simulated_load = 0.985;

/// Where parts of a stream of calls are taken from (serving/call_stream.h): points, their capacities, draws.
inline constexpr std::size_t capacity_stream = 1 << 17, exact_stream = 1 << 18;

/// A fleet's engine as it is simulated, and the speeds of its steps in some draws.
struct SimulatedReplica {
  serving::EngineSettings engine;  ///< its KV blocks are those of the draw
  serving::FitRange lengths;       ///< of the calls its steps are fitted for
  double length = 1;               ///< mean of a call with its answer
  double context = 1;              ///< longest call that the model takes, with its answer

  /// Tokens of the longest call, where a replica has room for so many blocks.
  double longest(std::int64_t kv_blocks) const;

  std::vector<serving::StepTime> steps(const Replica& replica, const Factors& speed,
                                       std::span<const std::size_t> draws) const;
};
/// Lengths are means over the classes and over the draws of the block.
SimulatedReplica simulated_replica(const Fleet& fleet, const DrawnCalls& calls);

/// What a replica does in closed form, without any limit but its memory and the batch of its engine (serving/engine.h).
struct ClosedForm {
  RequestShape lengths;
  Factors speed;
  ReplicaCapacity most;
  Seconds front{};  ///< of every call outside of the steps (EngineSettings::front)
};
ClosedForm closed_form(const Fleet& fleet, RequestShape lengths, Factors speed);

/// What simulated times are taken as multiples of, for each class. With the batch B that Little's law gives at a load
/// (performance/load.h: steady_state()), and prompts of the median and the 95th percentile of the class's length:
///
///     TTFT p50, p95 = front + prompt alone on the machine + half a step, a whole step that decodes B
///     TPOT p50, p95 = those of the steady state
class Yardsticks {
 public:
  /// The fleet outlives the object.
  Yardsticks(const Fleet& fleet, const ClosedForm& closed, const DrawnCalls& calls);

  /// Of each class, at a share of the closed form's capacity.
  std::vector<TimesOf> at(const Column& load) const { return at(state(load)); }
  std::vector<TimesOf> at(const Steady& steady) const;

  Steady state(const Column& load) const { return states_.at(load * most_); }
  /// The same by the batch, which need not be solved for.
  Steady state_of_batch(const Column& batch) const { return states_.at_batch(batch); }

 private:
  struct Prompts {
    Drawn<Seconds> p50, p95;
  };
  Drawn<RequestsPerSecond> most_;
  SteadyStates states_;
  std::vector<Prompts> by_class_;  ///< with the front
};

/// How far a surface is off where it was not made: of points with other draws and other loads.
struct SurfaceError {
  double median = 0;  ///< of |surface / simulation - 1| of TTFT p95 below 80 % load, over points and classes
  double capacity = 0;  ///< the same of the capacity
  int points = 0, held_out = 0;
};

/// Times and capacity of a replica by its load and its inputs: the closed form, times what simulations of its calls make
/// of it. With closed forms K (Yardsticks) and C, load u = rate / capacity and inputs z,
///
///     capacity = C exp(f(z)),   percentile = K(u) exp(g(u, z))
///
/// where f and g are least squares (deployment/response.h) over simulations of points: inputs of draws of the study
/// itself, loads of 2 to 98 %. What the closed form knows of an input need not be learned, so that few points do.
struct LatencySurface {
  struct OfClass {
    std::vector<SurfaceAxis> axes;
    std::array<Response, simulated_times> times;
    std::array<double, simulated_times> spread{};  ///< of log(surface / simulation) at points held out

    bool is_rare() const { return times.front().coefficients.empty(); }
  };
  std::vector<SurfaceAxis> axes;  ///< of the capacity
  Response capacity_response;
  /// Those of which too few calls came to tell their percentiles have no responses: they wait as long as the class that has
  /// the most calls does, beyond its yardstick, and their tokens are as slow as its.
  std::vector<OfClass> classes;
  std::size_t most = 0;  ///< that class
  SurfaceError error;

  Drawn<RequestsPerSecond> capacity(const ClosedForm& closed, const SurfaceInputs& inputs) const;
};

/// Which of the times are asked for; the others are left as their yardsticks.
struct TimesAsked {
  bool ttft = true, tpot = true;
};

/// The times of a surface where its inputs are known: what is left is the load.
class TimesByLoad {
 public:
  /// `doubt`: how far, in its own spread, the surface is taken to be off.
  TimesByLoad(const LatencySurface& surface, const SurfaceInputs& inputs, const Column& doubt);

  /// Of each class.
  std::vector<TimesOf> at(const Column& load, std::vector<TimesOf> yardsticks, TimesAsked asked = {}) const;

 private:
  std::vector<std::vector<LoadCurve>> classes_;  ///< of a rare one none
  std::size_t most_;
};

/// What a surface is made of; where that is the same (deployment/kept_surface.h) one surface will do.
struct SurfacePoints {
  struct Point {
    serving::StepTime step;
    std::int64_t kv_blocks = 0;
    std::vector<serving::CallClass> calls;
    double closed_capacity = 0;  ///< requests a second
  };
  serving::EngineSettings engine;
  std::vector<std::size_t> draws;  ///< of the block, in which the points are
  std::size_t held_out = 0;        ///< the last of them
  std::vector<Point> points;
  ClosedForm closed;
  DrawnCalls calls;
  SurfaceInputs inputs;
};

/// Points in the first draws of a block, which are as good as any; more of them where more inputs differ.
SurfacePoints surface_points(const Fleet& fleet, const Context& context);

/// Simulates them, on all threads of the pool. Nothing where calls cannot be served in half of the points. The same for
/// any number of threads.
std::optional<LatencySurface> surface_of(const Fleet& fleet, const SurfacePoints& points,
                                         const serving::CallStream& stream, ThreadPool* pool);

}  // namespace llmtco
