#pragma once

#include <array>
#include <string_view>

namespace llmtco {

/// Instruction sets the kernel is written for.
///     scalar  any machine
///     avx2    AVX2, FMA and F16C (vpmaddubsw products)
///     vnni    AVX-512 F, BW, DQ, VL and VNNI (vpdpbusd products)
enum class KernelIsa { scalar, avx2, vnni };

inline constexpr std::array kernel_isas = {KernelIsa::scalar, KernelIsa::avx2, KernelIsa::vnni};

std::string_view name(KernelIsa isa);

/// Whether this processor and its operating system can run it, and this program has it.
bool runs_here(KernelIsa isa);

/// The fastest that runs here.
KernelIsa best_kernel_isa();

/// The instruction set of that name. Throws std::invalid_argument for a name there is not, or one this
/// machine lacks.
KernelIsa kernel_isa(std::string_view name);

}  // namespace llmtco
