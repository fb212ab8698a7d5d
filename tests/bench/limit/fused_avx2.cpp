#define LLMTCO_LANES_AVX2
#include "fused.inc"
