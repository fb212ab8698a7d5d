#include <algorithm>

#include "catalog/embedded.h"
#include "catalog/entry_index.h"
#include "catalog/overlays.h"
#include "text/characters.h"
#include "yaml/write.h"

namespace llmtco {
namespace {

using detail::EntrySlice;

CatalogRow row_of(CatalogKind kind, const EntrySlice& slice) {
  const std::string_view name = detail::field_of(slice, "name");
  return {.kind = kind,
          .id = std::string(slice.id),
          .name = std::string(name.empty() ? slice.id : name),
          .source = std::string(detail::field_of(slice, "source")),
          .as_of = std::string(detail::field_of(slice, "as_of")),
          .where = {detail::data_file(kind), slice.line, 1},
          .from_overlay = false,
          .shadows = false};
}

std::string scalar_of(const Node& node, const char* key, const std::string& fallback) {
  const auto value = node.find(key);
  return value && value->is_scalar() ? value->text() : fallback;
}

/// All texts of an entry, for searching.
void collect_text(const Node& node, std::string& out) {
  out += node.key() + ' ' + node.text() + ' ';
  for (const Node& child : node.children()) collect_text(child, out);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : lower_case(text) + ' ') {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

bool has_all(const std::string& text, const std::vector<std::string>& words) {
  const std::string lower = lower_case(text);
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& w) { return lower.find(w) != lower.npos; });
}

}  // namespace

std::vector<CatalogRow> Catalog::list(CatalogKind kind) const {
  std::vector<CatalogRow> rows;
  const std::string_view file = embedded_data(to_text(kind));
  for (const Overlays::Added& added : overlays_->entries) {
    if (added.kind != kind || overlays_->find(kind, added.id) != &added) continue;
    rows.push_back({.kind = kind,
                    .id = added.id,
                    .name = scalar_of(added.node, "name", added.id),
                    .source = scalar_of(added.node, "source", ""),
                    .as_of = scalar_of(added.node, "as_of", ""),
                    .where = added.node.key_location(),
                    .from_overlay = true,
                    .shadows = detail::find_entry(file, added.id).has_value()});
  }
  for (const EntrySlice& slice : detail::all_entries(file)) {
    if (!overlays_->find(kind, slice.id)) rows.push_back(row_of(kind, slice));
  }
  return rows;
}

std::vector<CatalogRow> Catalog::search(std::string_view text) const {
  const std::vector<std::string> words = words_of(text);
  std::vector<CatalogRow> found;
  for (const CatalogKind kind : all_catalog_kinds()) {
    const std::string_view file = embedded_data(to_text(kind));
    for (CatalogRow& row : list(kind)) {
      std::string entry = std::string(to_text(kind)) + ' ';
      if (row.from_overlay) {
        collect_text(overlays_->find(kind, row.id)->node, entry);
      } else {
        entry += detail::find_entry(file, row.id)->text;
      }
      if (!words.empty() && has_all(entry, words)) found.push_back(std::move(row));
    }
  }
  return found;
}

Found<std::string> Catalog::text(CatalogKind kind, std::string_view name) const {
  const auto found = entry_of(kind, name);
  if (const auto* missing = std::get_if<NotFound>(&found)) return *missing;
  const auto& [node, from_overlay] = std::get<detail::Located>(found);
  if (!from_overlay) return std::string(detail::find_entry(embedded_data(to_text(kind)), node.key())->text);
  return written(node);
}

std::vector<std::string> Catalog::ids(CatalogKind kind) const {
  std::vector<std::string> ids;
  for (CatalogRow& row : list(kind)) ids.push_back(std::move(row.id));
  return ids;
}

}  // namespace llmtco
