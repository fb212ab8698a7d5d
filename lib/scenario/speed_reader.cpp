#include <fmt/format.h>

#include "performance/factors.h"
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
    std::optional<Transferred> taken;
    if (calibration_) {
      taken = taken_from_file();
      if (!taken) return std::nullopt;
    }
    return at_.placement.accelerator.kind == Accelerator::Kind::cpu ? cpu(taken) : gpu(taken);
  }

 private:
  /// What the calibration lends, or why not, told at `use`.
  std::optional<Transferred> taken_from_file() {
    const auto answer = transferred(
        *calibration_->calibration, calibration_->use,
        {.placement = at_.placement, .catalog = sources_.catalog, .fingerprint = at_.fingerprint});
    if (const auto* refused = std::get_if<NotTransferred>(&answer)) {
      const Node where = calibration_->use_place().node();
      inputs_.diagnostics().error(
          where.location(), fmt::format("{}: {}{}", calibration_->file, refused->reason, at_path(where)),
          refused->hint);
      return std::nullopt;
    }
    return std::get<Transferred>(answer);
  }

  Fleet gpu(const std::optional<Transferred>& taken) {
    Fleet fleet{.replica = replica(at_.placement), .cache_hit_rate = {}};
    option_.speed = speed_source(at_.placement);
    const std::vector<SpeedVariable> variables = speed_variables(at_.placement);
    for (const SpeedVariable& variable : variables)
      fleet.speed.push_back(
          inputs_.study().variables.uncertain<double>(variable.name, variable.distribution));
    if (!taken) return fleet;
    if (taken->p) {
      fleet.parts.blend = drawn_from_file("p." + taken->key, *taken->p);
      note(fmt::format("reading weights and computing blend with p = {} as {}", with_interval(*taken->p),
                       taken->of));
    }
    if (taken->speed_vs_f16) {
      fleet.parts.weights = weights_by_ratio(fleet.replica, *taken);
      note(fmt::format("{} is {} times as fast as 16-bit weights for one request, {}: {}",
                       at_.placement.format.id, with_interval(*taken->speed_vs_f16),
                       to_text(taken->provenance), taken->of));
    }
    if (taken->decode) take(*taken->decode, 0, fleet);
    if (taken->prefill) take(*taken->prefill, 3, fleet);
    if (taken->decode || taken->prefill) option_.speed = source_of_rows(*taken, calibration_->file);
    return fleet;
  }

  /// A factor of rows in place of what is drawn for accelerator and engine; and of the rest, where the rows
  /// are of this very model and format.
  void take(const SpeedFactor& factor, std::size_t first, Fleet& fleet) {
    const std::string own = factor.model.empty() ? "" : "." + factor.model + "." + factor.format;
    fleet.speed[first] = drawn_from_file(factor.hardware + "." + factor.engine + own + "." + factor.part,
                                         factor.time_over_model);
    fleet.speed[first + 1] = 1.0;
    if (!factor.model.empty()) fleet.speed[first + 2] = 1.0;
    option_.assumptions.push_back(
        fmt::format("{} takes {} times as long as the speed model says: {} row{}, weight {:.0f} %",
                    factor.part, with_interval(factor.time_over_model), factor.rows,
                    factor.rows == 1 ? "" : "s", 100 * factor.weight_of_rows));
  }

  /// Factor of the time to read weights that makes one request's decode step as much faster than with 16-bit
  /// weights as the ratio says. With T(w) the step at a factor w, nearly a straight line,
  ///
  ///     T(w) = T16 / ratio   =>   w = T16 / W / ratio + 1 - T(1) / W,   W = T(2) - T(1)
  ///
  /// at 64 tokens of context, as benchmarks of one request have; at least a twentieth.
  Uncertain<double> weights_by_ratio(const Replica& quantized, const Transferred& taken) {
    Placement wide = at_.placement;
    wide.format = std::get<WeightFormat>(sources_.catalog.format("fp16"));
    const auto step = [](const Replica& r, double weights) {
      Factors factors;
      factors.parts.weights = weights;
      return decode_step(r, 1.0, Drawn<Tokens>(Column(64.0)), factors).time.base_units()[0];
    };
    const double t16 = step(replica(wide), 1), t = step(quantized, 1), w = step(quantized, 2) - t;
    const Uncertain<double> speed = drawn_from_file("speed_vs_f16." + taken.key, *taken.speed_vs_f16);
    Graph& graph = inputs_.study().variables.graph();
    const NodeId divisor = speed.is_known() ? graph.constant(speed.constant) : speed.node;
    const NodeId faster = graph.combine(Operation::divide, graph.constant(t16 / w), divisor);
    const NodeId moved = graph.combine(Operation::add, faster, graph.constant(1 - t / w));
    return Uncertain<double>(graph.combine(Operation::maximum, moved, graph.constant(0.05)));
  }

  /// Rates of a measured machine; or those of a datasheet, with the ratio or the form a calibration lends.
  CpuRates cpu_rates(const std::optional<Transferred>& taken) {
    const Accelerator& machine = at_.placement.accelerator;
    const WeightFormat& format = at_.placement.format;
    if (taken && taken->cpu) {
      option_.speed = {machine.id == "this-machine" ? "measured here" : "measured",
                       fmt::format("{}, {}; norms, sampling and threads handing over assumed", taken->of,
                                   calibration_->file)};
      return *taken->cpu;
    }
    option_.speed = {"assumed", fmt::format("shares of {}'s datasheet that CPU kernels reach", machine.id)};
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

  Fleet cpu(const std::optional<Transferred>& taken) {
    const CpuRates rates = cpu_rates(taken);
    // Names tell apart whatever has another distribution: file, use, format and threads.
    const std::string use =
        calibration_ ? fmt::format(".{}.{}", to_text(calibration_->use), calibration_->id) : "";
    const std::string id = fmt::format("cpu.{}{}.{}.", at_.placement.accelerator.id, use, rates.threads);
    const auto relative = [&](const std::string& name, const Interval95& e) {
      return drawn(id + name, {1, e.low / e.value, e.high / e.value}, inputs_);
    };
    Fleet fleet{.replica = cpu_replica(at_.placement, rates), .cache_hit_rate = {}};
    fleet.parts = {.weights = relative(rates.format + ".weights", rates.weights_s_per_GB),
                   .compute = relative(rates.format + ".compute", rates.compute_s_per_Gop),
                   .kv = relative("memory", rates.kv_s_per_GB),
                   .attention = relative("attention", rates.attention_s_per_Gop),
                   .blend = drawn(id + rates.format + ".p", rates.p, inputs_)};
    const Uncertain<double> rest = drawn("cpu.rest_of_a_step", cpu_rest, inputs_);
    fleet.speed = {rest, 1.0, 1.0, rest, 1.0, 1.0};
    option_.assumptions.push_back(
        fmt::format("on a CPU, norms, activation functions, sampling and threads handing over take {:.0f} to "
                    "{:.0f} % more",
                    100 * (cpu_rest.low - 1), 100 * (cpu_rest.high - 1)));
    option_.assumptions.push_back(
        fmt::format("keys and values are read at {:.3g} GB/s and multiplied as fast as 16-bit weights; "
                    "operating system and engine take 2 GB of memory",
                    1 / rates.kv_s_per_GB.value));
    return fleet;
  }

  Uncertain<double> drawn_from_file(const std::string& name, const Interval95& e) {
    return drawn(fmt::format("calibration.{}.{}", calibration_->id, name), e, inputs_);
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
