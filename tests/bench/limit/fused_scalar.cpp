#include "fused.inc"
