#define LLMTCO_LANES_AVX2
#include "columns/kernels.inc"
