#include <fmt/format.h>

#include "kernel/machine.h"
#include "scenario/fleet_reader.h"
#include "yaml/scalar.h"
#include "yaml/text.h"

namespace llmtco {
namespace {

/// A catalogue entry by the name at a place, or nothing, which has been said.
template <class T>
std::optional<T> entry(const Place& place, const Found<T>& found, Inputs& inputs) {
  if (const auto* what = std::get_if<NotFound>(&found)) {
    not_found(place, *what, inputs);
    return std::nullopt;
  }
  return std::get<T>(found);
}

double kv_bits(const std::string& format) { return format == "fp16" ? 16 : 8; }

constexpr std::string_view this_one = "this-machine", named_one = "machine-";

bool is_machine(const std::string& name) { return name == this_one || name.starts_with(named_one); }

/// The machine of a calibration file as hardware; nothing where the name is not that machine's.
std::optional<Accelerator> read_machine(const Place& place,
                                        const std::optional<NamedCalibration>& calibration, bool named,
                                        std::string& fingerprint_out, Inputs& inputs) {
  const Node where = place.node();
  const auto refuse = [&](const std::string& what, const std::string& hint) {
    inputs.diagnostics().error(where.location(), what + at_path(where), hint);
    return std::nullopt;
  };
  if (!calibration) {
    if (named) return std::nullopt;  // the file cannot be used, which has been said
    return refuse(fmt::format("{} is known by what was measured on it", shown(place.text())),
                  "measure it with `llmtco calibrate -o FILE`, and name the file with "
                  "`calibration: {file: FILE, use: absolute}`");
  }
  const std::string& measured = calibration->calibration->fingerprint;
  if (measured.empty())
    return refuse(fmt::format("{} was not measured on a machine", calibration->file),
                  "a file of `llmtco bench` or `llmtco calibrate` without other files is");
  if (calibration->use != CalibrationUse::absolute) {
    return refuse(
        fmt::format("the speed of a measured machine is an absolute one, not {}", to_text(calibration->use)),
        "write `use: absolute`");
  }
  if (place.text() == this_one) {
    fingerprint_out = fingerprint(this_machine());
  } else {
    const std::string digits = place.text().substr(named_one.size());
    if (digits.size() < 8 || !measured.starts_with(digits)) {
      return refuse(fmt::format("{} is not the machine that {} was measured on", shown(place.text()),
                                calibration->file),
                    fmt::format("did you mean 'machine-{}'?", measured.substr(0, 12)));
    }
    fingerprint_out = measured;
  }
  return measured_machine(*calibration->calibration, place.text());
}

/// What is wrong with an accelerator of the catalogue for a replica; said, and false.
bool usable(const Accelerator& accelerator, const Node& where, Inputs& inputs) {
  if (accelerator.parts) {
    inputs.diagnostics().error(where.location(),
                               fmt::format("{} is a whole server{}", shown(accelerator.id), at_path(where)),
                               fmt::format("name its accelerator, {}, and how many with gpus_per_replica",
                                           accelerator.parts->accelerator));
    return false;
  }
  if (!accelerator.bandwidth || !accelerator.peak("fp16")) {
    inputs.diagnostics().error(
        where.location(),
        fmt::format("the catalogue has no {} of {}, so its speed cannot be predicted{}",
                    accelerator.bandwidth ? "FP16 peak" : "bandwidth", accelerator.id, at_path(where)));
    return false;
  }
  return true;
}

void read_pipeline(const Place& option, int gpus, Placement& placement, Inputs& inputs) {
  const auto pipeline = option.find("pipeline");
  if (!pipeline) return;
  const int stages = static_cast<int>(inputs.known_number(*pipeline));
  if (gpus % stages != 0) {
    inputs.diagnostics().error(
        pipeline->node().location(),
        fmt::format("{} pipeline stages do not divide {} GPUs{}", stages, gpus, at_path(pipeline->node())));
  } else {
    placement.parallel = {.tensor = gpus / stages, .pipeline = stages};
  }
}

std::optional<Accelerator> read_hardware(const Place& option, const Sources& sources,
                                         const std::optional<NamedCalibration>& calibration,
                                         std::string& fingerprint, Inputs& inputs) {
  const Place place = option.at("accelerator");
  if (is_machine(place.text()))
    return read_machine(place, calibration, option.has("calibration"), fingerprint, inputs);
  if (place.text() == "cpu") {
    inputs.diagnostics().error(
        place.node().location(), fmt::format("which CPU?{}", at_path(place.node())),
        "write this-machine, or machine- and the fingerprint of a calibration file, or an "
        "accelerator of kind cpu in an overlay");
    return std::nullopt;
  }
  const auto found = entry(place, sources.catalog.accelerator(place.text()), inputs);
  return found && usable(*found, place.node(), inputs) ? found : std::nullopt;
}

}  // namespace

std::optional<ReadPlacement> read_placement(const Place& place, const Sources& sources,
                                            const std::optional<NamedCalibration>& calibration,
                                            Inputs& inputs, Option& option) {
  const Catalog& catalog = sources.catalog;
  const auto model = entry(place.at("model"), catalog.model(place.at("model").text()), inputs);
  const auto format = entry(place.at("format"), catalog.format(place.at("format").text()), inputs);
  const auto engine = entry(place.at("engine"), catalog.engine(place.at("engine").text()), inputs);
  std::string fingerprint;
  const auto accelerator = read_hardware(place, sources, calibration, fingerprint, inputs);
  if (!model || !format || !engine || !accelerator) return std::nullopt;

  if (!engine->supports(format->family)) {
    inputs.diagnostics().error(place.at("format").node().location(),
                               fmt::format("{} does not run {} weights{}", engine->name, format->id,
                                           at_path(place.at("format").node())),
                               fmt::format("it runs {}", fmt::join(engine->formats, ", ")));
  }
  const int gpus = static_cast<int>(inputs.known_number(place.at("gpus_per_replica")));
  if (accelerator->kind == Accelerator::Kind::cpu && gpus != 1) {
    const Node where = place.at("gpus_per_replica").node();
    inputs.diagnostics().error(
        where.location(), fmt::format("a replica on CPUs is one machine, not {}{}", gpus, at_path(where)),
        "write 1; `replicas` says how many machines there are");
    return std::nullopt;
  }
  Placement placement = llmtco::place(*accelerator, gpus, *model, *format, *engine);
  read_pipeline(place, gpus, placement, inputs);
  if (const auto kv = place.find("kv_format")) {
    placement.kv_bits = kv_bits(kv->text());
  } else {
    assume(option, path_below(place.node(), "kv_format"),
           fmt::format("the KV cache is kept in {:.0f} bits", placement.kv_bits), inputs);
  }
  return ReadPlacement{std::move(placement), fingerprint};
}

void not_found(const Place& place, const NotFound& what, Inputs& inputs) {
  inputs.diagnostics().error(place.node().location(), what.message + at_path(place.node()), what.hint);
}

}  // namespace llmtco
