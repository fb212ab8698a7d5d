#pragma once

#include <vector>

#include "host/thread_pool.h"
#include "kernel/activations.h"
#include "kernel/bench.h"
#include "kernel/huge_buffer.h"
#include "kernel/variants.h"

namespace llmtco::kernel::detail {

/// What is measured: a buffer full of matrices and the steps over it.
class BenchBed {
 public:
  BenchBed(const BenchOptions& options, Isa isa, std::size_t bytes);

  /// Fills the buffer with matrices of a format.
  void load(Format format, ThreadPool& pool);

  /// Whole stripes of the loaded format in the buffer, as rows.
  std::size_t rows_loaded() const { return rows_; }
  std::size_t bytes() const { return buffer_.size(); }

  /// Seconds of a plain read of `length` bytes of the buffer from `offset`, wrapping round.
  double read_seconds(ThreadPool& pool, std::size_t offset, std::size_t length, std::size_t prefetch);

  /// Seconds of multiplying `rows` rows from `first_row` with `batch` columns, matrix after matrix of
  /// options.rows, each with activations of its own to prepare. Requires whole stripes within rows_loaded().
  double step_seconds(ThreadPool& pool, std::size_t first_row, std::size_t rows, int batch,
                      std::size_t prefetch);

  /// Operations per second from registers, about 0.2 ms.
  double peak(ThreadPool& pool, bool int8);

  /// Seconds per 1e9 weights that do not grow with columns, from second-level cache, one thread.
  double dequant_seconds(ThreadPool& alone);

 private:
  const BenchOptions& options_;
  Isa isa_;
  HugeBuffer buffer_;
  Format format_ = Format::q4;
  std::size_t rows_ = 0;
  Activations activations_;
  std::vector<float> x_;
  std::vector<float> y_;
};

}  // namespace llmtco::kernel::detail
