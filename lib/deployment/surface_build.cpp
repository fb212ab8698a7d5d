#include <algorithm>
#include <cmath>

#include "columns/repeatable.h"
#include "deployment/fleet.h"
#include "deployment/latency_surface.h"
#include "host/parallel.h"
#include "serving/call_times.h"
#include "serving/speed_fit.h"
#include "serving/summary.h"

namespace llmtco {
namespace {

/// Points: so many, and more for each input that differs. Of the capacity, which is smoother, fewer.
constexpr std::size_t points_at_least = 128, points_of_axis = 16, points_at_most = 256, points_held_out = 12;
constexpr std::size_t points_of_capacity = 64;
/// Of the stream, in 1,024 calls: those of a point, and of its capacity.
constexpr std::size_t stream_of_point = 64, stream_of_capacity = 8;
/// Calls of a point that are counted: more points say more than longer ones.
constexpr std::size_t counted = 1024, counted_held_out = 6144;

/// What came out of one point.
struct PointResult {
  double capacity = 0;
  double load = 0;
  std::vector<serving::CallPercentiles> classes;
};

/// Loads between 2 and 98 %, spread evenly however many are taken (van der Corput).
double load_of(std::size_t point) {
  double place = 0, half = 0.5;
  for (std::size_t n = point + 1; n > 0; n /= 2, half /= 2) place += static_cast<double>(n % 2) * half;
  return 0.02 + 0.96 * place;
}

double ratio_of(double simulated, double closed) { return repeatable::log(simulated / closed); }

double percentile(const serving::CallPercentiles& all, std::size_t k) {
  const std::array<double, simulated_times> times{all.ttft_p50, all.ttft_p95, all.tpot_p50, all.tpot_p95};
  return times[k];
}

class Builder {
 public:
  Builder(const Fleet& fleet, const SurfacePoints& points, const serving::CallStream& stream,
          ThreadPool* pool)
      : fleet_(fleet), all_(points), stream_(stream), pool_(pool), found_(points.points.size()) {
    surface_.error.points = static_cast<int>(all_.draws.size() - all_.held_out);
    surface_.error.held_out = static_cast<int>(all_.held_out);
  }

  std::optional<LatencySurface> surface() {
    parallel_for(pool_, found_.size(), [&](std::size_t p, std::size_t) { set_capacity(p); });
    const std::vector<std::size_t> able = points_with([](const PointResult& s) { return s.capacity > 0; });
    if (2 * able.size() < points_of_capacity) return std::nullopt;
    fit_capacity(able);
    set_loads();
    parallel_for(pool_, found_.size(), [&](std::size_t p, std::size_t) { simulate_point(p); });
    for (std::size_t p = 0; p < found_.size(); ++p) load_.values()[all_.draws[p]] = found_[p].load;
    closed_ = Yardsticks(fleet_, all_.closed, all_.calls).at(load_);
    for (std::size_t c = 0; c < all_.points.front().calls.size(); ++c) fit_class(c);
    const std::vector<double> shares = all_.calls.mean_shares();
    surface_.most = static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
    if (surface_.classes[surface_.most].is_rare()) return std::nullopt;
    set_error();
    return std::move(surface_);
  }

 private:
  bool is_held_out(std::size_t p) const { return p + all_.held_out >= all_.points.size(); }

  /// Points the surface is made of, that have something.
  template <class F>
  std::vector<std::size_t> points_with(const F& has) const {
    std::vector<std::size_t> all;
    for (std::size_t p = 0; p < found_.size(); ++p) {
      if (has(found_[p])) all.push_back(p);
    }
    return all;
  }

  serving::EngineSettings engine_at(std::size_t p) const {
    serving::EngineSettings engine = all_.engine;
    engine.kv_blocks = std::max<std::int64_t>(engine.ranks(), all_.points[p].kv_blocks);
    return engine;
  }

  void set_capacity(std::size_t p) {
    const SurfacePoints::Point& point = all_.points[p];
    if (point.kv_blocks == 0 || (p >= points_of_capacity && !is_held_out(p))) return;
    const std::size_t count =
        std::min(stream_of_capacity, 2 + static_cast<std::size_t>(all_.engine.max_batch) / 256);
    const serving::Calls calls =
        stream_.calls(point.calls, 1, {capacity_stream + p * stream_of_capacity, count});
    found_[p].capacity =
        serving::capacity(calls.load, point.step, engine_at(p)).value_or(0) * work_of(p, calls);
  }

