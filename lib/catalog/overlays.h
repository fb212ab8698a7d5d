#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/entry_names.h"
#include "yaml/node.h"

namespace llmtco {

namespace detail {

/// Those that an entry of an overlay writes.
std::vector<std::string> aliases_of(const Node& entry);

/// What can be told of an overlay once all its entries are known by their names.
using Knows = std::function<bool(CatalogKind kind, std::string_view name)>;
/// The entry with its amounts in dollars, and the rate behind the source of what was in another currency:
///
///     {input: €0.90/Mtok, source: offer} at $1.10 of 2026-09-23 is
///     {input: $0.99/Mtok, source: "offer, EUR at $1.1 of 2026-09-23"}
Node in_dollars(const Node& entry, const std::vector<OverlayRate>& rates, Diagnostics& diagnostics);
/// Refuses an entry that names another one which does not exist.
void check_references(CatalogKind kind, const Node& entry, const Knows& knows, Diagnostics& diagnostics);
/// Refuses names that mean two entries, of one section or of it and the built-in ones, and unusable ones.
void check_names(CatalogKind kind, const std::vector<Node>& entries, Diagnostics& diagnostics);
/// Refuses an economic figure that takes the place of a built-in one and counts something else.
void check_dimension(const Node& figure, Diagnostics& diagnostics);

}  // namespace detail

/// The entries users have added, the latest last.
struct Catalog::Overlays {
  struct Added {
    CatalogKind kind;
    std::string id;
    Node node;
    bool usable = true;  ///< without mistakes
  };
  std::vector<Added> entries;
  std::vector<OverlayRate> rates;

  const Added* find(CatalogKind kind, std::string_view id) const;
  std::vector<detail::EntryNames> names(CatalogKind kind) const;
};

namespace detail {

/// "data/models.yaml".
std::string data_file(CatalogKind kind);

/// The id that a name stands for: an id, an alias, or for prices a model that one provider alone sells.
std::optional<std::string> canonical_id(CatalogKind kind, std::string_view name,
                                        const std::vector<EntryNames>& overlays);
/// The same, or why there is none and what was probably meant, which takes many times as long to find.
std::variant<std::string, NotFound> resolved_id(CatalogKind kind, std::string_view name,
                                                const std::vector<EntryNames>& overlays);

}  // namespace detail
}  // namespace llmtco
