#define LLMTCO_LANES_AVX512
#include "stats/kernels.inc"