  /// Work of the calls that were drawn over what is expected of as many: prompts by their tokens, answers by theirs with
  /// their share of a full replica's step. What a simulation says is said of the load that really came.
  double work_of(std::size_t p, const serving::Calls& calls) const {
    const SurfacePoints::Point& point = all_.points[p];
    const serving::StepTime& t = point.step;
    const double batch =
        std::min(all_.closed.most.batch[all_.draws[p]], static_cast<double>(all_.engine.max_batch));
    double expected = 0, drawn = 0, shares = 0;
    for (const serving::CallClass& each : point.calls) shares += each.share;
    const double answer = t.t0 / batch + t.c_dec;
    for (const serving::CallClass& each : point.calls) {
      const serving::CallMoments m = serving::moments_of(each);
      expected +=
          each.share / shares *
          (t.c_pf * m.input * (1 - each.cached) + answer * m.output + t.c_kv * (m.product + 0.5 * m.square));
    }
    for (const serving::Request& r : calls.load.requests)
      drawn += t.c_pf * (r.input - r.ready) + (answer + t.c_kv * (r.input + 0.5 * r.output)) * r.output;
    return drawn / static_cast<double>(calls.load.requests.size()) / expected;
  }

  void fit_capacity(const std::vector<std::size_t>& able) {
    std::vector<std::size_t> draws;
    std::vector<double> values;
    for (const std::size_t p : able) {
      if (is_held_out(p)) continue;
      draws.push_back(all_.draws[p]);
      values.push_back(ratio_of(found_[p].capacity, all_.points[p].closed_capacity));
    }
    surface_.axes = axes_of(all_.inputs.common, draws);
    const std::vector<Column> features = features_of(surface_.axes, all_.inputs.common);
    surface_.capacity_response = response_of(features, draws, values, std::vector<double>(draws.size(), 1));
    std::vector<double> off;
    for (const std::size_t p : able) {
      if (!is_held_out(p)) continue;
      off.push_back(std::abs(surface_.capacity_response.at(features, all_.draws[p]) -
                             ratio_of(found_[p].capacity, all_.points[p].closed_capacity)));
    }
    surface_.error.capacity = median(off);
  }

  /// Each point at its load of the capacity that the surface says.
  void set_loads() {
    load_ = Column::uninitialised();
    std::fill_n(load_.values(), block_draws, 0.5);
    for (std::size_t p = 0; p < found_.size(); ++p) {
      found_[p].load = load_of(p);
      load_.values()[all_.draws[p]] = found_[p].load;
    }
    full_ = surface_.capacity(all_.closed, all_.inputs);
  }

  void simulate_point(std::size_t p) {
    if (all_.points[p].kv_blocks == 0) return;
    const std::size_t draw = all_.draws[p];
    const double rate = found_[p].load * (full_ / (request / second))[draw];
    // Those in flight at that load, at most: the first find a replica that is emptier than it is on average.
    const auto in_flight = static_cast<std::size_t>(
        std::min(found_[p].load * all_.closed.most.batch[draw], static_cast<double>(all_.engine.max_batch)));
    const serving::Uncounted uncounted{.first = 256 + 3 * in_flight, .last = in_flight};
    const std::size_t wanted = is_held_out(p) ? counted_held_out : counted,
                      count = std::min(stream_of_point,
                                       (wanted + uncounted.first + uncounted.last) / block_draws + 1);
    const serving::Calls calls = stream_.calls(all_.points[p].calls, rate, {p * stream_of_point, count});
    const serving::Simulation done = serving::simulate(calls.load, all_.points[p].step, engine_at(p));
    const double came = static_cast<double>(calls.load.requests.size()) /
                        serving::in_seconds(calls.load.requests.back().arrival);
    found_[p].load *= came / rate * work_of(p, calls);
    found_[p].classes = serving::percentiles_of(calls, done, all_.points[p].calls.size(), uncounted);
  }

