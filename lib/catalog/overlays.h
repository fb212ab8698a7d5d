#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/catalog.h"
#include "yaml/node.h"

namespace llmtco {

/// The entries users have added, the latest last.
struct Catalog::Overlays {
  struct Added {
    CatalogKind kind;
    std::string id;
    Node node;
  };
  std::vector<Added> entries;

  const Added* find(CatalogKind kind, std::string_view id) const;
};

namespace detail {

/// Entries of one kind as names only: what a lookup searches.
struct EntryNames {
  std::string id;
  std::vector<std::string> aliases;
};
std::vector<EntryNames> built_in_names(CatalogKind kind);

/// "data/models.yaml".
std::string data_file(CatalogKind kind);

/// The built-in entry with this id, parsed; nothing if there is none.
std::optional<Node> built_in_entry(CatalogKind kind, std::string_view id);
/// A one-line value of a built-in entry as it is written; empty if it has none.
std::string_view built_in_field(CatalogKind kind, std::string_view id, std::string_view key);

/// The id that a name stands for: an id, an alias, or for prices a model that one provider alone sells.
std::variant<std::string, NotFound> resolved_id(CatalogKind kind, std::string_view name,
                                                const std::vector<EntryNames>& overlays);

}  // namespace detail
}  // namespace llmtco
