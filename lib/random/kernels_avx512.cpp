#define LLMTCO_LANES_AVX512
#include "random/kernels.inc"
