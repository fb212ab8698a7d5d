#include "kernel/bench_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "text/plane.h"

namespace llmtco::kernel {
namespace {

using Out = std::back_insert_iterator<std::string>;

void limits_table(const BenchRun& run, Out out) {
  fmt::format_to(out, "\nWhat the machine can do (median, best)\n{:>8} {:>20} {:>20} {:>20}\n", "threads",
                 "DRAM read GB/s", "int8 GOPS", "fp32 GFLOPS");
  const auto cell = [](const Sampled& s) {
    return s.samples == 0 ? std::string("-") : fmt::format("{:.1f}, {:.1f}", s.median, s.best);
  };
  for (const BenchLimits& l : run.limits) {
    fmt::format_to(out, "{:>8} {:>20} {:>20} {:>20}\n", l.threads, cell(l.dram_read_GBps), cell(l.int8_GOPS),
                   cell(l.fp32_GFLOPS));
  }
}

void decode_table(const BenchRun& run, Out out) {
  fmt::format_to(out,
                 "\nDecode [measured here]: one column, weights from memory (95 % interval of the median)\n");
  fmt::format_to(out, "{:>6} {:>5} {:>8} {:>10} {:>8} {:>18} {:>7} {:>7} {:>8} {:>6}\n", "format", "bits",
                 "threads", "Gweights/s", "GB/s", "of DRAM read", "vs f16", "+-", "samples", "valid");
  bool loud = false;
  for (const BenchPoint& p : run.points) {
    if (p.batch != 1) continue;
    std::string versus = "-";
    for (const BenchDerived& d : run.derived) {
      if (d.format == p.format && d.threads == p.threads && d.valid && d.speed_vs_f16.value > 0)
        versus = fmt::format("{:.2f}x", d.speed_vs_f16.value);
    }
    loud = loud || !p.quiet;
    fmt::format_to(
        out, "{:>6} {:>5} {:>8} {:>10.2f} {:>8.1f} {:>18} {:>7} {:>6.1f}% {:>7}{} {:>6}\n", name(p.format),
        bits_per_weight(p.format), p.threads, p.weights() / p.t_s.median * 1e-9, p.GBps(),
        fmt::format("{:.2f} ({:.2f}-{:.2f})", p.mbu_same_run.median, p.mbu_same_run.low, p.mbu_same_run.high),
        versus, 100 * half_width(p.t_s), p.t_s.samples, p.quiet ? " " : "!", p.valid ? "yes" : "no");
  }
  if (loud) fmt::format_to(out, "! others used 12 % of a core or more meanwhile, and shared the memory\n");
}

void curve_table(const BenchRun& run, Out out) {
  bool left_out = false;
  std::set<int> batches;
  for (const BenchPoint& p : run.points) batches.insert(p.batch);
  fmt::format_to(out,
                 "\nGOPS by columns [measured here] (operations: two per weight and column)\n{:>6} {:>8}",
                 "format", "threads");
  for (const int batch : batches) fmt::format_to(out, "{:>6}", batch);
  for (const BenchDerived& d : run.derived) {
    fmt::format_to(out, "\n{:>6} {:>8}", name(d.format), d.threads);
    for (const int batch : batches) {
      const auto at = std::find_if(run.points.begin(), run.points.end(), [&](const BenchPoint& p) {
        return p.format == d.format && p.threads == d.threads && p.batch == batch;
      });
      left_out = left_out || at == run.points.end();
      fmt::format_to(out, "{:>6}", at == run.points.end() ? "-" : fmt::format("{:.0f}", at->GOPS()));
    }
  }
  fmt::format_to(out, "\n");
  if (left_out) fmt::format_to(out, "- left out for want of time; --full measures every point\n");
}

void fit_table(const BenchRun& run, Out out) {
  fmt::format_to(
      out,
      "\nForm [fitted] t(N) = (t_mem^p + (N t_c)^p)^(1/p), with 95 % intervals\n{:>6} {:>8} {:>22} {:>24} "
      "{:>18} {:>7} {:>6}\n",
      "format", "threads", "t_mem s/GB", "t_c s/Gop", "p", "knee", "rms");
  const auto cell = [](const Interval95& e, int digits) {
    return fmt::format("{0:.{3}f} ({1:.{3}f}-{2:.{3}f})", e.value, e.low, e.high, digits);
  };
  for (const BenchFit& f : run.fits) {
    fmt::format_to(out, "{:>6} {:>8} {:>22} {:>24} {:>18} {:>7.1f} {:>5.1f}%{}\n", name(f.format), f.threads,
                   cell(f.t_mem_s_per_GB, 4), cell(f.t_c_s_per_Gop, 5), cell(f.p, 2), f.knee, 100 * f.rms_rel,
                   f.valid ? "" : " not valid");
  }
  for (const BenchDerived& d : run.derived) {
    if (d.dequant_s_per_Gweight > 0) {
      fmt::format_to(out, "decoding {} from second-level cache: {:.4f} s per 1e9 weights\n", name(d.format),
                     d.dequant_s_per_Gweight);
    }
  }
}

void quality_table(const BenchRun& run, Out out) {
  if (run.quality.empty()) return;
  fmt::format_to(out,
                 "\nQuantization error of synthetic layers (no statement about a model's answers)\n{:>6} "
                 "{:>12} {:>14} {:>14} {:>10} {:>10}\n",
                 "format", "weights", "weight RMSE", "output RMSE", "cosine", "KL proxy");
  for (const QuantizationError& q : run.quality) {
    fmt::format_to(out, "{:>6} {:>12} {:>13.2f}% {:>13.2f}% {:>10.5f} {:>10.2g}\n", name(q.format),
                   name(q.weights), 100 * q.weight_rel_rmse, 100 * q.output_rel_rmse, q.cosine, q.kl_proxy);
  }
}

/// Operations for each byte of weights.
double intensity(const BenchPoint& p) { return 2 * p.weights() * p.batch / p.bytes(); }

char letter(Format format) {
  constexpr std::string_view letters = "Ff842";
  return letters[static_cast<std::size_t>(format)];
}

}  // namespace

std::string bench_tables(const BenchRun& run) {
  std::string text;
  Out out(text);
  fmt::format_to(out, "{}, {} threads, {} variant, {}\n", run.machine.cpu_model, run.machine.vcpus,
                 run.tool.simd, run.taken_at);
  fmt::format_to(out, "{:.1f} s, others used {:.0f} % of a core, {} of {} moments quiet\n",
                 run.conditions.seconds, 100 * run.conditions.others_cpu_share, run.conditions.quiet_windows,
                 run.conditions.windows);
  limits_table(run, out);
  decode_table(run, out);
  curve_table(run, out);
  fit_table(run, out);
  quality_table(run, out);
  return text;
}

std::string valid_decode(const BenchRun& run) {
  std::map<int, std::vector<std::string_view>> formats;
  for (const BenchPoint& p : run.points) {
    if (p.batch == 1 && p.valid) formats[p.threads].push_back(name(p.format));
  }
  std::string text;
  for (const auto& [threads, those] : formats) {
    text += fmt::format("{}{} on {} thread{}", text.empty() ? "" : " and ", fmt::join(those, ", "), threads,
                        threads == 1 ? "" : "s");
  }
  return text;
}

std::string bench_verdict(const BenchRun& run) {
  if (run.valid) return "valid: every decode interval is within 5 %\n";
  const std::string some = valid_decode(run);
  std::string text = some.empty() ? "not valid as a calibration:\n"
                                  : fmt::format("valid for decode of {}; not for the rest:\n", some);
  for (const std::string& reason : run.reasons) text += "  " + reason + "\n";
  return text;
}

namespace {

std::string plain(double value) { return fmt::format("{:.6g}", value); }

/// From the lowest to the highest of the points of one thread count, by factors. Requires that there are some.
Plane plane_of(const std::vector<const BenchPoint*>& points, double peak) {
  constexpr Plane::Size size{.width = 79, .lines = 18};
  double x_low = 1e9, x_high = 0, y_low = peak, y_high = peak;
  for (const BenchPoint* p : points) {
    x_low = std::min(x_low, intensity(*p));
    x_high = std::max(x_high, intensity(*p));
    y_low = std::min(y_low, p->GOPS());
    y_high = std::max(y_high, p->GOPS());
  }
  PlaneAxis x = plane_axis_by_factors(x_low, x_high), y = plane_axis_by_factors(y_low, y_high);
  x.title = "operations per byte of weights";
  y.title = "GOPS";
  x.label = y.label = plain;
  return {std::move(x), std::move(y), size, false};
}

}  // namespace

std::string roofline_picture(const BenchRun& run, int threads) {
  const auto limits = std::find_if(run.limits.begin(), run.limits.end(),
                                   [&](const BenchLimits& l) { return l.threads == threads; });
  std::vector<const BenchPoint*> points;
  for (const BenchPoint& p : run.points) {
    if (p.threads == threads && p.GOPS() > 0) points.push_back(&p);
  }
  if (limits == run.limits.end() || points.empty())
    return fmt::format("no measurement with {} threads\n", threads);
  const double bandwidth = limits->dram_read_GBps.median;
  const double peak = std::max(limits->int8_GOPS.median, limits->fp32_GFLOPS.median);
  Plane plane = plane_of(points, peak);
  if (bandwidth > 0 && peak > 0) plane.roof(bandwidth, peak);
  for (const BenchPoint* p : points)
    plane.mark({intensity(*p), p->GOPS()}, std::string(1, letter(p->format)));
  return fmt::format(
             "Roofline of {} thread{}: the line is {:.0f} GB/s of DRAM up to {:.0f} GOPS from registers; f = "
             "f16, "
             "8 4 2 = q8 q4 q2\n",
             threads, threads == 1 ? "" : "s", bandwidth, peak) +
         plane.text();
}

}  // namespace llmtco::kernel
