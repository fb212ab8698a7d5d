#pragma once

#include <bit>
#include <cstddef>

/// Room for the values of a series, 64-byte aligned. What is given back is kept for the next series of the
/// same size: fresh pages cost the kernel more than summing up the values in them. Large pieces ask for huge
/// pages; small ones are cut from slabs of one huge page, so that a run of 200 series of 80 KB meets 8 fresh pages
/// and not 4,000.
namespace llmtco::detail {

double* take_store(std::size_t values);
void give_back_store(double* store, std::size_t values) noexcept;

/// Such room for a passing use, given back at its end.
class ScratchBuffer {
 public:
  explicit ScratchBuffer(std::size_t values) : size_(std::bit_ceil(values)), data_(take_store(size_)) {}
  ~ScratchBuffer() { give_back_store(data_, size_); }
  ScratchBuffer(const ScratchBuffer&) = delete;
  ScratchBuffer& operator=(const ScratchBuffer&) = delete;
  double* data() const { return data_; }

 private:
  std::size_t size_;
  double* data_;
};

}  // namespace llmtco::detail
