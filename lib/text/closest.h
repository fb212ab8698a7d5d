#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace llmtco {

/// Fewest insertions, deletions, substitutions and swaps of neighbours that turn one word into the other
/// (Damerau-Levenshtein distance, optimal string alignment): "ouput" to "output" is 1, "rnu" to "run" is 1.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate a mistyped word most likely stands for: within max(1, length/3) edits regardless of case, of two
/// as near the one with the same letters ("drasw" is "draws", not "draw"), or one that the word (of three letters
/// or more) is the beginning of. Nothing when no candidate is near.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);

/// "did you mean 'x'?", or "" when nothing is near: the hint of a diagnostic.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace llmtco
