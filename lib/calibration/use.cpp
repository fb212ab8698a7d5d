#include "calibration/use.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "kernel/blend.h"

namespace llmtco {
namespace {

using Factors = std::vector<TransferredFactor>;

std::string validity(const Calibration& c) {
  return c.valid ? "" : fmt::format("the calibration is not valid: {}", fmt::join(c.reasons, "; "));
}

/// Letters of either case are the same; blanks, '-' and '_' do not count.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '_') continue;
    out += 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string format_and_threads(KernelFormat format, int threads) {
  return fmt::format("{}, {} thread{}", info(format).name, threads, threads == 1 ? "" : "s");
}

void add_form(const Calibration& c, Factors& out) {
  for (const BenchFit& f : c.bench.fits)
    out.push_back({"p", format_and_threads(f.format, f.threads), f.p, Provenance::fitted});
}

/// A CPU's ratios say nothing of a GPU, which pays for dequantization in other coin.
std::string add_ratios(const Calibration& c, const CalibrationTarget& target, Factors& out) {
  for (const FormatRatio& r : c.ratios)
    out.push_back({"speed_vs_f16", r.format, r.speed_vs_f16, c.observations.front().provenance});
  const bool measured = std::any_of(c.bench.derived.begin(), c.bench.derived.end(),
                                    [](const BenchDerived& d) { return d.speed_vs_f16.value > 0; });
  if (measured && !target.cpu) return "ratios measured on a CPU do not carry over to other hardware";
  for (const BenchDerived& d : c.bench.derived) {
    if (d.speed_vs_f16.value > 0)
      out.push_back({"speed_vs_f16", format_and_threads(d.format, d.threads), d.speed_vs_f16,
                     Provenance::measured_here});
  }
  return "";
}

std::string add_absolute(const Calibration& c, const CalibrationTarget& target, Factors& out) {
  if (!c.bench.fits.empty()) {
    if (c.fingerprint != target.fingerprint) {
      return fmt::format(
          "absolute factors hold only on the machine they were measured on ({}), which '{}' is not",
          c.bench.machine.cpu_model, target.hardware);
    }
    for (const BenchFit& f : c.bench.fits) {
      const std::string of = format_and_threads(f.format, f.threads);
      out.push_back({"t_mem_s_per_GB", of, f.t_mem_s_per_GB, Provenance::measured_here});
      out.push_back({"t_c_s_per_Gop", of, f.t_c_s_per_Gop, Provenance::measured_here});
      out.push_back({"p", of, f.p, Provenance::fitted});
    }
  }
  std::vector<std::string> others;
  for (const EngineFit& f : c.engine_fits) {
    if (folded(f.hardware) != folded(target.hardware)) {
      others.push_back(f.hardware);
      continue;
    }
    const std::string of = fmt::format("{} x {}, {}", f.gpus, f.hardware, f.engine);
    if (f.decode_rows > 0) {
      out.push_back({"t0_s", of, f.t0_s, Provenance::fitted});
      out.push_back({"s_per_GB", of, f.s_per_GB, Provenance::fitted});
    }
    if (f.prefill_rows > 0) out.push_back({"prefill_s_per_Gop", of, f.prefill_s_per_Gop, Provenance::fitted});
  }
  if (out.empty() && !others.empty()) {
    return fmt::format("absolute factors of {} do not hold for '{}'", fmt::join(others, ", "),
                       target.hardware);
  }
  return "";
}

}  // namespace

std::string_view to_text(CalibrationUse use) {
  switch (use) {
    case CalibrationUse::form:
      return "form";
    case CalibrationUse::ratios:
      return "ratios";
    case CalibrationUse::absolute:
      return "absolute";
  }
  return "?";
}

CalibrationUse calibration_use(std::string_view name) {
  for (const CalibrationUse use : {CalibrationUse::form, CalibrationUse::ratios, CalibrationUse::absolute}) {
    if (name == to_text(use)) return use;
  }
  throw std::invalid_argument(
      fmt::format("a calibration cannot be used as '{}'; there are form, ratios, absolute", name));
}

std::variant<Factors, NotTransferred> transferred(const Calibration& c, CalibrationUse use,
                                                  const CalibrationTarget& target) {
  Factors found;
  std::string reason = validity(c);
  if (reason.empty()) {
    if (use == CalibrationUse::form) add_form(c, found);
    if (use == CalibrationUse::ratios) reason = add_ratios(c, target, found);
    if (use == CalibrationUse::absolute) reason = add_absolute(c, target, found);
  }
  if (!reason.empty()) return NotTransferred{reason};
  if (found.empty())
    return NotTransferred{
        fmt::format("the calibration holds nothing that can be used as '{}'", to_text(use))};
  return found;
}

std::variant<Interval95, NotTransferred> cpu_step_seconds(const Calibration& c, std::string_view fingerprint,
                                                          KernelFormat format, int threads, double weights,
                                                          double columns) {
  if (const std::string reason = validity(c); !reason.empty()) return NotTransferred{reason};
  if (c.fingerprint.empty() || c.fingerprint != fingerprint) {
    return NotTransferred{
        fmt::format("this calibration was measured on another machine ({})",
                    c.bench.machine.cpu_model.empty() ? "not this one" : c.bench.machine.cpu_model)};
  }
  for (const BenchFit& f : c.bench.fits) {
    if (f.format != format || f.threads != threads) continue;
    const double gigabytes = weights * bits_per_weight(format) / 8 * 1e-9;
    const double giga_operations = 2 * weights * 1e-9;
    const auto seconds = [&](double t_mem, double t_c, double p) {
      return blended_time({t_mem * gigabytes, t_c * giga_operations, p}, columns);
    };
    return Interval95{seconds(f.t_mem_s_per_GB.value, f.t_c_s_per_Gop.value, f.p.value),
                      seconds(f.t_mem_s_per_GB.low, f.t_c_s_per_Gop.low, f.p.high),
                      seconds(f.t_mem_s_per_GB.high, f.t_c_s_per_Gop.high, f.p.low)};
  }
  return NotTransferred{fmt::format("{} was not measured", format_and_threads(format, threads))};
}

}  // namespace llmtco
