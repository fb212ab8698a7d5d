#pragma once
#include "scenario/option_reader.h"

namespace llmtco {

/// Machines of one's own: what they cost to have, and what each draws.
struct Ownership {
  Owned contract;
  MachinePower power;
};

/// Keys that say how machines are bought and what they need.
std::vector<Field> ownership_fields();
/// What an option says of them, or the catalogue of the accelerator, which is null where it could not be read.
Ownership read_ownership(const Place& place, const Accelerator* accelerator, const Sources& sources,
                         Inputs& inputs, Option& option);

}  // namespace llmtco
