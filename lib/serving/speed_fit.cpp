#include "serving/speed_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "serving/bent_steps.h"

namespace llmtco::serving {
namespace {

constexpr std::size_t terms = 5;
using Terms = std::array<double, terms>;

/// One step: what each coefficient is multiplied with, and its time in seconds.
struct Point {
  Terms terms;
  double seconds;
};

/// Solves a x = b by elimination with the largest pivot; nothing where a is singular.
std::optional<std::vector<double>> solved(std::vector<std::vector<double>> a, std::vector<double> b) {
  const std::size_t n = b.size();
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

/// Sum of squares of relative errors.
double loss(const std::vector<Point>& points, const Terms& x) {
  double sum = 0;
  for (const Point& p : points) {
    double t = 0;
    for (std::size_t i = 0; i < terms; ++i) t += x[i] * p.terms[i];
    sum += (t / p.seconds - 1) * (t / p.seconds - 1);
  }
  return sum;
}

/// Least squares where no coefficient is below 0: the best of those subsets whose own solution has none below it. Five
/// terms have 31 subsets.
Terms non_negative(const std::vector<Point>& points) {
  Terms scale{}, best{};
  for (const Point& p : points) {
    for (std::size_t i = 0; i < terms; ++i) scale[i] = std::max(scale[i], p.terms[i] / p.seconds);
  }
  double least = loss(points, best);
  for (unsigned subset = 1; subset < (1u << terms); ++subset) {
    std::vector<std::size_t> in;
    for (std::size_t i = 0; i < terms; ++i) {
      if ((subset >> i & 1) != 0 && scale[i] > 0) in.push_back(i);
    }
    std::vector<std::vector<double>> a(in.size(), std::vector<double>(in.size(), 0));
    std::vector<double> b(in.size(), 0);
    for (const Point& p : points) {
      for (std::size_t i = 0; i < in.size(); ++i) {
        const double row = p.terms[in[i]] / p.seconds / scale[in[i]];
        b[i] += row;
        for (std::size_t j = 0; j < in.size(); ++j)
          a[i][j] += row * p.terms[in[j]] / p.seconds / scale[in[j]];
      }
    }
    const auto x = solved(std::move(a), std::move(b));
    if (!x || std::any_of(x->begin(), x->end(), [](double c) { return c < 0; })) continue;
    Terms all{};
    for (std::size_t i = 0; i < in.size(); ++i) all[in[i]] = (*x)[i] / scale[in[i]];
    if (const double now = loss(points, all); now < least) {
      least = now;
      best = all;
    }
  }
  return best;
}

Terms terms_of(double tokens, double past, double sequences, double context) {
  return {1, tokens, tokens * (past + 0.5 * tokens), sequences, sequences * context};
}

class Points {
 public:
  Points(const llmtco::Replica& replica, const Factors& factors) : r_(replica), factors_(factors) {}

  void decode(double sequences, double context) {
    const Timed t = decode_step(r_, sequences, Drawn<Tokens>(Column(context)), factors_);
    add(terms_of(0, 0, sequences, context), t.time);
  }
  void prompt(double tokens, double past) {
    const Timed t = prefill(r_, Drawn<Tokens>(Column(tokens)), Drawn<Tokens>(Column(past)), 1.0, factors_);
    add(terms_of(tokens, past, 0, 0), t.time);
  }
  void both(double tokens, double sequences, double context) {
    llmtco::StepWork work;
    work.sequences = sequences;
    work.context = context;
    work.prompt_tokens = tokens;
    work.prompt_past = 0.5 * tokens;
    work.heads = sequences + 1;
    const Drawn<Seconds> t =
        step_time(r_.shape, r_.placement.parallel, r_.online, work, factors_.parts).total;
    add(terms_of(tokens, 0, sequences, context), t);
  }

  /// What experts take for each prompt token more, between half of so many and all.
  double experts_per_token(double tokens) {
    const auto experts = [&](double n) {
      llmtco::StepWork work;
      work.prompt_tokens = n;
      const llmtco::StepTime t =
          llmtco::step_time(r_.shape, r_.placement.parallel, r_.online, work, factors_.parts);
      return t.experts.base_units()[0];
    };
    return (experts(tokens) - experts(0.5 * tokens)) / (0.5 * tokens);
  }

  std::vector<Point> all;

 private:
  /// Stages of a pipeline wait for each other.
  void add(const Terms& terms, const Drawn<Seconds>& time) {
    const double waits = r_.placement.parallel.pipeline > 1 ? 1 / r_.offline.stage_efficiency : 1;
    all.push_back({terms, waits * time.base_units()[0]});
  }

  const llmtco::Replica& r_;
  const Factors& factors_;
};

std::vector<double> doublings(double low, double high) {
  std::vector<double> values;
  for (double v = low; v < high; v *= 2) values.push_back(v);
  values.push_back(high);
  return values;
}

}  // namespace

SpeedFit fit_step_time(const llmtco::Replica& replica, const EngineSettings& settings, const FitRange& range,
                       const Factors& factors) {
  Points points(replica, factors);
  // Of a pipeline, one of the batches under way; of ranks with requests of their own, all.
  const int ranks = std::max(1, replica.placement.parallel.attention_data);
  const double whole = range.input + range.output,
               batch = std::max(1.0, static_cast<double>(settings.max_batch) * ranks /
                                         std::max(1, replica.placement.parallel.pipeline));
  const double longest =
      std::max(64.0, ranks * std::min<double>(settings.token_budget, std::max(whole, 2 * range.input)));
  for (const double n : doublings(std::min(range.least_batch, batch), batch)) {
    for (const double context : {0.25 * range.input + 1, range.input + 1, whole}) points.decode(n, context);
  }
  for (const double tokens : doublings(std::min(64.0, range.input), longest)) {
    for (const double past : {0.0, 0.5 * range.input}) points.prompt(tokens, past);
    for (const double n : {0.25 * batch, batch})
      points.both(tokens, std::max(1.0, n), range.input + 0.5 * range.output);
  }
  const Terms x = non_negative(points.all);
  const StepTime line{.t0 = x[0], .c_pf = x[1], .c_attn = x[2], .c_dec = x[3], .c_kv = x[4]};
  SpeedFit fit{.time = BentSteps(replica, settings, range, factors).bent(line),
               .points = static_cast<int>(points.all.size())};
  fit.time.shared_pf = std::min(fit.time.c_pf, ranks > 1 ? points.experts_per_token(longest) : 0);
  const StepClock clock(fit.time);
  for (const Point& p : points.all) {
    const StepWork work{.prompt_tokens = std::llround(p.terms[1]),
                        .attention = std::llround(2 * p.terms[2]),
                        .decoding = std::llround(p.terms[3]),
                        .contexts = std::llround(p.terms[4])};
    const double error = std::abs(in_seconds(clock.of(work)) / p.seconds - 1);
    fit.mean_error += error / fit.points;
    fit.largest_error = std::max(fit.largest_error, error);
  }
  return fit;
}

std::int64_t kv_blocks_of(const Placement& placement, int block_size, double length) {
  const Memory m = memory_use(placement);
  const double bytes = kv_bytes(placement, Drawn<Tokens>(Column(length))).base_units()[0];
  if (!m.fits || !(bytes > 0)) return 0;
  const double tokens =
      m.kv_available / byte / (bytes / length) * std::max(1, placement.parallel.attention_data);
  return static_cast<std::int64_t>(std::min(tokens / block_size, 1e12));
}

SchedulerKind scheduler_of(const Engine& engine) {
  if (engine.id.starts_with("sglang")) return SchedulerKind::sglang;
  if (engine.id.starts_with("tensorrt")) return SchedulerKind::tensorrt_llm;
  if (engine.id.starts_with("llama") || engine.id.starts_with("ollama")) return SchedulerKind::sequential;
  return engine.continuous_batching ? SchedulerKind::vllm : SchedulerKind::fixed_batch;
}

}  // namespace llmtco::serving
