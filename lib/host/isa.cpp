#include "host/isa.h"

#include <atomic>
#include <optional>
#include <stdexcept>
#include <string>

#include "host/features.h"
#include "text/names.h"

namespace llmtco {
namespace {

constexpr Names<Isa, 3> names{{{{Isa::scalar, "scalar"}, {Isa::avx2, "avx2"}, {Isa::avx512, "avx512"}}}};

/// The first processor feature missing for `isa`; nothing when it can run.
std::optional<CpuFeature> missing_for(Isa isa) {
  switch (isa) {
    case Isa::scalar:
      return std::nullopt;
    case Isa::avx2:
      return first_missing({CpuFeature::avx2, CpuFeature::fma});
    case Isa::avx512:
      return first_missing(
          {CpuFeature::avx512f, CpuFeature::avx512dq, CpuFeature::avx512bw, CpuFeature::avx512vl});
  }
  return std::nullopt;
}

std::atomic<int> chosen{-1};

}  // namespace

std::string_view name(Isa isa) { return names.to_text(isa); }

std::vector<Isa> available_isas() {
  std::vector<Isa> found;
  for (Isa candidate : {Isa::scalar, Isa::avx2, Isa::avx512}) {
    if (!missing_for(candidate)) found.push_back(candidate);
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
  if (const std::optional<CpuFeature> lacks = missing_for(isa)) {
    throw std::invalid_argument("instruction set '" + std::string(name(isa)) + "' needs " +
                                std::string(name(*lacks)) + ", which this machine lacks");
  }
  chosen.store(static_cast<int>(isa));
}

}  // namespace llmtco
