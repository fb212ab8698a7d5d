#include "kernel/isa.h"

#include <fmt/format.h>

#include <stdexcept>

#include "host/features.h"

namespace llmtco::kernel {

bool runs_here(Isa isa) {
  switch (isa) {
    case Isa::scalar:
      return true;
    // F16C came with AVX, years before AVX2; compilers have no common name to ask for it.
    case Isa::avx2:
      return !first_missing({CpuFeature::avx2, CpuFeature::fma, CpuFeature::avx});
    case Isa::vnni:
      return runs_here(Isa::avx2) &&
             !first_missing({CpuFeature::avx512f, CpuFeature::avx512bw, CpuFeature::avx512dq,
                             CpuFeature::avx512vl, CpuFeature::avx512_vnni});
  }
  return false;
}

Isa best_isa() {
  if (runs_here(Isa::vnni)) return Isa::vnni;
  return runs_here(Isa::avx2) ? Isa::avx2 : Isa::scalar;
}

Isa isa_named(std::string_view asked) {
  if (const std::optional<Isa> isa = isa_names.from_text(asked)) {
    if (runs_here(*isa)) return *isa;
    throw std::invalid_argument(fmt::format(
        "this machine cannot run the kernel's '{}' variant; its best is '{}'", asked, name(best_isa())));
  }
  throw std::invalid_argument(
      fmt::format("the kernel has no variant '{}'; it has {}", asked, fmt::join(isa_names.words(), ", ")));
}

}  // namespace llmtco::kernel
