#pragma once
// No include: files compiled for one instruction set read this.

/// Declares `const Kernels& kernels()` once per instruction set: in a namespace that has a type Kernels.
/// LLMTCO_KERNELS_BY_ISA is that of isa().
#define LLMTCO_DECLARE_KERNELS \
  namespace lanes_scalar {     \
  const Kernels& kernels();    \
  }                            \
  namespace lanes_avx2 {       \
  const Kernels& kernels();    \
  }                            \
  namespace lanes_avx512 {     \
  const Kernels& kernels();    \
  }
#if defined(__x86_64__)
#define LLMTCO_KERNELS_BY_ISA by_isa(lanes_scalar::kernels, lanes_avx2::kernels, lanes_avx512::kernels)()
#else
#define LLMTCO_KERNELS_BY_ISA lanes_scalar::kernels()
#endif
