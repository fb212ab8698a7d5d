#include <fmt/format.h>

#include <tuple>

#include "host/machine.h"
#include "performance/placement_by_name.h"
#include "performance/suggestions.h"
#include "performance/unlike_cards.h"
#include "scenario/fleet_reader.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

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

/// Stages of a pipeline, and GPUs with attention of their own; the rest is tensor parallel.
void read_split(const Place& option, int gpus, Placement& placement, Inputs& inputs) {
  int stages = 1, ranks = 1;
  for (const auto& [key, number, what] :
       {std::tuple{"pipeline", &stages, "pipeline stages do"},
        std::tuple{"attention_data", &ranks, "GPUs with attention of their own do"}}) {
    const auto written = option.find(key);
    if (!written) continue;
    *number = static_cast<int>(inputs.known_number(*written));
    if (gpus % (stages * ranks) == 0) continue;
    inputs.diagnostics().error(written->node().location(),
                               fmt::format("{} {} not divide {} GPUs{}", *number, what,
                                           gpus / (ranks > 1 ? stages : 1), at_path(written->node())));
    return;
  }
  if (stages * ranks > 1)
    placement.parallel = {.tensor = gpus / (stages * ranks), .pipeline = stages, .attention_data = ranks};
}

std::vector<Place> accelerators(const Place& option) { return option.at("accelerator").children(); }

/// Names of unlike cards, as many as there are GPUs; none where one name stands for all.
std::vector<std::string> read_cards(const Place& option, int gpus, Inputs& inputs) {
  const std::vector<Place> places = accelerators(option);
  std::vector<std::string> names;
  const Node where = option.at("accelerator").node();
  if (!where.is_sequence()) return names;
  if (static_cast<int>(places.size()) != gpus)
    inputs.diagnostics().error(where.location(),
                               fmt::format("{} cards are named, and gpus_per_replica says {}{}",
                                           places.size(), gpus, at_path(where)),
                               "name one for each, or one alone for all");
  for (const Place& place : places) names.push_back(place.text());
  return names;
}

/// A name of the catalogue, or a measured machine; nothing where it is wrong, which has been said.
Named<Accelerator> read_hardware(const Place& option, const std::optional<NamedCalibration>& calibration,
                                 std::string& fingerprint, Inputs& inputs) {
  const Place place = accelerators(option).front();
  if (is_machine(place.text())) {
    const auto machine = read_machine(place, calibration, option.has("calibration"), fingerprint, inputs);
    return machine ? Named<Accelerator>(*machine) : Named<Accelerator>();
  }
  if (place.text() != "cpu") return place.text();
  inputs.diagnostics().error(
      place.node().location(), fmt::format("which CPU?{}", at_path(place.node())),
      "write this-machine, or machine- and the fingerprint of a calibration file, or an "
      "accelerator of kind cpu in an overlay");
  return {};
}

const char* key_of(PlacementProblem::Part part) {
  constexpr const char* keys[] = {"model", "format", "engine", "accelerator"};
  return keys[static_cast<int>(part)];
}

/// A problem at its key, with what a scenario has to say beside it.
void report(const PlacementProblem& problem, const Place& option, Inputs& inputs) {
  using Kind = PlacementProblem::Kind;
  const bool card = problem.part == PlacementProblem::Part::accelerator;
  const Node where =
      card ? accelerators(option).at(problem.card).node() : option.at(key_of(problem.part)).node();
  std::string message = problem.message, hint = problem.hint;
  if (problem.kind == Kind::whole_server) hint += ", and how many with gpus_per_replica";
  if (problem.kind == Kind::no_datasheet) message += ", so its speed cannot be predicted";
  inputs.diagnostics().error(where.location(), message + at_path(where), hint);
}

/// The format of keys and values: one the engine offers.
void read_cache(const Place& place, Placement& placement, Inputs& inputs, Option& option) {
  const auto kv = place.find("kv_format");
  if (!kv) {
    assume(option, path_below(place.node(), "kv_format"),
           fmt::format("the KV cache is kept in {:g} bits", placement.kv_bits), inputs);
    return;
  }
  if (set_kv_format(placement, kv->text())) return;
  const KvFormats& offers = placement.engine.kv_cache;
  std::string hint = did_you_mean(kv->text(), offers.names());
  if (hint.empty()) hint = "it offers " + offers.offered();
  inputs.diagnostics().error(kv->node().location(),
                             fmt::format("{} keeps no KV cache in {}{}", placement.engine.name,
                                         shown(kv->text()), at_path(kv->node())),
                             hint);
}

}  // namespace

std::optional<ReadPlacement> read_placement(const Place& place, const Sources& sources,
                                            const std::optional<NamedCalibration>& calibration,
                                            Inputs& inputs, Option& option) {
  std::string fingerprint;
  const int gpus = static_cast<int>(inputs.known_number(place.at("gpus_per_replica")));
  const std::vector<std::string> cards = read_cards(place, gpus, inputs);
  const PlacementFound found =
      placement_by_name({.model = place.at("model").text(),
                         .format = place.at("format").text(),
                         .engine = place.at("engine").text(),
                         .accelerator = cards.empty() ? read_hardware(place, calibration, fingerprint, inputs)
                                                      : Named<Accelerator>(),
                         .gpus = gpus,
                         .cards = cards},
                        sources.catalog);
  for (const PlacementProblem& problem : found.problems) report(problem, place, inputs);
  if (!found.placement) return std::nullopt;
  Placement placement = *found.placement;
  read_split(place, gpus, placement, inputs);
  read_host(place, placement, inputs, option);
  read_speculation(place, placement, sources, inputs, option);
  option.unavailable = refusal_text(placement, sources.catalog);
  if (placement.accelerator.kind == Accelerator::Kind::cpu && gpus > 1) {
    option.unavailable += "; `replicas` says how many machines there are";
    placement.parallel = {};
  }
  for (const Accelerator& card : cards_of(placement)) {
    if (const DriverMemory memory = driver_memory(card); !memory.assumption.empty())
      assume(option, path_below(place.node(), "accelerator"), card.name + ": " + memory.assumption, inputs);
  }
  if (!placement.cards.empty())
    assume(
        option, path_below(place.node(), "accelerator"),
        "unlike cards share the layers by their memory, and each takes its share of what it would take alone",
        inputs);
  read_cache(place, placement, inputs, option);
  if (const auto share = place.find("memory_share")) placement.memory_share = inputs.known_number(*share);
  return ReadPlacement{std::move(placement), fingerprint};
}

void not_found(const Place& place, const NotFound& what, Inputs& inputs) {
  inputs.diagnostics().error(place.node().location(), what.message + at_path(place.node()), what.hint);
}

}  // namespace llmtco
