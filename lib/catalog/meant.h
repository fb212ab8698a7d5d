#pragma once
#include <span>
#include <string>
#include <string_view>

namespace llmtco::detail {

/// "did you mean 'x'?" for a name that means no entry, or "": ids that have all its words, newest versions first
/// (llama-70b: llama-3.3-70b or llama-3.1-70b), else the nearest of `ids` and `others` by its letters. A model of
/// another size is never meant: of llama-80b not llama-8b.
std::string names_meant(std::string_view name, std::span<const std::string> ids,
                        std::span<const std::string> others);

}  // namespace llmtco::detail
