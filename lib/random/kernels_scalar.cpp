#include "random/kernels.inc"
