#include "calibration/cpu_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace llmtco {
namespace {

Interval95 interval(const Sampled& s) { return {s.median, s.low, s.high}; }

/// One over: the ends change places.
Interval95 inverse(const Interval95& e) { return {1 / e.value, 1 / e.high, 1 / e.low}; }

/// Half the interval on the scale of logarithms; 0 without an interval.
double half(const Interval95& e) { return e.low > 0 && e.high > e.low ? std::log(e.high / e.low) / 2 : 0; }

/// Ends that a bootstrap put at nothing are held at a quarter of the value, so that no rate is infinite.
Interval95 held(const Interval95& e) {
  return {e.value, std::max(e.low, e.value / 4), std::max(e.high, e.value)};
}

const kernel::BenchFit* valid_fit(const kernel::BenchRun& run, kernel::Format format, int threads) {
  for (const kernel::BenchFit& fit : run.fits) {
    if (fit.format == format && fit.threads == threads && fit.valid) return &fit;
  }
  return nullptr;
}

/// Thread counts with a fit of the format, the most first.
std::set<int, std::greater<>> thread_counts(const kernel::BenchRun& run, kernel::Format format, bool valid) {
  std::set<int, std::greater<>> counts;
  for (const kernel::BenchFit& fit : run.fits) {
    if (fit.format == format && (fit.valid || !valid)) counts.insert(fit.threads);
  }
  return counts;
}

std::string unmeasured(const kernel::BenchRun& run, kernel::Format format) {
  if (thread_counts(run, format, false).empty()) return fmt::format("{} was not measured", name(format));
  return fmt::format("what was measured of {} is not valid: {}", name(format), fmt::join(run.reasons, "; "));
}

/// Requires a valid fit of the format with so many threads.
std::variant<CpuRates, std::string> rates_with(const kernel::BenchRun& run, kernel::Format format,
                                               int threads) {
  const kernel::BenchFit* fit = valid_fit(run, format, threads);
  const kernel::BenchFit* half_precision = valid_fit(run, kernel::Format::f16, threads);
  if (half_precision == nullptr)
    return "attention is computed in f16: " + unmeasured(run, kernel::Format::f16);
  const auto limit = std::find_if(run.limits.begin(), run.limits.end(),
                                  [&](const kernel::BenchLimits& l) { return l.threads == fit->threads; });
  if (limit == run.limits.end() || limit->dram_read_GBps.samples == 0)
    return fmt::format("the memory's speed at {} threads was not measured", fit->threads);
  for (const Interval95* each : {&fit->t_mem_s_per_GB, &fit->t_c_s_per_Gop, &half_precision->t_c_s_per_Gop}) {
    if (each->value <= 0)
      return fmt::format("the points of {} do not tell reading from computing", name(format));
  }
  CpuRates rates{.format = std::string(name(format)),
                 .threads = fit->threads,
                 .weights_s_per_GB = held(fit->t_mem_s_per_GB),
                 .compute_s_per_Gop = held(fit->t_c_s_per_Gop),
                 .p = held(fit->p),
                 .kv_s_per_GB = inverse(interval(limit->dram_read_GBps)),
                 .attention_s_per_Gop = held(half_precision->t_c_s_per_Gop)};
  for (const kernel::BenchPoint& point : run.points) {
    if (point.format == format && point.threads == fit->threads)
      rates.largest_batch = std::max<double>(rates.largest_batch, point.batch);
  }
  if (rates.largest_batch == 0) return fmt::format("the file has no points of {}", rates.format);
  return rates;
}

}  // namespace

std::optional<kernel::Format> kernel_format_of(const WeightFormat& format) {
  if (format.family == "float" && format.bits == 32) return kernel::Format::f32;
  if (format.family == "float" && format.bits == 16) return kernel::Format::f16;
  if (format.family != "gguf") return std::nullopt;
  if (7.5 < format.bits && format.bits < 9.5) return kernel::Format::q8;
  if (4 < format.bits && format.bits < 5.2) return kernel::Format::q4;
  if (2 < format.bits && format.bits < 3.6) return kernel::Format::q2;
  return std::nullopt;
}

std::variant<CpuRates, std::string> measured_rates(const kernel::BenchRun& run, const WeightFormat& format) {
  const auto like = kernel_format_of(format);
  if (!like) return fmt::format("the kernel has no format like {}", format.id);
  std::string why = unmeasured(run, *like);
  bool first = true;
  for (const int threads : thread_counts(run, *like, true)) {
    auto rates = rates_with(run, *like, threads);
    if (std::holds_alternative<CpuRates>(rates)) return rates;
    if (first) why = std::get<std::string>(rates);
    first = false;
  }
  return why;
}

