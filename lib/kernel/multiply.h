#pragma once

#include <cstddef>

#include "host/thread_pool.h"
#include "kernel/activations.h"
#include "kernel/packed_matrix.h"

namespace llmtco::kernel {

/// y[column][row] = sum over inputs of weight[row][input] * activation[column][input].
///
/// Quantized formats: whole-number sums over 32 inputs are exact; they are scaled and added block after block
/// with one fused multiply-add each, so every instruction set and thread count gives the same bits.
/// `prefetch`: how many bytes ahead of the weights being read to ask memory for, 0 leaves it to the hardware
/// (which wins depends on machine and thread count: bench tries them).
/// Requires activations prepared for the matrix's format and inputs.
void multiply(const PackedMatrix& weights, const Activations& activations, float* y, ThreadPool& pool,
              std::size_t prefetch = 0);

}  // namespace llmtco::kernel
