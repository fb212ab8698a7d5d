#pragma once

#include <optional>
#include <string_view>

namespace llmtco {

/// What a name says of a model's size: 14e9 of "Qwen-14B" and "Foo 14b-instruct", 397e9 and 17e9 of
/// "Foo-397B-A17B". "8x7B", "17B-16E" and "MoE" say that it is a mixture of experts, not what a token uses.
struct SizeInName {
  std::optional<double> parameters;  ///< the first number with a B or T behind
  std::optional<double> active;      ///< used for one token: the first one with an A before it
  bool mixture = false;

  /// A mixture of which the name does not say what a token uses: no shape is typical of it.
  bool unknown_mixture() const { return mixture && !active; }
};
SizeInName size_in_name(std::string_view name);

}  // namespace llmtco
