#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/entry.h"

namespace llmtco {

/// Share of right answers of a model on a benchmark, as somebody published it.
struct Accuracy {
  std::string task;              ///< general-knowledge, coding, maths, science, multilingual-maths
  std::string benchmark;         ///< MMLU, HumanEval, GSM8K ...
  double value = 0;              ///< [0, 1]
  std::optional<int> questions;  ///< of the benchmark, for the sampling error
  std::string setting;           ///< "5-shot, instruction tuned"; may be empty
  std::string source;
  std::string as_of;
  Location where;
};

struct ModelQuality : Entry {
  std::vector<Accuracy> results;

  /// The first result for a task: the one the file lists as the one to use.
  const Accuracy* on(std::string_view task) const;
};

/// The sources that the scores of an entry of quality name by `from`, each a line of data/score_sources.yaml.
std::string sources_named_in(std::string_view entry);

/// What a weight format did to one model's quality, as somebody measured it.
struct QuantizationEffect : Entry {
  std::string model;
  std::optional<double> parameters;
  std::string format;  ///< as the source writes it; resolves to a weight format
  std::optional<bool> importance_matrix;
  std::optional<double> weight_gib;
  std::optional<double> bits;
  std::optional<double> perplexity;
  std::optional<double> perplexity_increase;  ///< share of the 16-bit perplexity: 0.029 is 2.9 %
  std::optional<double> mean_kld;
  std::optional<double> rms_dp;         ///< root mean square change of token probability, a share
  std::optional<double> mmlu_16bit;     ///< [0, 1]
  std::optional<double> mmlu;           ///< [0, 1]
  std::optional<double> mmlu_recovery;  ///< mmlu / mmlu_16bit, as stated
  std::string other_metric;
  std::string other_value;
  std::string evaluation;
};

}  // namespace llmtco
