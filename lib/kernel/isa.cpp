#include "kernel/isa.h"

#include <fmt/format.h>

#include <stdexcept>

#include "host/features.h"
#include "text/names.h"

namespace llmtco {

namespace {
constexpr Names<KernelIsa, 3> names{
    {{{KernelIsa::scalar, "scalar"}, {KernelIsa::avx2, "avx2"}, {KernelIsa::vnni, "vnni"}}}};
}  // namespace

std::string_view name(KernelIsa isa) { return names.to_text(isa); }

bool runs_here(KernelIsa isa) {
  switch (isa) {
    case KernelIsa::scalar:
      return true;
    // F16C came with AVX, years before AVX2; compilers have no common name to ask for it.
    case KernelIsa::avx2:
      return !first_missing({CpuFeature::avx2, CpuFeature::fma, CpuFeature::avx});
    case KernelIsa::vnni:
      return runs_here(KernelIsa::avx2) &&
             !first_missing({CpuFeature::avx512f, CpuFeature::avx512bw, CpuFeature::avx512dq,
                             CpuFeature::avx512vl, CpuFeature::avx512_vnni});
  }
  return false;
}

KernelIsa best_kernel_isa() {
  if (runs_here(KernelIsa::vnni)) return KernelIsa::vnni;
  return runs_here(KernelIsa::avx2) ? KernelIsa::avx2 : KernelIsa::scalar;
}

KernelIsa kernel_isa(std::string_view asked) {
  if (const std::optional<KernelIsa> isa = names.from_text(asked)) {
    if (runs_here(*isa)) return *isa;
    throw std::invalid_argument(
        fmt::format("this machine cannot run the kernel's '{}' variant; its best is '{}'", asked,
                    name(best_kernel_isa())));
  }
  throw std::invalid_argument(
      fmt::format("the kernel has no variant '{}'; it has scalar, avx2, vnni", asked));
}

}  // namespace llmtco
