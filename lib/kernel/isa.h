#pragma once

#include <array>
#include <string_view>

#include "text/names.h"

namespace llmtco::kernel {

/// Instruction sets the kernel is written for.
///     scalar  any machine
///     avx2    AVX2, FMA and F16C (vpmaddubsw products)
///     vnni    AVX-512 F, BW, DQ, VL and VNNI (vpdpbusd products)
enum class Isa { scalar, avx2, vnni };

inline constexpr std::array isas = {Isa::scalar, Isa::avx2, Isa::vnni};

inline constexpr Names<Isa, 3> isa_names{
    {{{Isa::scalar, "scalar"}, {Isa::avx2, "avx2"}, {Isa::vnni, "vnni"}}}};

constexpr std::string_view name(Isa isa) { return isa_names.to_text(isa); }

/// Whether this processor and its operating system can run it, and this program has it.
bool runs_here(Isa isa);

/// The fastest that runs here.
Isa best_isa();

/// The instruction set of that name. Throws std::invalid_argument for a name there is not, or one this
/// machine lacks.
Isa isa_named(std::string_view name);

}  // namespace llmtco::kernel
