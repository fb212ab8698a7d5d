#include "stats/kernels.h"

#include "host/isa.h"

namespace llmtco::detail::stats_kernels {

const Kernels& kernels() { return LLMTCO_KERNELS_BY_ISA; }

}  // namespace llmtco::detail::stats_kernels
