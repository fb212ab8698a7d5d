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

std::vector<std::string> detail::aliases_of(const Node& entry) {
  std::vector<std::string> aliases;
  if (const auto list = entry.find("aliases")) {
    for (const Node& alias : list->children()) aliases.push_back(alias.text());
  }
  return aliases;
}

const Catalog::Overlays::Added* Catalog::Overlays::find(CatalogKind kind, std::string_view id) const {
  const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                  [&](const Added& added) { return added.kind == kind && added.id == id; });
  return found == entries.rend() ? nullptr : &*found;
}

std::vector<detail::EntryNames> Catalog::Overlays::names(CatalogKind kind) const {
  std::vector<detail::EntryNames> all;
  for (const Added& added : entries) {
    if (added.kind != kind) continue;
    all.push_back({added.id, detail::aliases_of(added.node)});
  }
  return all;
}

bool Catalog::overlay_file(const std::string& path, Diagnostics& diagnostics) {
  const auto root = read_file(path, diagnostics);
  return root && overlay(*root, diagnostics);
}

bool Catalog::overlay_text(std::string text, std::string name, Diagnostics& diagnostics) {
  const auto root = read_text(std::move(text), std::move(name), diagnostics);
  return root && overlay(*root, diagnostics);
}

bool Catalog::overlay(const Node& sections, Diagnostics& diagnostics) {
  if (!sections.is_mapping()) {
    wrong_kind(sections, "a mapping of sections such as prices", diagnostics);
    return false;
  }
  bool whole = true;
  const std::size_t before = overlays_->entries.size();
  for (const Node& section : sections.children()) {
    const auto kind = catalog_kind_names.from_text(section.key());
    if (!kind) {
      const std::string hint = did_you_mean(section.key(), section_names());
      diagnostics.error(section.key_location(),
                        fmt::format("unknown section {} in the overlay", shown(section.key())),
                        hint.empty() ? fmt::format("there are {}", fmt::join(section_names(), ", ")) : hint);
    } else if (!section.is_mapping()) {
      wrong_kind(section, "a mapping of entries", diagnostics);
    } else {
      for (const Node& entry : section.children()) add(*kind, entry, diagnostics);
      detail::check_names(*kind, section.children(), diagnostics);
    }
    whole = whole && kind && section.is_mapping();
  }
  const auto known = [this](CatalogKind kind, std::string_view name) { return knows(kind, name); };
  for (std::size_t i = before; whole && i < overlays_->entries.size(); ++i) {
    const Overlays::Added& added = overlays_->entries[i];
    if (added.usable) detail::check_references(added.kind, added.node, known, diagnostics);
  }
  return whole;
}

void Catalog::use_rates(std::vector<OverlayRate> rates) { overlays_->rates = std::move(rates); }

std::optional<Node> Catalog::completed(CatalogKind kind, const Node& entry, Diagnostics& found) const {
  if (!entry.is_mapping()) {
    wrong_kind(entry, fmt::format("the values of {}", shown(entry.key())), found);
    return std::nullopt;
  }
  const auto base_name = entry.find("based_on");
  if (!base_name) return entry;
  const auto name = llmtco::text(*base_name, found);
  if (!name) return std::nullopt;
  const auto base = entry_of(kind, *name);
  if (const auto* missing = std::get_if<NotFound>(&base)) {
    found.error(base_name->location(), missing->message, missing->hint);
    return std::nullopt;
  }
  const Node& original = std::get<detail::Located>(base).node;
  return entry.without("based_on").with_defaults(original, not_inherited(original.key() == entry.key()));
}

void Catalog::add(CatalogKind kind, const Node& entry, Diagnostics& diagnostics) {
  Diagnostics found;
  const auto complete = completed(kind, detail::in_dollars(entry, overlays_->rates, found), found);
  if (complete) detail::check_entry(kind, *complete, found);
  if (kind == CatalogKind::economics && !found.has_errors()) detail::check_dimension(*complete, found);
  overlays_->entries.push_back({kind, entry.key(), complete.value_or(entry), !found.has_errors()});
  for (const Diagnostic& each : found.sorted()) diagnostics.error(each.location, each.message, each.hint);
}

}  // namespace llmtco
