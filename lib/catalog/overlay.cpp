#include <algorithm>

#include <fmt/format.h>

#include "catalog/overlays.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/read.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

std::vector<std::string> section_names() {
  std::vector<std::string> names;
  for (const CatalogKind kind : all_catalog_kinds()) names.emplace_back(to_text(kind));
  return names;
}

/// What an entry based on another says for itself: a changed value has its own source and date, and an alias
/// keeps meaning the entry it meant.
std::vector<std::string> not_inherited(bool same_id) {
  std::vector<std::string> keys = {"source", "as_of", "note", "name"};
  if (!same_id) keys.emplace_back("aliases");
  return keys;
}

}  // namespace

const Catalog::Overlays::Added* Catalog::Overlays::find(CatalogKind kind, std::string_view id) const {
  const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                  [&](const Added& added) { return added.kind == kind && added.id == id; });
  return found == entries.rend() ? nullptr : &*found;
}

void Catalog::overlay_file(const std::string& path, Diagnostics& diagnostics) {
  if (const auto root = read_file(path, diagnostics)) overlay(*root, diagnostics);
}

void Catalog::overlay_text(std::string text, std::string name, Diagnostics& diagnostics) {
  if (const auto root = read_text(std::move(text), std::move(name), diagnostics)) overlay(*root, diagnostics);
}

void Catalog::overlay(const Node& sections, Diagnostics& diagnostics) {
  if (!sections.is_mapping())
    return wrong_kind(sections, "a mapping of sections such as prices", diagnostics);
  for (const Node& section : sections.children()) {
    const auto kind = catalog_kind_names.from_text(section.key());
    if (!kind) {
      diagnostics.error(section.key_location(),
                        fmt::format("unknown section {} in the overlay", shown(section.key())),
                        did_you_mean(section.key(), section_names()));
      continue;
    }
    if (!section.is_mapping()) {
      wrong_kind(section, "a mapping of entries", diagnostics);
      continue;
    }
    for (const Node& entry : section.children()) add(*kind, entry, diagnostics);
  }
}

void Catalog::add(CatalogKind kind, const Node& entry, Diagnostics& diagnostics) {
  if (!entry.is_mapping()) return wrong_kind(entry, "a mapping", diagnostics);
  Node complete = entry;
  if (const auto base_name = entry.find("based_on")) {
    const auto base = entry_of(kind, base_name->text());
    if (const auto* missing = std::get_if<NotFound>(&base)) {
      return diagnostics.error(base_name->location(), missing->message, missing->hint);
    }
    const Node& original = std::get<detail::Located>(base).node;
    complete =
        entry.without("based_on").with_defaults(original, not_inherited(original.key() == entry.key()));
  }
  detail::check_entry(kind, complete, diagnostics);
  overlays_->entries.push_back({kind, entry.key(), complete});
}

}  // namespace llmtco
