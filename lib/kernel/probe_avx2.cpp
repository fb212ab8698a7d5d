// Assembly with fixed registers: a compiler that spills an accumulator halves the peak it reports.

#include <immintrin.h>

#include "kernel/stripe.h"
#include "kernel/unrolled.h"

namespace llmtco::kernel::detail {
namespace {

uint64_t read(const uint8_t* from, size_t bytes, size_t prefetch) {
  __m256i sum[8];
  for (__m256i& s : sum) s = _mm256_setzero_si256();
  for (const uint8_t* end = from + bytes; from < end; from += 256) {
    unrolled<8>([&](auto i) LLMTCO_INLINE {
      if (prefetch != 0 && i % 2 == 0)
        _mm_prefetch(reinterpret_cast<const char*>(from) + prefetch + 32 * i, _MM_HINT_T0);
      sum[i] = _mm256_add_epi64(sum[i], _mm256_load_si256(reinterpret_cast<const __m256i*>(from + 32 * i)));
    });
  }
  unrolled<7>([&](auto i) LLMTCO_INLINE { sum[0] = _mm256_add_epi64(sum[0], sum[i + 1]); });
  alignas(32) uint64_t lane[4];
  _mm256_store_si256(reinterpret_cast<__m256i*>(lane), sum[0]);
  return lane[0] + lane[1] + lane[2] + lane[3];
}

#define LLMTCO_TWELVE(OP) OP(0) OP(1) OP(2) OP(3) OP(4) OP(5) OP(6) OP(7) OP(8) OP(9) OP(10) OP(11)
#define LLMTCO_CLEAR(r) "vpxor %%ymm" #r ",%%ymm" #r ",%%ymm" #r "\n\t"
#define LLMTCO_CLEAR_ALL LLMTCO_TWELVE(LLMTCO_CLEAR) LLMTCO_CLEAR(13) LLMTCO_CLEAR(14) LLMTCO_CLEAR(15)
#define LLMTCO_MADD(r)                     \
  "vpmaddubsw %%ymm15,%%ymm14,%%ymm13\n\t" \
  "vpaddw %%ymm13,%%ymm" #r ",%%ymm" #r "\n\t"
#define LLMTCO_FMA(r) "vfmadd231ps %%ymm15,%%ymm14,%%ymm" #r "\n\t"
#define LLMTCO_LOOP(OP)                                                                                   \
  asm volatile(LLMTCO_CLEAR_ALL "1:\n\t" LLMTCO_TWELVE(OP) "dec %0\n\tjnz 1b\n\tvzeroupper\n\t"           \
               : "+r"(rounds)                                                                             \
               :                                                                                          \
               : "ymm0", "ymm1", "ymm2", "ymm3", "ymm4", "ymm5", "ymm6", "ymm7", "ymm8", "ymm9", "ymm10", \
                 "ymm11", "ymm13", "ymm14", "ymm15", "cc")

void int8(long rounds) { LLMTCO_LOOP(LLMTCO_MADD); }
void fp32(long rounds) { LLMTCO_LOOP(LLMTCO_FMA); }

}  // namespace

const Probe& avx2_probe() {
  // 12 instructions x 32 products x 2 operations; 12 x 8 floats x 2
  static constexpr Probe probe{read, int8, 12 * 64, fp32, 12 * 16};
  return probe;
}

}  // namespace llmtco::kernel::detail
