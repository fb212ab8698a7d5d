#pragma once
#include <string>
#include <vector>

#include "yaml/node.h"

namespace llmtco {

/// What a change of the value at a path is a change of, by its place in the language:
///     volume      how much is asked, and when
///     tokens      what a task uses: lengths, calls, caches
///     price       of tokens, machines and energy, and the day and files they are taken from
///     quality     how right answers are, and what that is worth
///     efficiency  what serves, and how fast; another model behind an endpoint, see is_model_swap()
///     mix         which requests an option is given
///     fixed       staff, other lines, finance
///     none        words, budgets and rules, on which no cost hangs
/// A variable is of the kind of what is written with it; "several" where that is of many kinds, or where a
/// whole option is there or not. The value stands in the tree below `root`.
std::string change_kind(const std::string& path, const Node& root);

/// Whether two values of one path are endpoints with other models: openai/gpt-4o and openai/gpt-4o-mini, which is a
/// change of what serves; azure/gpt-4o for openai/gpt-4o is one of the price.
bool is_model_swap(const Node& before, const Node& after);

/// The same of any place but a variable's, by the keys on the way to it. Empty where no row of the table has it.
std::string kind_of_place(const std::vector<std::string>& keys);

/// The keys on the way to a path, which dots do not tell: names of options may have some of their own.
std::vector<std::string> keys_to(const std::string& path, const Node& root);

/// Whether a change at this path can move numbers of an option of either tree. One of another option cannot, unless
/// this one takes its keys or sends requests to it; any other may.
bool can_touch(const std::string& path, const std::string& option, const Node& base, const Node& candidate);

}  // namespace llmtco
