#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/entry_names.h"
#include "catalog/tables.h"

namespace llmtco::detail {

/// An entry of a data file that is built in.
class BuiltIn {
 public:
  BuiltIn(const Table& table, std::uint32_t number) : table_(&table), entry_(&table.entries[number]) {}

  std::string_view id() const { return table_text(entry_->id); }
  /// As it is written, with comments.
  std::string_view text() const;
  int line() const { return static_cast<int>(entry_->line); }
  std::vector<std::string> aliases() const;
  /// The value of one of its keys; empty where there is none, or more than one value.
  std::string_view field(std::string_view key) const;
  Node node() const;

 private:
  const Table* table_;
  const TableEntry* entry_;
};

/// By its id, in the file of that name.
std::optional<BuiltIn> built_in(std::string_view file, std::string_view id);
inline std::optional<BuiltIn> built_in(CatalogKind kind, std::string_view id) {
  return built_in(to_text(kind), id);
}
/// In the order of the file.
std::vector<BuiltIn> all_built_in(CatalogKind kind);

/// The id of the first built-in entry that a folded name means: its id or an alias, for prices also PROVIDER/alias.
std::optional<std::string> built_in_meant(CatalogKind kind, const std::string& folded);

/// Built-in entries whose ids end with a folded name behind a slash, in the order of the file.
std::vector<std::string> built_in_sellers(const std::string& folded);

/// Of all built-in entries of a kind: made once, when first asked for.
const std::vector<EntryNames>& built_in_names(CatalogKind kind);

}  // namespace llmtco::detail
