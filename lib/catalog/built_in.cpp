#include "catalog/built_in.h"

#include <array>
#include <cassert>
#include <mutex>

#include "catalog/embedded.h"
#include "catalog/memo.h"

namespace llmtco::detail {
namespace {

const Table& table(CatalogKind kind) {
  const Table* found = table_of(to_text(kind));
  assert(found != nullptr);
  return *found;
}

}  // namespace

std::string_view BuiltIn::text() const {
  return embedded_data(table_->file).substr(entry_->begin, entry_->size);
}

std::vector<std::string> BuiltIn::aliases() const {
  std::vector<std::string> all;
  for (std::uint32_t i = 0; i < entry_->aliases; ++i)
    all.emplace_back(table_text(table_alias(entry_->alias + i)));
  return all;
}

std::string_view BuiltIn::field(std::string_view key) const {
  const std::span<const TreeRow> rows = table_rows(*entry_);
  for (std::size_t at = 2; at < rows.size(); at += rows[at].size) {
    if (table_text(rows[at].key) == key) return table_text(rows[at].text);
  }
  return {};
}

Node BuiltIn::node() const {
  static Memo<const TableEntry*, Node>& made = *new Memo<const TableEntry*, Node>;
  return made.get(entry_, [this] { return table_node(*table_, *entry_); });
}

std::optional<BuiltIn> built_in(std::string_view file, std::string_view id) {
  const Table* table = table_of(file);
  assert(table != nullptr);
  const std::span<const TableName> found = names_equal(table->ids, id);
  return found.empty() ? std::nullopt : std::optional(BuiltIn(*table, found.front().entry));
}

std::vector<BuiltIn> all_built_in(CatalogKind kind) {
  std::vector<BuiltIn> all;
  const Table& of = table(kind);
  for (std::uint32_t i = 0; i < of.entries.size(); ++i) all.emplace_back(of, i);
  return all;
}

std::optional<std::string> built_in_meant(CatalogKind kind, const std::string& folded) {
  const Table& of = table(kind);
  const std::span<const TableName> found = names_equal(of.folded, folded);
  if (found.empty()) return std::nullopt;
  return std::string(table_text(of.entries[found.front().entry].id));
}

std::vector<std::string> built_in_sellers(const std::string& folded) {
  const Table& of = table(CatalogKind::prices);
  std::vector<std::string> ids;
  for (const TableName& name : names_equal(of.parts, folded))
    ids.emplace_back(table_text(of.entries[name.entry].id));
  return ids;
}

const std::vector<EntryNames>& built_in_names(CatalogKind kind) {
  struct OfKind {
    std::once_flag made;
    std::vector<EntryNames> names;
  };
  static auto& all =
      *new std::array<OfKind, catalog_kind_names.table.size()>;  // outlives whatever asks at the end
  OfKind& of = all[static_cast<std::size_t>(kind)];
  std::call_once(of.made, [&] {
    for (const BuiltIn& entry : all_built_in(kind))
      of.names.push_back({std::string(entry.id()), entry.aliases()});
  });
  return of.names;
}

}  // namespace llmtco::detail

namespace llmtco {

Node embedded_entry(std::string_view name, std::string_view key) {
  return detail::built_in(name, key).value().node();
}

}  // namespace llmtco
