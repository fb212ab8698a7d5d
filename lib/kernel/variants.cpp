#include "kernel/variants.h"

#include <cassert>

namespace llmtco::detail {

const Variant& variant(KernelIsa isa) {
  assert(runs_here(isa));
#if defined(__x86_64__)
  if (isa == KernelIsa::vnni) return vnni_variant();
  if (isa == KernelIsa::avx2) return avx2_variant();
#endif
  return scalar_variant();
}

const Probe& probe(KernelIsa isa) {
  assert(runs_here(isa));
#if defined(__x86_64__)
  if (isa == KernelIsa::vnni) return vnni_probe();
  if (isa == KernelIsa::avx2) return avx2_probe();
#endif
  return scalar_probe();
}

}  // namespace llmtco::detail
