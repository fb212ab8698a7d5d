#pragma once
#include <optional>
#include <string>
#include <vector>

#include "montecarlo/study.h"
#include "stats/series.h"

namespace llmtco {

/// Columns of one option over the blocks of a run (or of a part of one).
struct OptionRecord {
  struct Line {
    LineItem item;  ///< names and units; its columns are those of one block
    Series quantity, unit_price, amount;
  };
  struct Times {
    Series p50, p95;
  };
  std::vector<Line> lines;
  Series total, marginal, energy;  ///< dollars a month
  Series feasible;
  Series replicas, load, accuracy, value, meets_slo, within_budget, cheapest;
  std::optional<Times> ttft, tpot, e2e;
  std::string reason{}, latency_note{};  ///< of the first block that has one
  bool has_fleet = false, has_accuracy = false, has_value = false, has_slo = false;
};

/// The columns of all options, and of the demand they serve.
class Record {
 public:
  /// `first` tells which columns there are: the evaluations of one block.
  Record(std::size_t blocks, const Study& study, const std::vector<Evaluation>& first);

  /// Takes the evaluations of one block; different blocks may be set by several threads.
  void set(std::size_t block, const Study& study, const Block& inputs, const std::vector<Evaluation>& evaluations);
  /// Call once all blocks are set.
  void finish();

  std::vector<OptionRecord> options;
  Series requests, input_tokens, output_tokens;  ///< a month
};

}  // namespace llmtco
