#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/quantile_pass.h"
#include "stats/summary.h"

namespace llmtco::detail {

/// The summary of one result, block by block: first learn() every block, then begin(), then take() every
/// block, then end().
class SummaryPass {
 public:
  /// Of a ratio that varies, in replicates of whole blocks.
  SummaryPass(const Ratio& ratio, std::size_t replicates);

  void learn(std::size_t block);
  void begin();
  void take(std::size_t block);
  Summary end() const;

 private:
  const double* values(std::size_t block);
  std::size_t draw_sample(std::span<const std::size_t> places, double* sample) const;

  Ratio ratio_;
  std::size_t replicates_, blocks_;
  Column buffer_ = Column::uninitialised();
  std::vector<BlockFacts> facts_;
  Extremes extremes_{0, 0};
  Estimate mean_{0, 0, 0};
  std::vector<double> squares_;  ///< of each block
  std::optional<QuantilePass> quantiles_;
};

}  // namespace llmtco::detail
