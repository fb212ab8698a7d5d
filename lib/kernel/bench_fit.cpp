#include "kernel/bench_fit.h"

#include <algorithm>

namespace llmtco::kernel::detail {
namespace {

double resampled_median(const std::vector<double>& values, Resampler& draw) {
  std::vector<double> resample(values.size());
  for (double& value : resample) value = values[draw.below(values.size())];
  return median(std::move(resample));
}

Interval95 interval(double value, std::vector<double> resamples) {
  std::sort(resamples.begin(), resamples.end());
  const auto at = [&](double part) {
    return resamples[static_cast<std::size_t>(part * static_cast<double>(resamples.size() - 1) + 0.5)];
  };
  return {value, at(0.025), at(0.975)};
}

}  // namespace

BenchFit curve_fit(Format format, int threads, const std::vector<PerWeight>& points, std::uint64_t seed,
                   int resamples) {
  std::vector<BlendPoint> medians;
  for (const PerWeight& point : points) medians.push_back({point.columns, median(point.seconds)});
  const BlendFit fit = fitted_blend(medians);

  Resampler draw(seed);
  std::vector<double> mem, compute, p;
  for (int i = 0; i < resamples; ++i) {
    std::vector<BlendPoint> resample;
    for (const PerWeight& point : points)
      resample.push_back({point.columns, resampled_median(point.seconds, draw)});
    const Blend blend = fitted_blend(resample).blend;
    mem.push_back(blend.t_mem);
    compute.push_back(blend.t_c);
    p.push_back(blend.p);
  }
  const double per_GB = 1e9 / (bits_per_weight(format) / 8);  // weights in 1e9 bytes
  const double per_Gop = 1e9 / 2;                             // weights times columns in 1e9 operations
  const auto scaled = [](Interval95 e, double factor) {
    return Interval95{e.value * factor, e.low * factor, e.high * factor};
  };
  return {.format = format,
          .threads = threads,
          .t_mem_s_per_GB = scaled(interval(fit.blend.t_mem, mem), per_GB),
          .t_c_s_per_Gop = scaled(interval(fit.blend.t_c, compute), per_Gop),
          .p = interval(fit.blend.p, p),
          .rms_rel = fit.rms,
          .knee = knee(fit.blend)};
}

Interval95 ratio(const std::vector<double>& a, const std::vector<double>& b, std::uint64_t seed) {
  Resampler draw(seed);
  std::vector<double> ratios;
  for (int i = 0; i < 400; ++i) {
    const double top = resampled_median(a, draw);
    ratios.push_back(top / resampled_median(b, draw));
  }
  return interval(median(a) / median(b), std::move(ratios));
}

}  // namespace llmtco::kernel::detail
