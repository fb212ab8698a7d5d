#pragma once

/// Picks the lanes a source file is compiled for: it defines LLMTCO_LANES_AVX512 or LLMTCO_LANES_AVX2 before
/// its first include, or neither for the scalar form. Code above writes `namespace
/// llmtco::detail::LLMTCO_LANES`, so that the three compilations never share a symbol.
#if defined(LLMTCO_LANES_AVX512)
#include "columns/lanes_avx512.h"
#define LLMTCO_LANES lanes_avx512
#elif defined(LLMTCO_LANES_AVX2)
#include "columns/lanes_avx2.h"
#define LLMTCO_LANES lanes_avx2
#else
#include "columns/lanes_scalar.h"
#define LLMTCO_LANES lanes_scalar
#endif
