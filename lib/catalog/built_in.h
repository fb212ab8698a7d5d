#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/entry_index.h"
#include "catalog/overlays.h"

namespace llmtco::detail {

/// Where the built-in entries of a kind stand, and what they are called: made once, when first asked for.
struct BuiltIn {
  std::vector<EntrySlice> entries;                ///< in the order of the file
  std::map<std::string_view, std::size_t> by_id;  ///< place among them
  std::vector<EntryNames> names;                  ///< of each
};
const BuiltIn& built_in(CatalogKind kind);

/// The id of the first built-in entry that a folded name means: its id or an alias, for prices also PROVIDER/alias.
std::optional<std::string> built_in_meant(CatalogKind kind, const std::string& folded);

/// What an entry is called, folded.
std::vector<std::string> folded_names(CatalogKind kind, const EntryNames& names);

}  // namespace llmtco::detail
