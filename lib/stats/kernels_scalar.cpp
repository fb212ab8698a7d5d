#include "stats/kernels.inc"
