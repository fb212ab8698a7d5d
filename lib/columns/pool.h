#pragma once

/// Buffers of one block, 64-byte aligned, kept in a free list
/// per thread: taking one costs a few instructions.
namespace llmtco::detail {

double* take_buffer();
void give_back(double* buffer) noexcept;

}  // namespace llmtco::detail
