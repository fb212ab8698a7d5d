#include "stats/kernels.h"

#include "columns/isa.h"

namespace llmtco::detail::stats_kernels {

const Kernels& kernels() {
#if defined(__x86_64__)
  switch (isa()) {
    case Isa::scalar:
      return lanes_scalar::kernels();
    case Isa::avx2:
      return lanes_avx2::kernels();
    case Isa::avx512:
      return lanes_avx512::kernels();
  }
#endif
  return lanes_scalar::kernels();
}

}  // namespace llmtco::detail::stats_kernels
