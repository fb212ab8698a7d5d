#pragma once
#include <optional>
#include <vector>

#include "variables/uncertain.h"
#include "workload/lengths.h"

namespace llmtco {

/// What is known of how one model counts one class of requests, over what the scenario writes.
struct ClassCounting {
  Uncertain<double> input{1.0};   ///< tokens of its tokenizer over those of the reference, of the same text
  Uncertain<double> tools{1.0};   ///< the same of the definitions of tools, as the provider wraps them
  Uncertain<double> length{1.0};  ///< its answers as text over those the scenario speaks of
  Uncertain<double> output{1.0};  ///< tokens of its tokenizer over those of the reference, of its answers
  Uncertain<double> reasoning{0.0};        ///< tokens of thought over those of the visible answer
  Uncertain<TokensPerRequest> thoughts{};  ///< tokens of thought before each answer besides
  bool rereads = false;                    ///< whether later calls of a task read its thoughts again
  /// Counted at this model: never multiplied.
  std::optional<Uncertain<TokensPerRequest>> measured_input{}, measured_output{}, measured_reasoning{};
};

/// Whether two models count a class alike in every draw.
bool operator==(const ClassCounting& a, const ClassCounting& b);

/// The factors in one block of draws; that of the output is length x output. Steps are named for explanations.
///
/// Example: answers 0.8 times as long, cut into 1.2 times the tokens: 0.96.
TokenFactors factors_of(const RequestClass& requests, const ClassCounting& counting, const Block& block);

}  // namespace llmtco
