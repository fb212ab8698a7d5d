#include "yaml/fields.h"

#include <algorithm>

#include <fmt/format.h>

#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {

Fields::Fields(const Node& mapping, Diagnostics& diagnostics, std::string what)
    : mapping_(mapping), diagnostics_(diagnostics), what_(std::move(what)) {
  if (mapping_.is_mapping()) {
    children_ = mapping_.children();
    return;
  }
  const std::string found = mapping_.is_scalar() ? ' ' + shown(mapping_.text()) : std::string();
  diagnostics_.error(mapping_.location(), fmt::format("{} must be a mapping of keys, found {}{}", what_,
                                                      mapping_.kind_name(), found));
}

std::optional<Node> Fields::asked(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  for (const Node& child : children_) {
    if (child.key() == key) return child;
  }
  return std::nullopt;
}

bool Fields::has(std::string_view key) { return asked(key).has_value(); }

std::optional<Node> Fields::optional(std::string_view key) {
  const auto node = asked(key);
  if (!node || !node->is_null() || node->original()) return node;
  diagnostics_.error(node->key_location(), fmt::format("the key '{}' in {} has no value", key, what_),
                     "give it one or remove it");
  return std::nullopt;
}

std::optional<Node> Fields::required(std::string_view key) {
  if (mapping_.is_mapping() && !has(key)) {
    diagnostics_.error(mapping_.key_location(), fmt::format("the key '{}' is missing in {}", key, what_));
    return std::nullopt;
  }
  return optional(key);
}

std::vector<Node> Fields::others() {
  std::vector<Node> rest;
  for (const Node& child : children_) {
    if (std::find(known_.begin(), known_.end(), child.key()) == known_.end()) rest.push_back(child);
  }
  for (const Node& child : rest) known_.push_back(child.key());
  return rest;
}

void Fields::finish() {
  if (finished_) return;
  finished_ = true;
  const std::vector<std::string> known = known_;
  constexpr std::size_t most_told = 50;  // more are no typing mistakes
  std::vector<Node> unknown = others();
  if (unknown.size() > most_told) unknown.resize(most_told, unknown.front());
  for (const Node& child : unknown) {
    diagnostics_.error(child.key_location(), fmt::format("unknown key {} in {}", shown(child.key()), what_),
                       did_you_mean(child.key(), known));
  }
}

}  // namespace llmtco