std::string caution(const kernel::BenchRun& run, const CpuRates& rates) {
  const std::string of =
      fmt::format("{}, {} thread{}", rates.format, rates.threads, rates.threads == 1 ? "" : "s");
  int most = rates.threads;
  for (const kernel::BenchLimits& limit : run.limits) most = std::max(most, limit.threads);
  if (most > rates.threads) {
    return fmt::format(
        "the speeds are those of {}, less than the machine does: with {} threads they are not valid: {}", of,
        most, fmt::join(run.reasons, "; "));
  }
  const bool beside_others =
      std::any_of(run.points.begin(), run.points.end(), [&](const kernel::BenchPoint& p) {
        return name(p.format) == rates.format && p.threads == rates.threads && p.batch == 1 && !p.quiet;
      });
  if (!beside_others) return "";
  return fmt::format(
      "the speeds are those of {}, measured while others used {:.0f} % of a core and shared the memory: "
      "alone the "
      "machine may do more",
      of, 100 * run.conditions.others_cpu_share);
}

CpuRates datasheet_rates(const Accelerator& cpu, const WeightFormat& format) {
  constexpr Interval95 of_bandwidth{0.78, 0.65, 0.92}, of_peak{0.50, 0.35, 0.70};
  const double gb = cpu.bandwidth->base_units() * 1e-9;
  const double fp16 = cpu.peak("fp16")->base_units() * 1e-9;
  const auto int8 = cpu.peak("int8");
  const double peak = format.bits < 12 && int8 ? int8->base_units() * 1e-9 : fp16;
  const auto share = [](const Interval95& of, double most) {
    return inverse({of.value * most, of.low * most, of.high * most});
  };
  return {.format = format.id,
          .weights_s_per_GB = share(of_bandwidth, gb),
          .compute_s_per_Gop = share(of_peak, peak),
          .p = {1.5, 1, 3},
          .kv_s_per_GB = share(of_bandwidth, gb),
          .attention_s_per_Gop = share(of_peak, fp16),
          .largest_batch = 512};
}

Interval95 quotient(const Interval95& a, const Interval95& b) {
  const double value = a.value / b.value, reach = std::hypot(half(a), half(b));
  return {value, value * std::exp(-reach), value * std::exp(reach)};
}

CpuRates with_ratio(CpuRates rates, double bits, const Interval95& speed_vs_f16) {
  const double bytes = 16 / bits;
  Interval95 alike = rates.weights_s_per_GB;
  for (double* end : {&alike.value, &alike.low, &alike.high}) *end *= bytes;
  rates.weights_s_per_GB = quotient(alike, speed_vs_f16);
  return rates;
}

Accelerator measured_machine(const Calibration& calibration, const std::string& id) {
  const Machine& m = calibration.bench.machine;
  Accelerator machine;
  machine.id = id;
  machine.name = m.cpu_model.empty() ? id : m.cpu_model;
  machine.source = "calibration file";
  machine.kind = Accelerator::Kind::cpu;
  machine.memory = static_cast<double>(m.mem_bytes) * byte;
  return machine;
}

Replica cpu_replica(Placement placement, const CpuRates& rates) {
  const auto rate = [](double s_per_giga) { return 1e9 / s_per_giga; };
  Replica r{.placement = std::move(placement), .shape = {}, .online = {}, .offline = {}};
  r.shape = shape_of(r.placement);
  const double engine_limit =
      shipped_coefficients()(is_server(r.placement) ? "server.batch_limit" : "local.batch_limit");
  Profile f;
  f.weight_bandwidth = f.expert_bandwidth = rate(rates.weights_s_per_GB.value);
  f.dense_rate = f.expert_rate = f.head_rate = rate(rates.compute_s_per_Gop.value);
  f.attention_rate = rate(rates.attention_s_per_Gop.value);
  // A byte of keys and values is multiplied with every query that shares it.
  const double flop_per_byte = r.shape.kv_bytes_full > 0 ? r.shape.attention_flop / r.shape.kv_bytes_full : 0;
  f.kv_bandwidth = flop_per_byte > 0
                       ? std::min(rate(rates.kv_s_per_GB.value), f.attention_rate / flop_per_byte)
                       : rate(rates.kv_s_per_GB.value);
  // The floor under a step: what was measured or assumed at best, and a quarter more.
  f.bandwidth = 1.25 * rate(std::min(rates.weights_s_per_GB.low, rates.kv_s_per_GB.low));
  f.peak_dense = f.peak_experts = 1.25 * rate(rates.compute_s_per_Gop.low);
  f.peak16 = 1.25 * std::max(rate(rates.attention_s_per_Gop.low), rate(rates.compute_s_per_Gop.low));
  f.blend = rates.p.value;
  f.link = 1;  // one machine: nothing crosses it
  f.micro_batch = rates.largest_batch;
  f.batch_limit = std::min(engine_limit, rates.largest_batch);
  f.interleave = 1;
  r.online = r.offline = f;
  return r;
}

}  // namespace llmtco
