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
    LineItem item;                ///< names and units; its columns are those of one block
    Series quantity, unit_price;  ///< only means are asked of them
    Series amount;                ///< zero where the bill has this line alone: then it is the total
  };
  struct Times {
    Series p50, p95;
  };
  std::vector<Line> lines;
  Series total;  ///< dollars a month
  /// Of its energy and usage, its energy lines; zero where these are all lines or none.
  Series marginal, energy;
  Series feasible, meets_slo, within_budget, cheapest;  ///< shares of draws: only means are asked of them
  Series replicas, load, accuracy, value;
  std::optional<Times> ttft, tpot, e2e;
  /// Why the option cannot serve in some draws of a block; empty where it can.
  std::vector<std::string> reasons{};
  std::string reason{};  ///< of the first block that has one
  std::string latency_note{};
  bool all_marginal = false, all_energy = false;  ///< every line is an energy or usage line, an energy line
  bool energy_only = false;                       ///< its lines count electricity and expected damage alone
  bool has_fleet = false, has_accuracy = false, has_value = false, has_slo = false;
};

/// The columns of all options, and of the demand they serve.
class Record {
 public:
  /// `first` tells which columns there are: the evaluations of one block.
  Record(std::size_t blocks, const Study& study, const std::vector<Evaluation>& first);

  /// Takes the evaluations of one block; different blocks may be set by several threads. Options that are
  /// `barred` (one flag each, or none at all) are not in the race for the cheapest.
  void set(std::size_t block, const Study& study, const Block& inputs,
           const std::vector<Evaluation>& evaluations, const std::vector<bool>& barred = {});
  /// Call once all blocks are set.
  void finish();

  std::vector<OptionRecord> options;
  Series requests, input_tokens, output_tokens;  ///< a month
  Series mtok, mtok_output;                      ///< all tokens and output tokens, in millions
};

}  // namespace llmtco
