#include "catalog/entry_names.h"

#include "text/characters.h"

namespace llmtco {

std::vector<std::string> detail::folded_names(CatalogKind kind, const EntryNames& names) {
  std::vector<std::string> folded{folded_name(names.id)};
  const std::string provider = kind == CatalogKind::prices ? names.id.substr(0, names.id.find('/')) : "";
  for (const std::string& alias : names.aliases) {
    folded.push_back(folded_name(alias));
    if (!provider.empty()) folded.push_back(folded_name(provider + alias));
  }
  return folded;
}

std::vector<std::string> detail::model_parts(std::string_view id) {
  std::vector<std::string> parts;
  for (std::size_t slash = id.find('/'); slash != id.npos; slash = id.find('/', slash + 1))
    parts.push_back(folded_name(id.substr(slash + 1)));
  return parts;
}

std::string folded_name(std::string_view name) {
  std::string folded;
  folded.reserve(name.size());
  for (const char c : name) {
    const bool mark =
        c == ' ' || c == '-' || c == '_' || c == '/' || c == '.' || c == '(' || c == ')' || c == '#';
    if (!mark) folded += c;
  }
  return lower_case(folded);
}

}  // namespace llmtco
