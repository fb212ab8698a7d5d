#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace llmtco::detail {

/// Entries of one kind as names only: what a lookup searches.
struct EntryNames {
  std::string id;
  std::vector<std::string> aliases;
};

/// What an entry is called, folded: its id and its aliases, for prices also PROVIDER/alias.
std::vector<std::string> folded_names(CatalogKind kind, const EntryNames& names);

/// The ends of an id behind each slash, folded: of openai/gpt-4o gpt4o.
std::vector<std::string> model_parts(std::string_view id);

}  // namespace llmtco::detail
