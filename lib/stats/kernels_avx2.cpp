#define LLMTCO_LANES_AVX2
#include "stats/kernels.inc"
