#pragma once
#include <span>
#include <string>
#include <string_view>

namespace llmtco {

/// Whether a text has shown to be a file of a kind, perhaps one with mistakes, by the words its lines begin with:
/// `prices:` is the head of a section of an overlay. All are known or nearly so, or more are known than are neither. A
/// file that has not proven to be of its kind may hold anything, passwords too, and
/// messages quote nothing of it.
bool is_of_kind(std::string_view text, std::span<const std::string> heads);

}  // namespace llmtco
