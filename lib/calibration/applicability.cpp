#include "calibration/applicability.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <stdexcept>

#include "calibration/speed_factors.h"
#include "columns/normal.h"
#include "performance/factors.h"

namespace llmtco {
namespace {

using Answer = std::variant<Applicable, NotApplicable>;

bool is_cpu(const CalibrationTarget& target) {
  return target.placement.accelerator.kind == Accelerator::Kind::cpu;
}

std::string threads_text(std::string_view format, int threads) {
  return fmt::format("{}, {} thread{}", format, threads, threads == 1 ? "" : "s");
}

std::string machine_text(const Calibration& c) {
  return c.bench.machine.cpu_model.empty() ? "an unnamed machine" : c.bench.machine.cpu_model;
}

bool lends_nothing(const Calibration& c) {
  const auto valid = [](const auto& measured) { return measured.valid; };
  return !c.valid && std::none_of(c.bench.fits.begin(), c.bench.fits.end(), valid) &&
         std::none_of(c.bench.derived.begin(), c.bench.derived.end(), valid);
}

/// What was measured, and not well enough.
NotApplicable not_valid(const std::string& what, const Calibration& c) {
  return {fmt::format("{} is not valid: {}", what, fmt::join(c.reasons, "; ")),
          "measure again on a quiet machine"};
}

/// p of the measured format with as many bits as the weights, or the nearest, at the most threads.
Answer form(const Calibration& c, const CalibrationTarget& target) {
  const auto distance = [&](const kernel::BenchFit& f) {
    return std::abs(std::log(kernel::bits_per_weight(f.format) / target.placement.format.bits));
  };
  const kernel::BenchFit* best = nullptr;
  for (const kernel::BenchFit& f : c.bench.fits) {
    if (!f.valid) continue;
    const bool nearer = best == nullptr || distance(f) < distance(*best) ||
                        (f.format == best->format && f.threads > best->threads);
    if (nearer) best = &f;
  }
  if (best == nullptr && !c.bench.fits.empty()) return not_valid("the blend of memory and compute time", c);
  if (best == nullptr) {
    return NotApplicable{"the calibration holds no blend of memory and compute time",
                         "`form` needs a file of `llmtco bench`"};
  }
  return Applicable{
      .p = best->p,
      .provenance = Provenance::fitted,
      .key = fmt::format("{}.{}", name(best->format), best->threads),
      .of = fmt::format("{} of {}", threads_text(name(best->format), best->threads), machine_text(c))};
}

/// A ratio of few pairs has no interval of its own: 7 % a row, the error the fit expects of one, so 10 % a
/// pair.
Interval95 with_spread(const Interval95& ratio, int pairs) {
  if (ratio.high > ratio.low) return ratio;
  const double reach = 1.96 * 0.10 / std::sqrt(std::max(pairs, 1));
  return {ratio.value, ratio.value * std::exp(-reach), ratio.value * std::exp(reach)};
}

Provenance provenance_of(const Calibration& c) {
  return c.observations.empty() ? Provenance::measured_here : c.observations.front().provenance;
}

/// Ratios of the bundled kernel, for CPUs.
Answer kernel_ratio(const Calibration& c, const CalibrationTarget& target) {
  const auto like = kernel_format_of(target.placement.format);
  const kernel::BenchDerived* best = nullptr;
  bool measured = false;
  for (const kernel::BenchDerived& d : c.bench.derived) {
    const bool fits = like && d.format == *like && d.speed_vs_f16.value > 0;
    measured = measured || fits;
    if (fits && d.valid && (best == nullptr || d.threads > best->threads)) best = &d;
  }
  if (best == nullptr && measured)
    return not_valid(fmt::format("the speed of {} over 16-bit weights", target.placement.format.id), c);
  if (best == nullptr)
    return NotApplicable{
        fmt::format("the calibration holds no speed of {} over 16-bit weights", target.placement.format.id)};
  return Applicable{
      .speed_vs_f16 = best->speed_vs_f16,
      .provenance = Provenance::measured_here,
      .key = fmt::format("{}.{}", name(best->format), best->threads),
      .of = fmt::format("{} of {}", threads_text(name(best->format), best->threads), machine_text(c))};
}

const Accelerator* accelerator_of(const Found<Accelerator>& found) {
  return std::get_if<Accelerator>(&found);
}

/// Ratios of rows: those of the same accelerator, else of one of its class.
Answer row_ratio(const Calibration& c, const CalibrationTarget& target) {
  const Coefficients& k = shipped_coefficients();
  const std::string& wanted = target.placement.accelerator.id;
  const FormatRatio* best = nullptr;
  std::set<std::string> others;
  bool own = false;
  for (const FormatRatio& r : c.ratios) {
    const auto format = target.catalog.format(catalogue_format(r.format));
    const auto* known = std::get_if<WeightFormat>(&format);
    if (known == nullptr || known->id != target.placement.format.id) continue;
    const auto found = target.catalog.accelerator(catalogue_hardware(r.hardware));
    const Accelerator* of = accelerator_of(found);
    const bool same = of != nullptr && of->id == wanted;
    const bool alike = of != nullptr && k.gpu_class(of->id).name == k.gpu_class(wanted).name &&
                       k.gpu_class(wanted).name != "unlisted";
    if (!same && !alike) {
      others.insert(r.hardware);
    } else if (best == nullptr || (same && !own) || (same == own && r.pairs > best->pairs)) {
      best = &r;
      own = same;
    }
  }
  if (best != nullptr) {
    return Applicable{.speed_vs_f16 = with_spread(best->speed_vs_f16, best->pairs),
                      .provenance = provenance_of(c),
                      .key = fmt::format("{} on {}", best->format, best->hardware),
                      .of = fmt::format("{} pair{} of rows of {} on {}", best->pairs,
                                        best->pairs == 1 ? "" : "s", best->format, best->hardware)};
  }
  if (!others.empty())
    return NotApplicable{fmt::format("ratios of {} hold for its class of accelerators, and {} is of another",
                                     fmt::join(others, ", "), wanted)};
  return NotApplicable{
      fmt::format("the calibration holds no speed of {} over 16-bit weights", target.placement.format.id)};
}

Answer ratios(const Calibration& c, const CalibrationTarget& target) {
  if (target.placement.format.bits >= 16)
    return NotApplicable{
        fmt::format("{} weights have no speed over 16-bit weights", target.placement.format.id),
        "`ratios` is for quantized weights"};
  if (is_cpu(target)) return kernel_ratio(c, target);
  if (c.ratios.empty() && !c.bench.derived.empty()) {
    return NotApplicable{"ratios measured on a CPU do not carry over to other hardware",
                         "take them from rows of this accelerator: `llmtco calibrate --rows`"};
  }
  return row_ratio(c, target);
}

Answer absolute_of_cpu(const Calibration& c, const CalibrationTarget& target) {
  if (c.fingerprint.empty())
    return NotApplicable{"the calibration was not taken by a benchmark of a machine",
                         "a CPU needs a file of `llmtco bench`"};
  if (c.fingerprint != target.fingerprint) {
    return NotApplicable{
        fmt::format(
            "absolute speeds hold on the machine they were measured on ({}, fingerprint {}), which {} is not",
            machine_text(c), c.fingerprint.substr(0, 12), target.placement.accelerator.id),
        fmt::format("measure there with `llmtco calibrate`, or price that machine: accelerator: machine-{}",
                    c.fingerprint.substr(0, 12))};
  }
  const auto rates = measured_rates(c.bench, target.placement.format);
  if (const auto* reason = std::get_if<std::string>(&rates))
    return NotApplicable{*reason, kernel_format_of(target.placement.format)
                                      ? "`llmtco calibrate --formats f16,q8,q4,q2` measures all"
                                      : "it has 8-, 4- and 2-bit GGUF weights and floats"};
  const CpuRates& cpu = std::get<CpuRates>(rates);
  return Applicable{.cpu = cpu,
                    .provenance = Provenance::measured_here,
                    .of = fmt::format("{} of {}", threads_text(cpu.format, cpu.threads), machine_text(c)),
                    .caution = caution(c.bench, cpu)};
}

/// The factor of a part: of this model and format where rows were of them, else of any.
std::optional<SpeedFactor> factor_of(const Calibration& c, const Placement& p, const char* part) {
  const SpeedFactor* best = nullptr;
  for (const SpeedFactor& f : c.speed_factors) {
    if (f.part != part || f.hardware != p.accelerator.id || f.engine != p.engine.id) continue;
    const bool own = f.model == p.model.id && f.format == p.format.id;
    if (own || (f.model.empty() && best == nullptr)) best = &f;
  }
  return best == nullptr ? std::nullopt : std::optional<SpeedFactor>(*best);
}

Answer absolute_of_rows(const Calibration& c, const CalibrationTarget& target) {
  const Placement& p = target.placement;
  const std::string& model = shipped_coefficients().as_of();
  if (c.speed_factors.empty()) {
    if (c.fingerprint.empty()) return NotApplicable{"the calibration holds no speed factors"};
    return NotApplicable{
        fmt::format("absolute speeds hold on the machine they were measured on ({}), which {} is not",
                    machine_text(c), p.accelerator.id),
        "take speeds of an accelerator from rows of it: `llmtco calibrate --rows`"};
  }
  if (c.speed_model != model) {
    return NotApplicable{
        fmt::format("its factors are relative to the speed model of {}, this program has that of {}",
                    c.speed_model, model),
        "run `llmtco calibrate` again on the same files"};
  }
  Applicable found{.decode = factor_of(c, p, "decode"),
                   .prefill = factor_of(c, p, "prefill"),
                   .provenance = provenance_of(c)};
  if (!found.decode && !found.prefill) {
    std::set<std::string> of;
    for (const SpeedFactor& f : c.speed_factors) of.insert(fmt::format("{} on {}", f.engine, f.hardware));
    return NotApplicable{fmt::format("absolute speeds of {} do not hold for {} on {}", fmt::join(of, ", "),
                                     p.engine.id, p.accelerator.id)};
  }
  const SpeedFactor& any = found.decode ? *found.decode : *found.prefill;
  found.of = fmt::format("{} row{} of {}{} on {}", any.rows, any.rows == 1 ? "" : "s", p.engine.id,
                         any.model.empty() ? " with other models" : "", p.accelerator.id);
  return found;
}

}  // namespace

Answer applicable(const Calibration& c, CalibrationUse use, const CalibrationTarget& target) {
  if (lends_nothing(c)) return not_valid("the calibration", c);
  if (target.placement.host && use != CalibrationUse::form)
    return NotApplicable{"measured speeds say nothing of a model that is in part on the host",
                         "leave out the calibration, or what is on the host"};
  switch (use) {
    case CalibrationUse::form:
      return form(c, target);
    case CalibrationUse::ratios:
      return ratios(c, target);
    case CalibrationUse::absolute:
      return is_cpu(target) ? absolute_of_cpu(c, target) : absolute_of_rows(c, target);
  }
  return NotApplicable{"no such use"};
}

Distribution distribution_of(const Interval95& e) {
  if (!(e.low > 0 && e.high > e.low)) return distributions::Constant{e.value};
  const double sigma = std::log(e.high / e.low) / (2 * z975);
  return distributions::Lognormal{e.value, sigma};
}

SpeedSource source_of_rows(const Applicable& taken, const std::string& file) {
  const auto own = [](const std::optional<SpeedFactor>& f) { return f && !f->model.empty(); };
  const char* rest = "";
  if (!taken.prefill) rest = "; prefill as the model has it";
  if (!taken.decode) rest = "; decode as the model has it";
  return {own(taken.decode) && own(taken.prefill) ? std::string(to_text(taken.provenance)) : "fitted",
          fmt::format("speed model of {} moved by {} ({}, {}){}", shipped_coefficients().as_of(), taken.of,
                      to_text(taken.provenance), file, rest)};
}

Query calibrated(Query query, const Applicable& taken, const std::string& file) {
  const std::vector<SpeedVariable> variables = speed_variables(query.placement);
  const auto left = [&](const SpeedFactor& f, std::size_t rest) {
    const double own = std::log(f.time_over_model.high / f.time_over_model.low) / (2 * z975);
    const auto* lognormal = std::get_if<distributions::Lognormal>(&variables[rest].distribution.kind);
    return f.model.empty() && lognormal != nullptr ? std::hypot(own, lognormal->sigma) : own;
  };
  if (taken.decode) {
    query.factors.decode = taken.decode->time_over_model.value;
    query.decode_sd = left(*taken.decode, 2);
  }
  if (taken.prefill) {
    query.factors.prefill = taken.prefill->time_over_model.value;
    query.prefill_sd = left(*taken.prefill, 5);
  }
  query.source = source_of_rows(taken, file);
  return query;
}

}  // namespace llmtco