  void fit_class(std::size_t c) {
    LatencySurface::OfClass& of = surface_.classes.emplace_back();
    const std::vector<Column> inputs = all_.inputs.of(c);
    const auto enough = [c](const PointResult& s) {
      return s.classes.size() > c && s.classes[c].calls >= 40;
    };
    const std::vector<std::size_t> able = points_with(enough);
    std::vector<std::size_t> made_of, draws;
    std::vector<double> weights;
    for (const std::size_t p : able) {
      if (is_held_out(p)) continue;
      weights.push_back(std::max(
          1e-3, (1 - found_[p].load) * (1 - found_[p].load)));  // what a full queue says is noise, mostly
      made_of.push_back(p);
      draws.push_back(all_.draws[p]);
    }
    if (draws.empty()) return;
    of.axes = axes_of(inputs, draws);
    const std::vector<Column> features = features_of(of.axes, inputs, load_);
    for (std::size_t k = 0; k < simulated_times; ++k) {
      std::vector<double> values;
      for (const std::size_t p : made_of) values.push_back(log_ratio(p, c, k));
      of.times[k] = response_of(features, draws, values, weights);
      double squares = 0;
      std::size_t n = 0;
      for (const std::size_t p : able) {
        if (!is_held_out(p) || !(percentile(found_[p].classes[c], k) > 0)) continue;
        const double off = of.times[k].at(features, all_.draws[p]) - log_ratio(p, c, k);
        squares += off * off;
        ++n;
        if (k == 1 && found_[p].load < 0.8) off_.push_back(std::abs(off));
      }
      of.spread[k] = n > 0 ? std::sqrt(squares / static_cast<double>(n)) : 0;
    }
  }

  double log_ratio(std::size_t p, std::size_t c, std::size_t k) const {
    const double time = percentile(found_[p].classes[c], k), closed = (closed_[c][k] / second)[all_.draws[p]];
    return time > 0 ? ratio_of(time, closed) : 0;
  }

  static double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  }

  void set_error() { surface_.error.median = median(off_); }

  const Fleet& fleet_;
  const SurfacePoints& all_;
  const serving::CallStream& stream_;
  ThreadPool* pool_;
  std::vector<PointResult> found_;
  LatencySurface surface_;
  Column load_;
  Drawn<RequestsPerSecond> full_;
  std::vector<TimesOf> closed_;
  std::vector<double> off_;
};

}  // namespace

SurfacePoints surface_points(const Fleet& fleet, const Context& context) {
  const FleetCapacity predicted = fleet_capacity(fleet, context);
  const DrawnCalls calls = drawn_calls(fleet, context);
  const SimulatedReplica replica = simulated_replica(fleet, calls);
  SurfacePoints all{.engine = replica.engine,
                    .draws = {},
                    .held_out = points_held_out,
                    .points = {},
                    .closed = closed_form(fleet, predicted.lengths, predicted.speed),
                    .calls = calls,
                    .inputs = surface_inputs(predicted.lengths, predicted.speed, calls)};
  const std::vector<std::size_t> any{0, 1, 2, 3, 4, 5, 6, 7};
  const std::size_t axes = axes_of(all.inputs.of(0), any).size(),
                    points = std::min(points_at_most, points_at_least + points_of_axis * axes);
  for (std::size_t p = 0; p < points + points_held_out; ++p) all.draws.push_back(p);
  const std::vector<serving::StepTime> steps = replica.steps(fleet.replica, predicted.speed, all.draws);
  const serving::KvRoom room(fleet.replica.placement, replica.engine.block_size, replica.length);
  for (const std::size_t draw : all.draws) {
    const std::int64_t blocks = room.blocks(predicted.speed.memory[draw]);
    all.points.push_back({.step = steps[draw],
                          .kv_blocks = blocks,
                          .calls = calls.in_draw(draw, replica.longest(blocks)),
                          .closed_capacity = (all.closed.most.rate / (request / second))[draw]});
  }
  return all;
}

std::optional<LatencySurface> surface_of(const Fleet& fleet, const SurfacePoints& points,
                                         const serving::CallStream& stream, ThreadPool* pool) {
  return Builder(fleet, points, stream, pool).surface();
}

}  // namespace llmtco
