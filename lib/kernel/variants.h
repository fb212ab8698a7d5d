#pragma once

#include "kernel/isa.h"
#include "kernel/stripe.h"

namespace llmtco::detail {

/// The functions for an instruction set that runs_here().
const Variant& variant(KernelIsa isa);
const Probe& probe(KernelIsa isa);

}  // namespace llmtco::detail
