#include <fmt/format.h>

#include "deployment/from_catalog.h"
#include "scenario/fleet_reader.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Reads speeds of one option; what is drawn is named so that options which share it see the same draws.
class SpeedReader {
 public:
  SpeedReader(const ReadPlacement& at, const Sources& sources,
              const std::optional<NamedCalibration>& calibration, Inputs& inputs, Option& option)
      : at_(at), sources_(sources), calibration_(calibration), inputs_(inputs), option_(option) {}

  std::optional<Fleet> read() {
    std::optional<Applicable> taken;
    if (calibration_) {
      taken = taken_from_file();
      if (!taken) return std::nullopt;
    }
    return at_.placement.accelerator.kind == Accelerator::Kind::cpu ? cpu(taken) : gpu(taken);
  }

 private:
  /// What the calibration lends, or why not, told at `use`.
  std::optional<Applicable> taken_from_file() {
    const auto answer =
        applicable(*calibration_->calibration, calibration_->use,
                   {.placement = at_.placement, .catalog = sources_.catalog, .fingerprint = at_.fingerprint});
    if (const auto* refused = std::get_if<NotApplicable>(&answer)) {
      const Node where = calibration_->use_place().node();
      inputs_.diagnostics().error(
          where.location(), fmt::format("{}: {}{}", calibration_->file, refused->reason, at_path(where)),
          refused->hint);
      return std::nullopt;
    }
    const Applicable& taken = std::get<Applicable>(answer);
    if (!taken.caution.empty()) {
      const Node where = calibration_->use_place().node();
      inputs_.diagnostics().warning(
          where.location(), fmt::format("{}: {}{}", calibration_->file, taken.caution, at_path(where)),
          "measure again on a quiet machine");
    }
    return taken;
  }

  Fleet gpu(const std::optional<Applicable>& taken) {
    Fleet fleet = fleet_of(at_.placement, inputs_.study().variables);
    option_.speed = speed_source(at_.placement);
    if (!taken) return fleet;
    if (taken->p) {
      fleet.parts.blend = drawn_from_file("p." + taken->key, *taken->p, measured("p", *taken));
      note(fmt::format("reading weights and computing blend with p = {} as {}", with_interval(*taken->p),
                       taken->of));
    }
    if (taken->speed_vs_f16) {
      fleet.parts.ratio = {drawn_from_file("speed_vs_f16." + taken->key, *taken->speed_vs_f16,
                                           measured("speed_vs_f16", *taken)),
                           weights_by_ratio(fleet.replica, wide())};
      note(fmt::format("{} is {} times as fast as 16-bit weights for one request, {}: {}",
                       at_.placement.format.id, with_interval(*taken->speed_vs_f16),
                       to_text(taken->provenance), taken->of));
    }
    if (taken->decode) take(*taken->decode, *taken, 0, fleet);
    if (taken->prefill) take(*taken->prefill, *taken, 3, fleet);
    if (taken->decode || taken->prefill) option_.speed = source_of_rows(*taken, calibration_->file);
    return fleet;
  }

  /// A factor of rows in place of what is drawn for accelerator and engine; and of the rest, where the rows
  /// are of this very model and format.
  void take(const SpeedFactor& factor, const Applicable& taken, std::size_t first, Fleet& fleet) {
    const std::string own = factor.model.empty() ? "" : "." + factor.model + "." + factor.format;
    const OriginId rows = measured(factor.part, taken);
    fleet.speed[first] = drawn_from_file(factor.hardware + "." + factor.engine + own + "." + factor.part,
                                         factor.time_over_model, rows);
    const Uncertain<double> in_it = Uncertain<double>(1.0).from(rows);
    fleet.speed[first + 1] = in_it;
    if (!factor.model.empty()) fleet.speed[first + 2] = in_it;
    assume(option_, calibration_->place.node().path(),
           fmt::format("{} takes {} times as long as the speed model says: {} row{}, weight {:.0f} %",
                       factor.part, with_interval(factor.time_over_model), factor.rows,
                       factor.rows == 1 ? "" : "s", 100 * factor.weight_of_rows),
           inputs_);
  }

  /// The same replica with 16-bit weights, to which measured ratios compare.
  Replica wide() const {
    Placement placement = at_.placement;
    placement.format = std::get<WeightFormat>(sources_.catalog.format("fp16"));
    return replica(placement);
  }

