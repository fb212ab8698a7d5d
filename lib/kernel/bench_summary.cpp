#include "kernel/bench_summary.h"

#include <fmt/format.h>

#include "kernel/bench_fit.h"

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
  bool quiet = false;
  const std::vector<PointSample> samples = usable(cell, windows, quiet);
  return {.format = cell.format,
          .batch = cell.batch,
          .threads = cell.threads,
          .rows = cell.rows,
          .inputs = options.inputs,
          .ws_bytes = sweep.working_set(),
          .prefetch = cell.prefetch,
          .t_s = sampled(each(samples, [](const PointSample& s) { return s.seconds; }), options.seed),
          .mbu_same_run =
              sampled_rate(each(samples, [](const PointSample& s) { return s.mbu; }), 1, options.seed),
          .peak_share =
              sampled_rate(each(samples, [](const PointSample& s) { return s.peak_share; }), 1, options.seed),
          .quiet = quiet};
}

PerWeight per_weight(const BenchOptions& options, const Cell& cell, const WindowLog& windows) {
  bool quiet = false;
  const double weights = static_cast<double>(cell.rows) * static_cast<double>(options.inputs);
  return {static_cast<double>(cell.batch),
          each(usable(cell, windows, quiet), [&](const PointSample& s) { return s.seconds / weights; })};
}

/// Curves of one format and thread count, in the order of the cells.
struct Curve {
  Format format;
  int threads;
  std::vector<PerWeight> points;
};

std::vector<Curve> curves(const BenchOptions& options, Sweep& sweep) {
  std::vector<Curve> found;
  for (const Cell& cell : sweep.cells()) {
    Curve* mine = nullptr;
    for (Curve& c : found) {
      if (c.format == cell.format && c.threads == cell.threads) mine = &c;
    }
    if (mine == nullptr) mine = &found.emplace_back(Curve{cell.format, cell.threads, {}});
    mine->points.push_back(per_weight(options, cell, sweep.windows()));
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

/// Reasons why decode figures cannot be trusted: one for all that lack quiet samples, one for all too wide.
void judge(BenchRun& run) {
  std::vector<std::string> disturbed, wide;
  for (const BenchPoint& p : run.points) {
    if (p.batch != 1) continue;
    const std::string what =
        fmt::format("{} on {} thread{}", name(p.format), p.threads, p.threads == 1 ? "" : "s");
    if (!p.quiet) {
      disturbed.push_back(what);
    } else if (half_width(p.t_s) > widest_interval) {
      wide.push_back(fmt::format("{} (+-{:.1f} %)", what, 100 * half_width(p.t_s)));
    }
  }
  if (!disturbed.empty()) {
    run.reasons.push_back(fmt::format(
        "machine busy: others used {:.0f} % of a core on average; fewer than {} samples of moments in "
        "which they used less than 12 %: decode of {}",
        100 * run.conditions.others_cpu_share, least_pairs, fmt::join(disturbed, ", ")));
  }
  if (!wide.empty()) {
    run.reasons.push_back(fmt::format("machine busy: 95 % intervals wider than +-{:.0f} %: decode of {}",
                                      100 * widest_interval, fmt::join(wide, ", ")));
  }
}

}  // namespace

std::vector<PointSample> usable(const Cell& cell, const WindowLog& windows, bool& quiet) {
  std::vector<PointSample> kept;
  for (const PointSample& s : cell.samples) {
    if (windows.quiet(s.window)) kept.push_back(s);
  }
  quiet = static_cast<int>(kept.size()) >= samples_needed(cell.batch);
  return quiet ? kept : cell.samples;
}

void summarize(const BenchOptions& options, Sweep& sweep, BenchRun& run) {
  for (const LimitSamples& l : sweep.limits()) {
    run.limits.push_back({.threads = l.threads,
                          .dram_read_GBps = sampled_rate(l.read, 1e-9, options.seed),
                          .int8_GOPS = sampled_rate(l.int8, 1e-9, options.seed),
                          .fp32_GFLOPS = sampled_rate(l.fp32, 1e-9, options.seed)});
  }
  for (const Cell& cell : sweep.cells()) {
    run.points.push_back(point_of(options, cell, sweep, sweep.windows()));
  }
  judge(run);
  run.valid = run.reasons.empty();

  const std::vector<Curve> all = curves(options, sweep);
  for (const Curve& c : all) {
    if (c.points.size() >= 3)
      run.fits.push_back(curve_fit(c.format, c.threads, c.points, options.seed, fit_resamples));
    const PerWeight* own = at_batch_one(all, c.format, c.threads);
    const PerWeight* f16 = at_batch_one(all, Format::f16, c.threads);
    if (own == nullptr) continue;
    run.derived.push_back(
        {.format = c.format,
         .threads = c.threads,
         .speed_vs_f16 = f16 == nullptr ? Interval95{} : ratio(f16->seconds, own->seconds, options.seed),
         .dequant_s_per_Gweight = c.threads == 1 ? sweep.dequant(c.format) : 0});
  }
}

}  // namespace llmtco::kernel::detail
