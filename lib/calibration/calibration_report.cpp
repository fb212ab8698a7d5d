#include "calibration/calibration_report.h"

#include <fmt/format.h>

#include <iterator>

#include "kernel/bench_text.h"

namespace llmtco {
namespace {

std::string interval(const Interval95& e, int digits) {
  if (e.low == e.high) return fmt::format("{:.{}g} (no interval)", e.value, digits);
  return fmt::format("{0:.{3}g} ({1:.{3}g}-{2:.{3}g})", e.value, e.low, e.high, digits);
}

std::string verdict(const Calibration& c) {
  if (c.valid) return "valid";
  const std::string some = kernel::valid_decode(c.bench);
  return some.empty() ? "NOT valid" : fmt::format("valid for decode of {}, not for the rest", some);
}

}  // namespace

std::string calibration_tables(const Calibration& c) {
  std::string text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "calibration from {}, taken {}: {}\n", c.source,
                 c.bench.taken_at.empty() ? "at an unknown time" : c.bench.taken_at, verdict(c));
  for (const std::string& reason : c.reasons) fmt::format_to(out, "  {}\n", reason);
  if (!c.fingerprint.empty())
    fmt::format_to(out, "machine-{}: {}, {} processors, {:.1f} GB of memory\n", c.fingerprint.substr(0, 12),
                   c.bench.machine.cpu_model, c.bench.machine.vcpus,
                   1e-9 * static_cast<double>(c.bench.machine.mem_bytes));
  if (!c.bench.points.empty()) text += kernel::bench_tables(c.bench);
  if (!c.engine_fits.empty())
    fmt::format_to(
        out,
        "\nSeconds per token = t0 + s/GB of weights; per prompt token s/Gop * 2 * parameters [fitted]\n");
  for (const EngineFit& f : c.engine_fits) {
    fmt::format_to(out, "{} x {}, {}:\n", f.gpus, f.hardware, f.engine);
    if (f.decode_rows > 0) {
      fmt::format_to(out, "  decode: t0 {} s, {} s/GB, {} rows, rms {:.1f} %\n", interval(f.t0_s, 3),
                     interval(f.s_per_GB, 3), f.decode_rows, 100 * f.decode_rms);
    }
    if (f.prefill_rows > 0)
      fmt::format_to(out, "  prefill: {} s/Gop, {} rows\n", interval(f.prefill_s_per_Gop, 3), f.prefill_rows);
  }
  if (!c.ratios.empty())
    fmt::format_to(out, "\nDecode speed over 16-bit weights [{}]\n",
                   to_text(c.observations.front().provenance));
  for (const FormatRatio& r : c.ratios)
    fmt::format_to(out, "  {:<12} {}, {} pairs on {}\n", r.format, interval(r.speed_vs_f16, 3), r.pairs,
                   r.hardware);
  if (!c.speed_factors.empty())
    fmt::format_to(out, "\nTime over that of the speed model of {}, rows on top of it [{}]\n", c.speed_model,
                   to_text(c.observations.front().provenance));
  for (const SpeedFactor& f : c.speed_factors) {
    const std::string of = f.model.empty() ? "any model" : f.model + " " + f.format;
    fmt::format_to(out, "  {} under {}, {}, {}: {}, {} row{}, weight {:.0f} %\n", f.hardware, f.engine,
                   f.part, of, interval(f.time_over_model, 3), f.rows, f.rows == 1 ? "" : "s",
                   100 * f.weight_of_rows);
  }
  if (!c.observations.empty()) fmt::format_to(out, "\n{} observations:\n", c.observations.size());
  for (const Observation& o : c.observations) {
    fmt::format_to(out, "  {:<10} {:>14} {:>10.4g}  {} x {}, {} {}, {} {} {:g} [{}]\n", o.id, o.metric,
                   o.value.median, o.gpus, o.hardware, o.model, o.format, o.engine, o.load_kind, o.load,
                   to_text(o.provenance));
  }
  return text;
}

}  // namespace llmtco
