#include "kernel/bench_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "kernel/bench_log.h"

namespace llmtco::kernel::detail {
namespace {

std::string decode_of(Format format, int threads) {
  return fmt::format("{} on {} thread{}", name(format), threads, threads == 1 ? "" : "s");
}

std::string decode_of(const BenchPoint& p) { return decode_of(p.format, p.threads); }

/// Of samples that nobody interrupted.
bool enough(const BenchPoint& p) { return p.taken - p.interrupted >= samples_needed(p.batch); }

bool narrow(const BenchPoint& p) { return p.batch != 1 || half_width(p.t_s) <= widest_interval; }

bool decode_is_valid(const BenchRun& run, Format format, int threads) {
  return std::any_of(run.points.begin(), run.points.end(), [&](const BenchPoint& p) {
    return p.format == format && p.threads == threads && p.batch == 1 && p.valid;
  });
}

/// Why decode points are not valid, by cause.
struct Causes {
  std::vector<std::string> few, interrupted, wide, curve;
  bool time_helps = true;  // against interruptions: of every point some samples came through
};

Causes causes(const BenchRun& run) {
  Causes found;
  for (const BenchPoint& p : run.points) {
    if (p.batch != 1 || p.valid) continue;
    const int whole = p.taken - p.interrupted;
    if (enough(p)) {
      const double tenths = std::ceil(1000 * half_width(p.t_s));  // up: 5.01 % is wider than 5 %
      found.wide.push_back(fmt::format("{} (+-{:.1f} %)", decode_of(p), tenths / 10));
    } else if (p.interrupted > 0) {
      found.interrupted.push_back(fmt::format("{} ({} of {})", decode_of(p), whole, p.taken));
      found.time_helps = found.time_helps && 4 * whole >= p.taken;
    } else {
      found.few.push_back(fmt::format("{} ({})", decode_of(p), p.taken));
    }
  }
  for (const BenchFit& f : run.fits) {
    if (!f.valid && decode_is_valid(run, f.format, f.threads))
      found.curve.push_back(decode_of(f.format, f.threads));
  }
  return found;
}

}  // namespace

bool is_valid(const BenchPoint& p) { return enough(p) && narrow(p); }

void judge(double seconds, BenchRun& run) {
  for (BenchPoint& p : run.points) p.valid = is_valid(p);
  for (BenchFit& f : run.fits) f.valid = f.valid && decode_is_valid(run, f.format, f.threads);
  for (BenchDerived& d : run.derived) {
    d.valid = decode_is_valid(run, d.format, d.threads) &&
              (d.speed_vs_f16.value == 0 || decode_is_valid(run, Format::f16, d.threads));
  }
  const Causes found = causes(run);
  const double others = 100 * run.conditions.others_cpu_share;
  if (!found.few.empty()) {
    run.reasons.push_back(fmt::format("few samples, {} needed; --seconds {:g} takes more: decode of {}",
                                      least_pairs, 2 * seconds, fmt::join(found.few, ", ")));
  }
  if (!found.interrupted.empty()) {
    const std::string longer = found.time_helps ? fmt::format(" or --seconds {:g}", 2 * seconds) : "";
    run.reasons.push_back(fmt::format(
        "interrupted by others, who used {:.0f} % of a core; {} samples without are needed, which a quieter "
        "machine{} gives: decode of {}",
        others, least_pairs, longer, fmt::join(found.interrupted, ", ")));
  }
  if (!found.wide.empty()) {
    run.reasons.push_back(
        fmt::format("intervals wider than +-{:.0f} % (95 % of the median), others used {:.0f} % of a core; "
                    "--seconds {:g} "
                    "takes more samples: decode of {}",
                    100 * widest_interval, others, 2 * seconds, fmt::join(found.wide, ", ")));
  }
  if (!found.curve.empty()) {
    run.reasons.push_back(fmt::format(
        "fewer than {} points of a curve that nobody interrupted, others used {:.0f} % of a core; "
        "--seconds {:g} takes more: form of {}",
        least_of_fit, others, 2 * seconds, fmt::join(found.curve, ", ")));
  }
  run.valid = run.reasons.empty();
}

}  // namespace llmtco::kernel::detail
