#include "kernel/isa.h"

#include <fmt/format.h>

#include <stdexcept>

namespace llmtco {

std::string_view name(KernelIsa isa) {
  switch (isa) {
    case KernelIsa::scalar:
      return "scalar";
    case KernelIsa::avx2:
      return "avx2";
    case KernelIsa::vnni:
      return "vnni";
  }
  return "?";
}

#if defined(__x86_64__)

bool runs_here(KernelIsa isa) {
  switch (isa) {
    case KernelIsa::scalar:
      return true;
    // F16C came with AVX, years before AVX2; compilers have no common name to ask for it.
    case KernelIsa::avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx");
    case KernelIsa::vnni:
      return runs_here(KernelIsa::avx2) && __builtin_cpu_supports("avx512f") &&
             __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
  }
  return false;
}

std::vector<std::string_view> isa_features() {
  std::vector<std::string_view> found;
  if (__builtin_cpu_supports("sse4.2")) found.push_back("sse4_2");
  if (__builtin_cpu_supports("avx")) found.push_back("avx");
  if (__builtin_cpu_supports("fma")) found.push_back("fma");
  if (__builtin_cpu_supports("avx2")) found.push_back("avx2");
  if (__builtin_cpu_supports("avx512f")) found.push_back("avx512f");
  if (__builtin_cpu_supports("avx512bw")) found.push_back("avx512bw");
  if (__builtin_cpu_supports("avx512vl")) found.push_back("avx512vl");
  if (__builtin_cpu_supports("avx512vnni")) found.push_back("avx512_vnni");
  if (__builtin_cpu_supports("avx512vbmi")) found.push_back("avx512_vbmi");
  return found;
}

#else

bool runs_here(KernelIsa isa) { return isa == KernelIsa::scalar; }
std::vector<std::string_view> isa_features() { return {}; }

#endif

KernelIsa best_kernel_isa() {
  if (runs_here(KernelIsa::vnni)) return KernelIsa::vnni;
  return runs_here(KernelIsa::avx2) ? KernelIsa::avx2 : KernelIsa::scalar;
}

KernelIsa kernel_isa(std::string_view asked) {
  for (const KernelIsa isa : kernel_isas) {
    if (name(isa) != asked) continue;
    if (runs_here(isa)) return isa;
    throw std::invalid_argument(
        fmt::format("this machine cannot run the kernel's '{}' variant; its best is '{}'", asked,
                    name(best_kernel_isa())));
  }
  throw std::invalid_argument(
      fmt::format("the kernel has no variant '{}'; it has scalar, avx2, vnni", asked));
}

}  // namespace llmtco
