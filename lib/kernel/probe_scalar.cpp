#include <cstring>

#include "kernel/stripe.h"

namespace llmtco::kernel::detail {
namespace {

uint64_t read(const uint8_t* from, size_t bytes, size_t) {
  uint64_t sum[8] = {};
  for (const uint8_t* end = from + bytes; from < end; from += 64) {
    uint64_t line[8];
    std::memcpy(line, from, sizeof line);
    for (int i = 0; i < 8; ++i) sum[i] += line[i];
  }
  return sum[0] + sum[1] + sum[2] + sum[3] + sum[4] + sum[5] + sum[6] + sum[7];
}

/// Keeps a value in a register the optimiser cannot see through.
template <class T>
void opaque(T& value) {
  asm volatile("" : "+m"(value));
}

void int8(long rounds) {
  int32_t sum[16] = {};
  int8_t x[16] = {};
  opaque(x);
  for (long i = 0; i < rounds; ++i) {
    opaque(sum);
    for (int j = 0; j < 16; ++j) sum[j] += x[j] * x[15 - j];
  }
  opaque(sum);
}

void fp32(long rounds) {
  float sum[16] = {};
  float x = 1;
  opaque(x);
  for (long i = 0; i < rounds; ++i) {
    opaque(sum);
    for (float& s : sum) s = s * x + x;
  }
  opaque(sum);
}

}  // namespace

const Probe& scalar_probe() {
  static constexpr Probe probe{read, int8, 32, fp32, 32};
  return probe;
}

}  // namespace llmtco::kernel::detail
