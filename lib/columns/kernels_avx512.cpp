#define LLMTCO_LANES_AVX512
#include "columns/kernels.inc"
