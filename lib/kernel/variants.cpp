#include "kernel/variants.h"

#include <cassert>

namespace llmtco::kernel::detail {

const Variant& variant(Isa isa) {
  assert(runs_here(isa));
#if defined(__x86_64__)
  if (isa == Isa::vnni) return vnni_variant();
  if (isa == Isa::avx2) return avx2_variant();
#endif
  return scalar_variant();
}

const Probe& probe(Isa isa) {
  assert(runs_here(isa));
#if defined(__x86_64__)
  if (isa == Isa::vnni) return vnni_probe();
  if (isa == Isa::avx2) return avx2_probe();
#endif
  return scalar_probe();
}

}  // namespace llmtco::kernel::detail
