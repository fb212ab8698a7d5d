#pragma once
#include <string>
#include <utility>
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// What a result was made of, so that it can be made again, and seen where it cannot.
struct ResultInputs {
  std::string text;                                        ///< of the scenario file
  std::vector<std::string> set;                            ///< overrides, as given
  std::vector<std::pair<std::string, std::string>> files;  ///< it names: name, SHA-256
  std::string catalogue;                                   ///< SHA-256 of the built-in entries
  std::string generator;                                   ///< of random numbers
};

/// to_json(result) and the key `inputs`.
std::string to_json(const Result& result, const ResultInputs& inputs);

}  // namespace llmtco