  /// Rates of a measured machine; or those of a datasheet, with the ratio or the form a calibration lends.
  CpuRates cpu_rates(const std::optional<Applicable>& taken) {
    const Accelerator& machine = at_.placement.accelerator;
    const WeightFormat& format = at_.placement.format;
    if (taken && taken->cpu) {
      option_.speed = {machine.id == "this-machine" ? "measured here" : "measured",
                       fmt::format("{}, {}; norms, sampling and threads handing over assumed", taken->of,
                                   calibration_->file)};
      return *taken->cpu;
    }
    option_.speed = {"assumed", datasheet_text()};
    CpuRates rates = datasheet_rates(machine, format);
    if (taken && taken->speed_vs_f16) {
      WeightFormat wide = format;
      wide.bits = 16;
      rates.weights_s_per_GB =
          with_ratio(datasheet_rates(machine, wide), format.bits, *taken->speed_vs_f16).weights_s_per_GB;
      note(fmt::format("{} is {} times as fast as 16-bit weights, measured: {}", format.id,
                       with_interval(*taken->speed_vs_f16), taken->of));
    }
    if (taken && taken->p) {
      rates.p = *taken->p;
      note(fmt::format("reading weights and computing blend with p = {} as {}", with_interval(rates.p),
                       taken->of));
    }
    return rates;
  }

  Fleet cpu(const std::optional<Applicable>& taken) {
    const CpuRates rates = cpu_rates(taken);
    // Names tell apart whatever has another distribution: file, use, format and threads.
    const std::string use =
        calibration_ ? fmt::format(".{}.{}", to_text(calibration_->use), calibration_->id) : "";
    const std::string id = fmt::format("cpu.{}{}.{}.", at_.placement.accelerator.id, use, rates.threads);
    const auto from = [&](bool is_measured, const std::string& name) {
      return taken && is_measured ? measured(name, *taken)
                                  : inputs_.origin(assumed_origin(id + name, datasheet_text()));
    };
    const bool all = taken && taken->cpu, ratio = taken && taken->speed_vs_f16, p = taken && taken->p;
    const auto relative = [&](const std::string& name, const Interval95& e, bool is_measured) {
      return drawn(id + name, {1, e.low / e.value, e.high / e.value}, from(is_measured, name), inputs_);
    };
    Fleet fleet{.replica = cpu_replica(at_.placement, rates), .cache_hit_rate = {}};
    fleet.parts = {
        .weights = relative(rates.format + ".weights", rates.weights_s_per_GB, all || ratio),
        .compute = relative(rates.format + ".compute", rates.compute_s_per_Gop, all),
        .kv = relative("memory", rates.kv_s_per_GB, all),
        .attention = relative("attention", rates.attention_s_per_Gop, all),
        .blend = drawn(id + rates.format + ".p", rates.p, from(all || p, rates.format + ".p"), inputs_)};
    const OriginId more = assume(
        option_, "cpu.rest_of_a_step",
        fmt::format("on a CPU, norms, activation functions, sampling and threads handing over take {:.0f} to "
                    "{:.0f} % more",
                    100 * (cpu_rest.low - 1), 100 * (cpu_rest.high - 1)),
        inputs_, {{instead(1.0, "nothing")}});
    const Uncertain<double> rest = drawn("cpu.rest_of_a_step", cpu_rest, more, inputs_);
    const Uncertain<double> in_it = Uncertain<double>(1.0).from(more);
    fleet.speed = {rest, in_it, in_it, rest, in_it, in_it};
    fleet.memory = in_it;
    assume(option_, id + "memory",
           fmt::format("keys and values are read at {:.3g} GB/s and multiplied as fast as 16-bit weights; "
                       "operating system and engine take 2 GB of memory",
                       1 / rates.kv_s_per_GB.value),
           inputs_);
    return fleet;
  }

  Uncertain<double> drawn_from_file(const std::string& name, const Interval95& e, OriginId origin) {
    return drawn(fmt::format("calibration.{}.{}", calibration_->id, name), e, origin, inputs_);
  }

  /// A number of the calibration file: what was measured, and when.
  OriginId measured(const std::string& what, const Applicable& taken) {
    return inputs_.origin({.kind = Origin::Kind::calibration,
                           .name = fmt::format("{} of {}", what, calibration_->file),
                           .place = to_text(calibration_->place.at("file").node().location()),
                           .source = fmt::format("{}: {}", to_text(taken.provenance), taken.of),
                           .as_of = calibration_->calibration->bench.taken_at});
  }

  std::string datasheet_text() const {
    return fmt::format("shares of {}'s datasheet that CPU kernels reach", at_.placement.accelerator.id);
  }

  /// What a calibration changes, beside the source of the rest.
  void note(const std::string& text) {
    option_.speed.detail += fmt::format("; {} ({})", text, calibration_->file);
  }

  const ReadPlacement& at_;
  const Sources& sources_;
  const std::optional<NamedCalibration>& calibration_;
  Inputs& inputs_;
  Option& option_;
};

}  // namespace

std::optional<Fleet> read_speed_of(const ReadPlacement& at, const Sources& sources,
                                   const std::optional<NamedCalibration>& calibration, Inputs& inputs,
                                   Option& out) {
  return SpeedReader(at, sources, calibration, inputs, out).read();
}

}  // namespace llmtco
