#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "yaml/tree.h"

namespace llmtco::detail {

/// A key of a path, and what stands behind it.
struct PathStep {
  std::string key;
  std::string_view rest;  ///< after the dot; empty when the key ends the path
  bool last = false;
};

/// First key of the rest of a path: in double quotes, or the longest key of `tree` that the rest starts with, or
/// up to the first dot. Nothing where the rest is not keys joined by dots.
std::optional<PathStep> first_step(const Tree& tree, std::string_view rest);

/// The element of a list that a key of a path counts out; nothing where it counts none.
std::optional<std::size_t> index_in(const Tree& list, std::string_view key);

}  // namespace llmtco::detail
