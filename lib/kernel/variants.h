#pragma once

#include "kernel/isa.h"
#include "kernel/stripe.h"

namespace llmtco::kernel::detail {

/// The functions for an instruction set that runs_here().
const Variant& variant(Isa isa);
const Probe& probe(Isa isa);

}  // namespace llmtco::kernel::detail
