#include "host/features.h"

#include "text/names.h"

namespace llmtco {
namespace {

constexpr Names<CpuFeature, 10> manual_names{{{{CpuFeature::sse4_2, "SSE 4.2"},
                                               {CpuFeature::avx, "AVX"},
                                               {CpuFeature::fma, "FMA"},
                                               {CpuFeature::avx2, "AVX2"},
                                               {CpuFeature::avx512f, "AVX-512 F"},
                                               {CpuFeature::avx512bw, "AVX-512 BW"},
                                               {CpuFeature::avx512vl, "AVX-512 VL"},
                                               {CpuFeature::avx512_vnni, "AVX-512 VNNI"},
                                               {CpuFeature::avx512_vbmi, "AVX-512 VBMI"},
                                               {CpuFeature::avx512dq, "AVX-512 DQ"}}}};

constexpr Names<CpuFeature, 9> system_names{{{{CpuFeature::sse4_2, "sse4_2"},
                                              {CpuFeature::avx, "avx"},
                                              {CpuFeature::fma, "fma"},
                                              {CpuFeature::avx2, "avx2"},
                                              {CpuFeature::avx512f, "avx512f"},
                                              {CpuFeature::avx512bw, "avx512bw"},
                                              {CpuFeature::avx512vl, "avx512vl"},
                                              {CpuFeature::avx512_vnni, "avx512_vnni"},
                                              {CpuFeature::avx512_vbmi, "avx512_vbmi"}}}};

}  // namespace

std::string_view name(CpuFeature feature) { return manual_names.to_text(feature); }

bool has([[maybe_unused]] CpuFeature feature) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  switch (feature) {
    case CpuFeature::sse4_2:
      return __builtin_cpu_supports("sse4.2");
    case CpuFeature::avx:
      return __builtin_cpu_supports("avx");
    case CpuFeature::fma:
      return __builtin_cpu_supports("fma");
    case CpuFeature::avx2:
      return __builtin_cpu_supports("avx2");
    case CpuFeature::avx512f:
      return __builtin_cpu_supports("avx512f");
    case CpuFeature::avx512bw:
      return __builtin_cpu_supports("avx512bw");
    case CpuFeature::avx512vl:
      return __builtin_cpu_supports("avx512vl");
    case CpuFeature::avx512_vnni:
      return __builtin_cpu_supports("avx512vnni");
    case CpuFeature::avx512_vbmi:
      return __builtin_cpu_supports("avx512vbmi");
    case CpuFeature::avx512dq:
      return __builtin_cpu_supports("avx512dq");
  }
#endif
  return false;
}

std::optional<CpuFeature> first_missing(std::initializer_list<CpuFeature> needed) {
  for (const CpuFeature feature : needed) {
    if (!has(feature)) return feature;
  }
  return std::nullopt;
}

std::vector<std::string_view> fingerprint_features() {
  std::vector<std::string_view> found;
  for (const auto& row : system_names.table) {
    if (has(row.first)) found.push_back(row.second);
  }
  return found;
}

}  // namespace llmtco
