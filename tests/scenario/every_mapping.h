#pragma once
#include <string>
#include <vector>

namespace llmtco {

/// A good scenario that has every mapping of the grammar.
extern const char* const every_mapping;

/// What is wrong with it under overrides, its calibration file beside it.
std::string said_of_every_mapping(const std::vector<std::string>& overrides = {});

/// The path in it of a way through the grammar: options.*(api).cache is options.api.cache.
std::string path_of(std::string way);

}  // namespace llmtco
