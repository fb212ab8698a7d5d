#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llmtco::detail {

/// One entry of a data file, found without parsing: the text from its id at column 0 to the next id.
struct EntrySlice {
  std::string_view id;
  std::string_view text;
  int line = 0;  ///< of the id, 1-based
};

/// The entry with exactly this id. Costs a scan of the text, no allocation.
std::optional<EntrySlice> find_entry(std::string_view file, std::string_view id);

std::vector<EntrySlice> all_entries(std::string_view file);

/// The words of `aliases: [a, b]`, quotes removed; as they stand, without parsing.
std::vector<std::string_view> aliases_of(const EntrySlice& slice);

/// The text of a top-level key of the entry, quotes removed; empty if absent or not a one-line value.
std::string_view field_of(const EntrySlice& slice, std::string_view key);

}  // namespace llmtco::detail
