#include "serving/speed_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "serving/bent_steps.h"
#include "serving/step_seconds.h"

namespace llmtco::serving {
namespace {

constexpr std::size_t terms = 5;
using Terms = std::array<double, terms>;

/// One step: what each coefficient is multiplied with, and its time in seconds, in each draw.
struct Point {
  Terms terms;
  Column seconds;
};

/// Solves the rows and columns `in` of a x = b by elimination with the largest pivot; nothing where they are singular.
std::optional<Terms> solved(const std::array<Terms, terms>& all, const Terms& right,
                            const std::array<std::size_t, terms>& in, std::size_t n) {
  std::array<Terms, terms> a{};
  Terms b{};
  for (std::size_t i = 0; i < n; ++i) {
    b[i] = right[in[i]];
    for (std::size_t j = 0; j < n; ++j) a[i][j] = all[in[i]][in[j]];
  }
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t pivot = i;
    for (std::size_t j = i + 1; j < n; ++j) {
      if (std::abs(a[j][i]) > std::abs(a[pivot][i])) pivot = j;
    }
    if (!(std::abs(a[pivot][i]) > 1e-12)) return std::nullopt;
    std::swap(a[i], a[pivot]);
    std::swap(b[i], b[pivot]);
    for (std::size_t j = i + 1; j < n; ++j) {
      const double factor = a[j][i] / a[i][i];
      for (std::size_t k = i; k < n; ++k) a[j][k] -= factor * a[i][k];
      b[j] -= factor * b[i];
    }
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

/// Least squares of relative errors over the points as normal equations, with each term scaled to 1 at most:
///
///     sum (x . row - 1)^2 = x' a x - 2 b' x + n,   row = terms / seconds / scale
struct Normal {
  std::array<Terms, terms> a{};
  Terms b{}, scale{};
  double n = 0;

  Normal(const std::vector<Point>& points, std::size_t draw) : n(static_cast<double>(points.size())) {
    for (const Point& p : points) {
      for (std::size_t i = 0; i < terms; ++i) scale[i] = std::max(scale[i], p.terms[i] / p.seconds[draw]);
    }
    for (const Point& p : points) {
      Terms row{};
      for (std::size_t i = 0; i < terms; ++i)
        row[i] = scale[i] > 0 ? p.terms[i] / p.seconds[draw] / scale[i] : 0;
      for (std::size_t i = 0; i < terms; ++i) {
        b[i] += row[i];
        for (std::size_t j = 0; j < terms; ++j) a[i][j] += row[i] * row[j];
      }
    }
  }
  double loss(const Terms& x) const {
    double sum = n;
    for (std::size_t i = 0; i < terms; ++i) {
      sum -= 2 * b[i] * x[i];
      for (std::size_t j = 0; j < terms; ++j) sum += x[i] * a[i][j] * x[j];
    }
    return sum;
  }
};

/// Least squares where no coefficient is below 0: the best of those subsets whose own solution has none below it. Five
/// terms have 31 subsets.
Terms non_negative(const std::vector<Point>& points, std::size_t draw) {
  const Normal normal(points, draw);
  Terms best{};
  double least = normal.loss(best);
  for (unsigned subset = 1; subset < (1u << terms); ++subset) {
    std::array<std::size_t, terms> in{};
    std::size_t size = 0;
    for (std::size_t i = 0; i < terms; ++i) {
      if ((subset >> i & 1) != 0 && normal.scale[i] > 0) in[size++] = i;
    }
    const auto x = solved(normal.a, normal.b, in, size);
    if (!x) continue;
    Terms all{};
    bool negative = false;
    for (std::size_t i = 0; i < size; ++i) {
      negative = negative || (*x)[i] < 0;
      all[in[i]] = (*x)[i];
    }
    if (negative) continue;
    if (const double now = normal.loss(all); now < least) {
      least = now;
      best = all;
    }
  }
  for (std::size_t i = 0; i < terms; ++i) best[i] = normal.scale[i] > 0 ? best[i] / normal.scale[i] : 0;
  return best;
}

Terms terms_of(double tokens, double past, double sequences, double context) {
  return {1, tokens, tokens * (past + 0.5 * tokens), sequences, sequences * context};
}

/// Steps of the speed model, each with what the coefficients are multiplied with.
class Points {
 public:
  Points(const llmtco::Replica& replica, const Factors& factors) : steps_(replica, factors) {}

  void decode(double sequences, double context) {
    all.push_back({terms_of(0, 0, sequences, context), steps_.decode(sequences, context)});
  }
  void prompt(double tokens, double past) {
    all.push_back({terms_of(tokens, past, 0, 0), steps_.prompt(tokens, past)});
  }
  void both(double tokens, double sequences, double context) {
    all.push_back({terms_of(tokens, 0, sequences, context), steps_.both(tokens, sequences, context)});
  }
  Column experts_per_token(double tokens) const { return steps_.experts_per_token(tokens); }

  std::vector<Point> all;

 private:
  StepSeconds steps_;
};

double longest_prompt(const llmtco::Replica& replica, const EngineSettings& settings, const FitRange& range) {
  const double whole = range.input + range.output,
               most = std::min<double>(settings.token_budget, std::max(whole, 2 * range.input));
  return std::max(64.0, std::max(1, replica.placement.parallel.attention_data) * most);
}

std::vector<double> doublings(double low, double high) {
  std::vector<double> values;
  for (double v = low; v < high; v *= 2) values.push_back(v);
  values.push_back(high);
  return values;
}

/// The steps that a replica takes, and their times.
Points points_of(const llmtco::Replica& replica, const EngineSettings& settings, const FitRange& range,
                 const Factors& factors) {
  Points points(replica, factors);
  const double whole = range.input + range.output, batch = largest_batch(replica, settings),
               longest = longest_prompt(replica, settings, range);
  for (const double n : doublings(std::min(range.least_batch, batch), batch)) {
    for (const double context : {0.25 * range.input + 1, range.input + 1, whole}) points.decode(n, context);
  }
  for (const double tokens : doublings(std::min(64.0, range.input), longest)) {
    for (const double past : {0.0, 0.5 * range.input}) points.prompt(tokens, past);
    for (const double n : {0.25 * batch, batch})
      points.both(tokens, std::max(1.0, n), range.input + 0.5 * range.output);
  }
  return points;
}

StepTime line_of(const Terms& x) {
  return {.t0 = x[0], .c_pf = x[1], .c_attn = x[2], .c_dec = x[3], .c_kv = x[4]};
}

StepTime bent_fit(const Points& points, const BentSteps& steps, const Column& shared, std::size_t draw) {
  StepTime time = steps.bent(line_of(non_negative(points.all, draw)), draw);
  time.shared_pf = std::min(time.c_pf, shared[draw]);
  return time;
}

/// What ranks of attention data parallelism compute of a prompt token together.
Column shared_of(const Points& points, const llmtco::Replica& replica, const EngineSettings& settings,
                 const FitRange& range) {
  if (replica.placement.parallel.attention_data <= 1) return Column(0.0);
  return points.experts_per_token(longest_prompt(replica, settings, range));
}

}  // namespace

/// Of a pipeline, one of the batches under way; of ranks with requests of their own, all.
double largest_batch(const llmtco::Replica& replica, const EngineSettings& settings) {
  const auto& parallel = replica.placement.parallel;
  return std::max(1.0, static_cast<double>(settings.max_batch) * std::max(1, parallel.attention_data) /
                           std::max(1, parallel.pipeline));
}

SpeedFit fit_step_time(const llmtco::Replica& replica, const EngineSettings& settings, const FitRange& range,
                       const Factors& factors) {
  const Points points = points_of(replica, settings, range, factors);
  SpeedFit fit{.time = bent_fit(points, BentSteps(replica, settings, range, factors),
                                shared_of(points, replica, settings, range), 0),
               .points = static_cast<int>(points.all.size())};
  const StepClock clock(fit.time);
  for (const Point& p : points.all) {
    const StepWork work{.prompt_tokens = std::llround(p.terms[1]),
                        .attention = std::llround(2 * p.terms[2]),
                        .decoding = std::llround(p.terms[3]),
                        .contexts = std::llround(p.terms[4])};
    const double error = std::abs(in_seconds(clock.of(work)) / p.seconds[0] - 1);
    fit.mean_error += error / fit.points;
    fit.largest_error = std::max(fit.largest_error, error);
  }
  fit.time.c_pf += settings.host_per_prompt_token;
  return fit;
}

std::vector<StepTime> fit_step_times(const llmtco::Replica& replica, const EngineSettings& settings,
                                     const FitRange& range, const Factors& factors,
                                     std::span<const std::size_t> draws) {
  const Points points = points_of(replica, settings, range, factors);
  const BentSteps steps(replica, settings, range, factors);
  const Column shared = shared_of(points, replica, settings, range);
  std::vector<StepTime> times;
  times.reserve(draws.size());
  for (const std::size_t draw : draws) {
    times.push_back(bent_fit(points, steps, shared, draw));
    times.back().c_pf += settings.host_per_prompt_token;
  }
  return times;
}

KvRoom::KvRoom(const Placement& placement, int block_size, double length) : memory_(memory_use(placement)) {
  const double bytes = kv_bytes(placement, Drawn<Tokens>(Column(length))).base_units()[0];
  if (bytes > 0)
    blocks_per_byte_ = length / bytes * std::max(1, placement.parallel.attention_data) / block_size;
}

std::int64_t KvRoom::blocks(double memory_factor) const {
  const bool predicted = memory_factor == 1;
  if (predicted && !memory_.fits) return 0;
  const Bytes room = predicted ? memory_.kv_available : room_at(memory_, memory_factor);
  return static_cast<std::int64_t>(std::clamp(room / byte * blocks_per_byte_, 0.0, 1e12));
}

std::int64_t kv_blocks_of(const Placement& placement, int block_size, double length) {
  return KvRoom(placement, block_size, length).blocks(1);
}

SchedulerKind scheduler_of(const Engine& engine) {
  if (engine.id.starts_with("sglang")) return SchedulerKind::sglang;
  if (engine.id.starts_with("tensorrt")) return SchedulerKind::tensorrt_llm;
  if (engine.id.starts_with("llama") || engine.id.starts_with("ollama")) return SchedulerKind::sequential;
  return engine.continuous_batching ? SchedulerKind::vllm : SchedulerKind::fixed_batch;
}

}  // namespace llmtco::serving
