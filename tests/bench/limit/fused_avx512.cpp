#define LLMTCO_LANES_AVX512
#include "fused.inc"
