#include "kernel/bench_summary.h"

#include <algorithm>

#include "kernel/bench_fit.h"
#include "kernel/bench_judge.h"

namespace llmtco::kernel::detail {
namespace {

constexpr int fit_resamples = 40;

template <class F>
std::vector<double> each(const std::vector<PointSample>& samples, F&& f) {
  std::vector<double> values;
  for (const PointSample& s : samples) values.push_back(f(s));
  return values;
}

Sampled scaled(Sampled s, double factor) {
  return {s.best * factor, s.median * factor, s.low * factor, s.high * factor, s.samples};
}

/// `best` of a rate is its greatest value, not its least.
Sampled sampled_rate(const std::vector<double>& values, double unit, std::uint64_t seed) {
  if (values.empty()) return {};
  Sampled s = scaled(sampled(values, seed), unit);
  for (const double value : values) s.best = std::max(s.best, value * unit);
  return s;
}

BenchPoint point_of(const BenchOptions& options, const Cell& cell, const Sweep& sweep,
                    const WindowLog& windows) {
  const Kept of = kept(cell, windows);
  BenchPoint p{.format = cell.format,
               .batch = cell.batch,
               .threads = cell.threads,
               .rows = cell.rows,
               .inputs = options.inputs,
               .ws_bytes = sweep.working_set(),
               .prefetch = cell.prefetch,
               .t_s = step_time(cell, windows, options.seed),
               .mbu_same_run = {},
               .peak_share = {},
               .quiet = of.quiet,
               .taken = static_cast<int>(cell.samples.size()),
               .interrupted = cell.interrupted()};
  const double bytes = p.bytes(), operations = 2 * p.weights() * p.batch;
  p.mbu_same_run = sampled_rate(
      each(of.samples, [&](const PointSample& s) { return bytes / s.seconds / s.read; }), 1, options.seed);
  p.peak_share =
      sampled_rate(each(of.samples, [&](const PointSample& s) { return operations / s.seconds / s.peak; }), 1,
                   options.seed);
  p.valid = is_valid(p);
  return p;
}

/// The machine's limits at a thread count, from the samples its points are made of.
BenchLimits limits_of(const BenchOptions& options, int threads, Sweep& sweep) {
  std::vector<double> read, int8, fp32;
  for (const Cell& cell : sweep.cells()) {
    if (cell.threads != threads) continue;
    for (const PointSample& s : kept(cell, sweep.windows()).samples) {
      read.push_back(s.read);
      (info(cell.format).quantized ? int8 : fp32).push_back(s.peak);
    }
  }
  return {.threads = threads,
          .dram_read_GBps = sampled_rate(read, 1e-9, options.seed),
          .int8_GOPS = sampled_rate(int8, 1e-9, options.seed),
          .fp32_GFLOPS = sampled_rate(fp32, 1e-9, options.seed)};
}

/// Curves of one format and thread count, in the order of the cells.
struct Curve {
  Format format;
  int threads;
  std::vector<PerWeight> points, valid;

  /// Valid points where they suffice for a fit, else all.
  const std::vector<PerWeight>& fitted() const { return valid.size() >= least_of_fit ? valid : points; }
};

/// Requires a point of `run` for each cell, in the same order.
std::vector<Curve> curves(const BenchRun& run, Sweep& sweep) {
  std::vector<Curve> found;
  for (std::size_t i = 0; i < run.points.size(); ++i) {
    const BenchPoint& p = run.points[i];
    Curve* mine = nullptr;
    for (Curve& c : found) {
      if (c.format == p.format && c.threads == p.threads) mine = &c;
    }
    if (mine == nullptr) mine = &found.emplace_back(Curve{p.format, p.threads, {}, {}});
    mine->points.push_back(
        {static_cast<double>(p.batch), each(kept(sweep.cells()[i], sweep.windows()).samples,
                                            [&](const PointSample& s) { return s.seconds / p.weights(); })});
    if (p.valid) mine->valid.push_back(mine->points.back());
  }
  return found;
}

const PerWeight* at_batch_one(const std::vector<Curve>& all, Format format, int threads) {
  for (const Curve& c : all) {
    if (c.format != format || c.threads != threads) continue;
    for (const PerWeight& p : c.points) {
      if (p.columns == 1) return &p;
    }
  }
  return nullptr;
}

}  // namespace

Sampled step_time(const Cell& cell, const WindowLog& windows, std::uint64_t seed) {
  return sampled(each(kept(cell, windows).samples, [](const PointSample& s) { return s.seconds; }), seed);
}

void summarize(const BenchOptions& options, Sweep& sweep, BenchRun& run) {
  for (const int threads : sweep.thread_counts()) run.limits.push_back(limits_of(options, threads, sweep));
  for (const Cell& cell : sweep.cells()) {
    run.points.push_back(point_of(options, cell, sweep, sweep.windows()));
  }
  const std::vector<Curve> all = curves(run, sweep);
  for (const Curve& c : all) {
    if (c.points.size() >= least_of_fit) {
      run.fits.push_back(curve_fit(c.format, c.threads, c.fitted(), options.seed, fit_resamples));
      run.fits.back().valid = c.valid.size() >= least_of_fit;
    }
    const PerWeight* own = at_batch_one(all, c.format, c.threads);
    const PerWeight* f16 = at_batch_one(all, Format::f16, c.threads);
    if (own == nullptr) continue;
    run.derived.push_back(
        {.format = c.format,
         .threads = c.threads,
         .speed_vs_f16 = f16 == nullptr ? Interval95{} : ratio(f16->seconds, own->seconds, options.seed),
         .dequant_s_per_Gweight = c.threads == 1 ? sweep.dequant(c.format) : 0});
  }
  judge(options.seconds, run);
}

}  // namespace llmtco::kernel::detail
