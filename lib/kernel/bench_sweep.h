#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "kernel/bench_bed.h"
#include "kernel/bench_log.h"

namespace llmtco::kernel::detail {

/// Takes samples in the time it is given.
class Sweep {
 public:
  Sweep(const BenchOptions& options, Isa isa, std::size_t working_set, const std::vector<int>& threads);

  /// All batches of a format at every thread count, within about `seconds`.
  void run(Format format, double seconds);

  /// `pairs` more samples of a cell.
  void more(std::size_t cell, int pairs);

  std::vector<Cell>& cells() { return cells_; }
  std::vector<int> thread_counts() const;
  WindowLog& windows() { return windows_; }
  std::size_t working_set() const { return bed_.bytes(); }
  /// Points the time did not suffice for.
  double dequant(Format format) const { return dequant_[static_cast<std::size_t>(format)]; }

 private:
  Cell& cell(Format format, int batch, int threads);
  void load(Format format);
  void choose_read_distance(std::size_t pool);
  std::size_t step_rows(ThreadPool& pool, int batch, std::size_t prefetch, double seconds);
  std::size_t best_distance(ThreadPool& pool, std::size_t rows);
  void sample(Cell& cell, std::size_t pool);
  PointSample timed(const Cell& cell, std::size_t pool);
  std::size_t next_row(std::size_t rows);

  const BenchOptions& options_;
  BenchBed bed_;
  WindowLog windows_;
  std::vector<std::unique_ptr<ThreadPool>> pools_;
  std::vector<std::optional<std::size_t>> read_distance_;  // of plain reads, one per pool
  std::vector<Cell> cells_;
  std::vector<double> dequant_ = std::vector<double>(formats.size(), 0.0);
  std::size_t loaded_ = formats.size();
  std::size_t row_ = 0;
};

}  // namespace llmtco::kernel::detail
