#include "columns/kernels.inc"
