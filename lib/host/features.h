#pragma once
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace llmtco {

/// Processor features that kernels are written for.
enum class CpuFeature {
  sse4_2,
  avx,
  fma,
  avx2,
  avx512f,
  avx512bw,
  avx512vl,
  avx512_vnni,
  avx512_vbmi,
  avx512dq
};

/// As Intel's manuals write it: "AVX-512 BW".
std::string_view name(CpuFeature feature);

/// Whether this processor and its operating system have it.
bool has(CpuFeature feature);

/// The first of these that is missing here; nothing where all are there.
std::optional<CpuFeature> first_missing(std::initializer_list<CpuFeature> needed);

/// The features that the fingerprint of a machine counts, by their names in /proc/cpuinfo, such as "avx512f".
/// The list stays as it is: a measurement belongs to a fingerprint.
std::vector<std::string_view> fingerprint_features();

}  // namespace llmtco
