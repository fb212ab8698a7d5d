#pragma once

#include <string_view>
#include <vector>

namespace llmtco {

/// Instruction sets the kernels of columns, random numbers and statistics exist for. All three give the same
/// bits; they differ in speed only.
/// scalar: one draw at a time with std::fma; avx2: 4 at a time with FMA; avx512: 8 (F, DQ, BW and VL).
enum class Isa { scalar, avx2, avx512 };

std::string_view name(Isa isa);

/// What this machine can run, slowest first; scalar is always there.
std::vector<Isa> available_isas();

/// The fastest of available_isas().
Isa best_isa();

/// The instruction set in use: best_isa() until set_isa() says otherwise.
Isa isa();

/// For tests, benchmarks and the --isa flag. Throws std::invalid_argument that names what the machine lacks.
void set_isa(Isa isa);

/// That one of three functions of one type which was compiled for isa().
template <class F>
F* by_isa(F& scalar, F& avx2, F& avx512) {
  switch (isa()) {
    case Isa::scalar:
      return &scalar;
    case Isa::avx2:
      return &avx2;
    case Isa::avx512:
      return &avx512;
  }
  return &scalar;
}

}  // namespace llmtco
