// Assembly with fixed registers: a compiler that spills an accumulator halves the peak it reports.

#include <immintrin.h>

#include "kernel/stripe.h"
#include "kernel/unrolled.h"

namespace llmtco::kernel::detail {
namespace {

uint64_t read(const uint8_t* from, size_t bytes, size_t prefetch) {
  __m512i sum[8];
  for (__m512i& s : sum) s = _mm512_setzero_si512();
  for (const uint8_t* end = from + bytes; from < end; from += 512) {
    unrolled<8>([&](auto i) LLMTCO_INLINE {
      if (prefetch != 0) _mm_prefetch(reinterpret_cast<const char*>(from) + prefetch + 64 * i, _MM_HINT_T1);
      sum[i] = _mm512_add_epi64(sum[i], _mm512_load_si512(from + 64 * i));
    });
  }
  unrolled<7>([&](auto i) LLMTCO_INLINE { sum[0] = _mm512_add_epi64(sum[0], sum[i + 1]); });
  return static_cast<uint64_t>(_mm512_reduce_add_epi64(sum[0]));
}

// 12 chains: more than latency times instructions per cycle.
#define LLMTCO_TWELVE(OP) OP(0) OP(1) OP(2) OP(3) OP(4) OP(5) OP(6) OP(7) OP(8) OP(9) OP(10) OP(11)
#define LLMTCO_CLEAR(r) "vpxord %%zmm" #r ",%%zmm" #r ",%%zmm" #r "\n\t"
#define LLMTCO_VNNI(r) "vpdpbusd %%zmm15,%%zmm14,%%zmm" #r "\n\t"
#define LLMTCO_FMA(r) "vfmadd231ps %%zmm15,%%zmm14,%%zmm" #r "\n\t"
#define LLMTCO_LOOP(OP)                                                                                   \
  asm volatile(LLMTCO_TWELVE(LLMTCO_CLEAR) LLMTCO_CLEAR(14)                                               \
                   LLMTCO_CLEAR(15) "1:\n\t" LLMTCO_TWELVE(OP) "dec %0\n\tjnz 1b\n\tvzeroupper\n\t"       \
               : "+r"(rounds)                                                                             \
               :                                                                                          \
               : "zmm0", "zmm1", "zmm2", "zmm3", "zmm4", "zmm5", "zmm6", "zmm7", "zmm8", "zmm9", "zmm10", \
                 "zmm11", "zmm14", "zmm15", "cc")

void int8(long rounds) { LLMTCO_LOOP(LLMTCO_VNNI); }
void fp32(long rounds) { LLMTCO_LOOP(LLMTCO_FMA); }

}  // namespace

const Probe& vnni_probe() {
  // 12 instructions x 64 products x 2 operations; 12 x 16 floats x 2
  static constexpr Probe probe{read, int8, 12 * 128, fp32, 12 * 32};
  return probe;
}

}  // namespace llmtco::kernel::detail
