#define LLMTCO_LANES_AVX2
#include "random/kernels.inc"
