#include "catalog/built_in.h"

#include <array>
#include <mutex>
#include <unordered_map>

#include "catalog/embedded.h"

namespace llmtco::detail {
namespace {

/// One value for each kind, made when first asked for.
template <class T>
class OfKinds {
 public:
  template <class Make>
  const T& get(CatalogKind kind, const Make& make) {
    Slot& slot = slots_[static_cast<std::size_t>(kind)];
    std::call_once(slot.made, [&] { slot.value = make(); });
    return slot.value;
  }

 private:
  struct Slot {
    std::once_flag made;
    T value;
  };
  std::array<Slot, catalog_kind_names.table.size()> slots_;
};

BuiltIn made(CatalogKind kind) {
  BuiltIn index{.entries = all_entries(embedded_data(to_text(kind))), .by_id = {}, .names = {}};
  for (std::size_t i = 0; i < index.entries.size(); ++i) {
    index.by_id.try_emplace(index.entries[i].id, i);
    const auto aliases = aliases_of(index.entries[i]);
    index.names.push_back({std::string(index.entries[i].id), {aliases.begin(), aliases.end()}});
  }
  return index;
}

using ByName = std::unordered_map<std::string, std::string>;

ByName named(CatalogKind kind) {
  ByName index;
  for (const EntryNames& names : built_in(kind).names) {
    for (std::string& name : folded_names(kind, names)) index.try_emplace(std::move(name), names.id);
  }
  return index;
}

}  // namespace

const BuiltIn& built_in(CatalogKind kind) {
  static OfKinds<BuiltIn>& all = *new OfKinds<BuiltIn>;  // outlives whatever asks at the end
  return all.get(kind, [&] { return made(kind); });
}

std::optional<std::string> built_in_meant(CatalogKind kind, const std::string& folded) {
  static OfKinds<ByName>& all = *new OfKinds<ByName>;
  const ByName& index = all.get(kind, [&] { return named(kind); });
  const auto found = index.find(folded);
  return found == index.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> folded_names(CatalogKind kind, const EntryNames& names) {
  std::vector<std::string> folded{folded_name(names.id)};
  const std::string provider = kind == CatalogKind::prices ? names.id.substr(0, names.id.find('/')) : "";
  for (const std::string& alias : names.aliases) {
    folded.push_back(folded_name(alias));
    if (!provider.empty()) folded.push_back(folded_name(provider + alias));
  }
  return folded;
}

}  // namespace llmtco::detail
