#include "columns/isa.h"

#include <atomic>
#include <stdexcept>
#include <string>

namespace llmtco {
namespace {

/// Name of the first processor feature missing for `isa`; empty when it can run.
std::string_view missing_feature([[maybe_unused]] Isa isa) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (isa == Isa::avx2) {
    if (!__builtin_cpu_supports("avx2")) return "AVX2";
    if (!__builtin_cpu_supports("fma")) return "FMA";
  }
  if (isa == Isa::avx512) {
    if (!__builtin_cpu_supports("avx512f")) return "AVX-512 F";
    if (!__builtin_cpu_supports("avx512dq")) return "AVX-512 DQ";
    if (!__builtin_cpu_supports("avx512bw")) return "AVX-512 BW";
    if (!__builtin_cpu_supports("avx512vl")) return "AVX-512 VL";
  }
  return {};
#else
  return isa == Isa::scalar ? std::string_view{} : std::string_view{"x86-64"};
#endif
}

std::atomic<int> chosen{-1};

}  // namespace

std::string_view name(Isa isa) {
  switch (isa) {
    case Isa::scalar:
      return "scalar";
    case Isa::avx2:
      return "avx2";
    case Isa::avx512:
      return "avx512";
  }
  return "unknown";
}

std::vector<Isa> available_isas() {
  std::vector<Isa> found;
  for (Isa candidate : {Isa::scalar, Isa::avx2, Isa::avx512}) {
    if (missing_feature(candidate).empty()) found.push_back(candidate);
  }
  return found;
}

Isa best_isa() { return available_isas().back(); }

Isa isa() {
  int now = chosen.load(std::memory_order_relaxed);
  if (now < 0) {
    now = static_cast<int>(best_isa());
    int unset = -1;
    if (!chosen.compare_exchange_strong(unset, now)) now = unset;
  }
  return static_cast<Isa>(now);
}

void set_isa(Isa isa) {
  const std::string_view lacks = missing_feature(isa);
  if (!lacks.empty()) {
    throw std::invalid_argument("instruction set '" + std::string(name(isa)) + "' needs " +
                                std::string(lacks) + ", which this machine lacks");
  }
  chosen.store(static_cast<int>(isa));
}

}  // namespace llmtco
