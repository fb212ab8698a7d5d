#include "scenario/origins.h"

namespace llmtco {
namespace {

/// A scalar as it stands; a distribution as `uniform: low $2.29/h, high $3.78/h`, on one line.
std::string as_written(const Node& node) {
  if (node.is_scalar()) return node.text();
  std::string text;
  const bool distribution = node.is_mapping() && node.size() == 1;
  for (const Node& child : node.children()) {
    if (!text.empty()) text += ", ";
    if (node.is_mapping()) text += child.key() + (distribution ? ": " : " ");
    const bool group = child.is_sequence() || (!distribution && child.is_mapping());
    text += group ? "(" + as_written(child) + ")" : as_written(child);
  }
  return text;
}

}  // namespace

Origin written_origin(const Node& node) {
  const Location where = node.location();
  return {.kind = where.line == 0 ? Origin::Kind::override_ : Origin::Kind::scenario,
          .name = node.path(),
          .place = to_text(where),
          .source = as_written(node)};
}

std::string path_below(const Node& mapping, const std::string& key) {
  return mapping.path().empty() ? key : mapping.path() + "." + key;
}

}  // namespace llmtco
