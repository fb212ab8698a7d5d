#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "catalog/built_in.h"
#include "catalog/meant.h"
#include "catalog/memo.h"
#include "catalog/overlays.h"
#include "catalog/unclear_format.h"
#include "text/characters.h"

namespace llmtco {
namespace {

using detail::EntryNames;

const char* singular(CatalogKind kind) {
  switch (kind) {
    case CatalogKind::accelerators:
      return "accelerator";
    case CatalogKind::models:
      return "model";
    case CatalogKind::formats:
      return "weight format";
    case CatalogKind::engines:
      return "engine";
    case CatalogKind::prices:
      return "API model";
    case CatalogKind::providers:
      return "provider";
    case CatalogKind::endpoint_speeds:
      return "endpoint speed";
    case CatalogKind::quality:
      return "model with quality figures";
    case CatalogKind::quantization:
      return "quantization effect";
    case CatalogKind::economics:
      return "economic figure";
    case CatalogKind::tokenizers:
      return "tokenizer";
    case CatalogKind::answers:
      return "model with known answers";
  }
  return "";
}

/// Whether a folded name is the last part of an id: gpt-4o of openai/gpt-4o.
bool is_model_part(const EntryNames& names, const std::string& folded) {
  const std::vector<std::string> parts = detail::model_parts(names.id);
  return std::find(parts.begin(), parts.end(), folded) != parts.end();
}

NotFound several_providers(std::string_view name, const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ", ") + id;
  return {fmt::format("several providers sell {}", shown(name)), "write one of " + list};
}

NotFound unknown(CatalogKind kind, std::string_view name, const std::vector<EntryNames>& all) {
  if (kind == CatalogKind::formats) {
    if (std::string unclear = detail::unclear_format_hint(name); !unclear.empty())
      return {fmt::format("unknown {} {}", singular(kind), shown(name)), std::move(unclear)};
  }
  std::vector<std::string> ids, others;
  for (const EntryNames& names : all) {
    ids.push_back(names.id);
    others.insert(others.end(), names.aliases.begin(), names.aliases.end());
    if (kind == CatalogKind::prices) others.push_back(names.id.substr(names.id.find('/') + 1));
  }
  std::string hint = detail::names_meant(name, ids, others);
  if (hint.empty()) hint = fmt::format("see `llmtco catalog list {}`", to_text(kind));
  return {fmt::format("unknown {} {}", singular(kind), shown(name)), hint};
}

}  // namespace

namespace detail {

std::string data_file(CatalogKind kind) { return fmt::format("data/{}.yaml", to_text(kind)); }

namespace {
/// Who sells a model of this name.
std::vector<std::string> sellers_of(const std::string& folded, const std::vector<EntryNames>& overlays) {
  std::vector<std::string> sellers;
  const auto add = [&](const std::string& id) {
    if (std::find(sellers.begin(), sellers.end(), id) == sellers.end()) sellers.push_back(id);
  };
  for (const EntryNames& names : overlays) {
    if (is_model_part(names, folded)) add(names.id);
  }
  for (const std::string& id : built_in_sellers(folded)) add(id);
  return sellers;
}

/// Whether an entry is of somebody who sells what others made.
bool is_resold(const std::string& id) {
  const auto provider = built_in(CatalogKind::providers, id.substr(0, id.find('/')));
  return provider && provider->field("resells") == "true";
}

/// The list that a bare name means: of the only seller, or of the only one who sells what he made himself.
std::optional<std::string> list_meant(std::vector<std::string> sellers) {
  if (sellers.size() > 1)
    sellers.erase(std::remove_if(sellers.begin(), sellers.end(), is_resold), sellers.end());
  return sellers.size() == 1 ? std::optional(sellers.front()) : std::nullopt;
}

std::optional<std::string> meant_id(CatalogKind kind, std::string_view name,
                                    const std::vector<EntryNames>& overlays) {
  const auto is_id = [&](const EntryNames& names) { return names.id == name; };
  if (std::any_of(overlays.begin(), overlays.end(), is_id) || built_in(kind, name)) return std::string(name);
  const std::string folded = folded_name(name);
  if (folded.empty()) return std::nullopt;
  for (const EntryNames& names : overlays) {
    const std::vector<std::string> means = folded_names(kind, names);
    if (std::find(means.begin(), means.end(), folded) != means.end()) return names.id;
  }
  if (auto meant = built_in_meant(kind, folded)) return meant;
  if (kind != CatalogKind::prices) return std::nullopt;
  return list_meant(sellers_of(folded, overlays));
}
}  // namespace

std::optional<std::string> canonical_id(CatalogKind kind, std::string_view name,
                                        const std::vector<EntryNames>& overlays) {
  if (!overlays.empty()) return meant_id(kind, name, overlays);
  // A run asks for the same names again and again, and who sells a model is looked for among all price lists.
  static Memo<std::pair<CatalogKind, std::string>, std::optional<std::string>> known;
  return known.get({kind, std::string(name)}, [&] { return meant_id(kind, name, overlays); });
}

namespace {
std::variant<std::string, NotFound> searched_id(CatalogKind kind, std::string_view name,
                                                const std::vector<EntryNames>& overlays) {
  if (auto id = canonical_id(kind, name, overlays)) return *std::move(id);
  if (kind == CatalogKind::prices) {
    const std::vector<std::string> sellers = sellers_of(folded_name(name), overlays);
    if (sellers.size() > 1) return several_providers(name, sellers);
  }
  std::vector<EntryNames> all = overlays;
  all.insert(all.end(), built_in_names(kind).begin(), built_in_names(kind).end());
  return unknown(kind, name, all);
}
}  // namespace

std::variant<std::string, NotFound> resolved_id(CatalogKind kind, std::string_view name,
                                                const std::vector<EntryNames>& overlays) {
  if (!overlays.empty()) return searched_id(kind, name, overlays);
  // Searching, and looking for what was meant, reads every name; what the built-in names give never changes.
  static Memo<std::pair<CatalogKind, std::string>, std::variant<std::string, NotFound>> answers;
  return answers.get({kind, std::string(name)}, [&] { return searched_id(kind, name, overlays); });
}

}  // namespace detail

}  // namespace llmtco
