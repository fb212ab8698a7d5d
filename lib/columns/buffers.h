#pragma once

#include <atomic>
#include <cstdint>

/// Buffers of one block, 64-byte aligned, kept in a free list
/// per thread: taking one costs a few instructions.
namespace llmtco::detail {

/// A buffer with one user.
double* take_buffer();
void give_back(double* buffer) noexcept;

/// Columns that read a buffer; it stands in front of the doubles. Columns of several threads may share one.
inline std::atomic<std::uint32_t>& users(double* buffer) {
  return *reinterpret_cast<std::atomic<std::uint32_t>*>(reinterpret_cast<char*>(buffer) - 64);
}

}  // namespace llmtco::detail
