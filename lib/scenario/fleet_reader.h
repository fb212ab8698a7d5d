#pragma once
#include <optional>

#include "scenario/calibration_reader.h"
#include "scenario/option_reader.h"

namespace llmtco {

/// Where a replica runs. `fingerprint` is that of a measured machine the scenario names, else empty.
struct ReadPlacement {
  Placement placement;
  std::string fingerprint;
};

/// The model, its format, engine and hardware of an option; nothing where one is wrong, which has been said.
///
/// Hardware is an accelerator of the catalogue, or a machine whose calibration the option names:
/// `this-machine`, on which the command runs, or `machine-` and the first eight digits or more of its
/// fingerprint, wherever the command runs.
std::optional<ReadPlacement> read_placement(const Place& option, const Sources& sources,
                                            const std::optional<NamedCalibration>& calibration,
                                            Inputs& inputs, Option& out);

/// The machine around the GPUs.
FormPtr host_form();
/// What of a model it keeps (`host_layers`, `host_experts`, `host`); mistakes are told at their keys.
void read_host(const Place& option, Placement& placement, Inputs& inputs, Option& out);

/// Guessing of several tokens a step (`speculation`).
FormPtr speculation_form();
void read_speculation(const Place& option, Placement& placement, const Sources& sources, Inputs& inputs,
                      Option& out);

/// A replica with its speeds, what of them is drawn, and where they come from: the speed model's, with what a
/// calibration makes of it, or those of a CPU.
std::optional<Fleet> read_speed_of(const ReadPlacement& at, const Sources& sources,
                                   const std::optional<NamedCalibration>& calibration, Inputs& inputs,
                                   Option& out);

/// An offer of the catalogue that sells whole servers, where the option does not say how they are sold.
template <class Q>
void sold_as(const Offer<Q>& offer, OriginId from, Fleet& fleet) {
  if (offer.sold_in && !fleet.sold_in)
    fleet.sold_in = Uncertain<double>(static_cast<double>(*offer.sold_in)).from(from);
}

/// Keys of options that run a model on accelerators, and `more`.
std::vector<Field> fleet_fields(std::vector<Field> more);

/// Everything rented and owned machines have in common.
std::optional<Fleet> read_fleet(const Place& option, const Sources& sources, Inputs& inputs, Option& out);

}  // namespace llmtco
