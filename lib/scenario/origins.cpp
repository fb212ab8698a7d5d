#include "scenario/origins.h"

#include <fmt/format.h>

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

/// What is written; of a number that an override changes what it was, where, and the change.
std::string in_the_words_of_the_author(const Node& node) {
  const auto original = node.original();
  if (!original) return as_written(node);
  const std::string before =
      original->is_null() ? "the default"
                          : fmt::format("{} at {}", as_written(*original), to_text(original->location()));
  return fmt::format("{}, changed by {}", before, node.change());
}

}  // namespace

Origin written_origin(const Node& node) {
  const Location where = node.location();
  return {.kind = where.line == 0 ? Origin::Kind::override_ : Origin::Kind::scenario,
          .name = node.path(),
          .place = to_text(where),
          .source = in_the_words_of_the_author(node)};
}

std::string path_below(const Node& mapping, const std::string& key) {
  return mapping.path().empty() ? key : mapping.path() + "." + key;
}

}  // namespace llmtco
