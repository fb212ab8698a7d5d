#include <algorithm>
#include <map>
#include <mutex>

#include <fmt/format.h>

#include "catalog/built_in.h"
#include "catalog/overlays.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco::detail {
namespace {

constexpr std::size_t longest_id = 100;

using Ids = std::map<std::string, std::string>;

/// Ids of the built-in entries of a kind by how they are folded. They never change, so they are gathered once.
const Ids& built_in_ids(CatalogKind kind) {
  static std::mutex mutex;
  static std::map<CatalogKind, Ids> gathered;
  const std::scoped_lock lock(mutex);
  const auto [ids, is_new] = gathered.try_emplace(kind);
  if (!is_new) return ids->second;
  for (const EntryNames& names : built_in_names(kind)) ids->second.emplace(folded_name(names.id), names.id);
  return ids->second;
}

/// The names that entries of a section go by.
class Taken {
 public:
  Taken(CatalogKind kind, Diagnostics& diagnostics)
      : built_in_(built_in_ids(kind)), diagnostics_(diagnostics) {}

  void add_id(const Node& entry) {
    const std::string folded = folded_name(entry.key());
    const auto hidden = built_in_.find(folded);
    if (folded.empty() || entry.key().size() > longest_id) {
      diagnostics_.error(
          entry.key_location(), fmt::format("{} cannot be an id", shown(entry.key())),
          fmt::format("an id is 1 to {} characters, some of them letters or digits", longest_id));
    } else if (hidden != built_in_.end() && hidden->second != entry.key()) {
      diagnostics_.error(
          entry.key_location(),
          fmt::format("{} is another spelling of a built-in entry, whose place it would not take",
                      shown(entry.key())),
          "write " + hidden->second);
    } else {
      take(folded, entry, entry.key_location(), entry.key());
    }
  }

  void add_alias(const Node& alias, const Node& entry) {
    const std::string folded = folded_name(alias.text());
    const auto hidden = built_in_.find(folded);
    if (folded.empty()) return;  // an error by now, or a name of signs alone, which means nothing
    if (hidden != built_in_.end() && hidden->second != entry.key()) {
      diagnostics_.error(alias.location(), fmt::format("the alias {} is the id of the built-in entry {}",
                                                       shown(alias.text()), hidden->second));
    } else {
      take(folded, entry, alias.location(), alias.text());
    }
  }

 private:
  void take(const std::string& folded, const Node& entry, const Location& where, const std::string& name) {
    const auto [other, is_new] = taken_.emplace(folded, entry);
    if (is_new || other->second.key() == entry.key()) return;
    diagnostics_.error(where,
                       fmt::format("{} means two entries, this one and {} of line {}", shown(name),
                                   shown(other->second.key()), other->second.key_location().line),
                       "rename one; spaces, capitals and the signs - _ / . ( ) # make no difference");
  }

  const Ids& built_in_;
  std::map<std::string, Node> taken_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_names(CatalogKind kind, const std::vector<Node>& entries, Diagnostics& diagnostics) {
  Taken taken(kind, diagnostics);
  for (const Node& entry : entries) taken.add_id(entry);
  for (const Node& entry : entries) {
    const auto aliases = entry.find("aliases");
    for (const Node& alias : aliases ? aliases->children() : std::vector<Node>())
      taken.add_alias(alias, entry);
  }
}

void check_references(CatalogKind kind, const Node& entry, const Knows& knows, Diagnostics& diagnostics) {
  const auto refer = [&](const std::optional<Node>& name, std::initializer_list<CatalogKind> kinds,
                         const char* what) {
    if (!name ||
        std::any_of(kinds.begin(), kinds.end(), [&](CatalogKind each) { return knows(each, name->text()); }))
      return;
    diagnostics.error(
        name->location(),
        fmt::format("{} is no {} of the catalogue{}", shown(name->text()), what, at_path(*name)),
        fmt::format("see `llmtco catalog list {}`", to_text(*kinds.begin())));
  };
  if (kind == CatalogKind::models) refer(entry.find("precision"), {CatalogKind::formats}, "weight format");
  if (kind == CatalogKind::prices)
    refer(entry.find("serves"), {CatalogKind::models, CatalogKind::quality}, "model");
  if (kind == CatalogKind::quantization) refer(entry.find("format"), {CatalogKind::formats}, "weight format");
  const auto system = entry.find("system");
  if (kind == CatalogKind::accelerators && system)
    refer(system->find("accelerator"), {CatalogKind::accelerators}, "accelerator");
}

void check_dimension(const Node& figure, Diagnostics& diagnostics) {
  const auto known = built_in(CatalogKind::economics, figure.key());
  if (!known) return;
  Diagnostics unasked;
  const EconomicFigure mine = read_economic_figure(figure, unasked),
                       hidden = read_economic_figure(known->node(), unasked);
  if (mine.dimension == hidden.dimension) return;
  diagnostics.error(figure.find("value")->location(),
                    fmt::format("{} counts {} in the catalogue, not {}", shown(figure.key()),
                                unit_text(hidden.dimension), unit_text(mine.dimension)));
}

}  // namespace llmtco::detail
