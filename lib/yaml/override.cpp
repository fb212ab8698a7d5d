#include "yaml/override.h"

#include <charconv>
#include <string>

#include <fmt/format.h>

#include "text/characters.h"
#include "text/closest.h"
#include "yaml/read.h"
#include "yaml/tree.h"

namespace llmtco {
namespace {

using detail::Place;
using detail::Tree;
using detail::TreeEntry;
using TreePtr = std::shared_ptr<const Tree>;

/// Position of the first '=' outside double quotes.
std::size_t equals_sign(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '=' && !quoted) return i;
  }
  return std::string_view::npos;
}

/// The tree with the override's place on every value.
TreePtr placed(const TreePtr& tree, const Place& place) {
  auto copy = std::make_shared<Tree>(*tree);
  copy->place = place;
  for (TreeEntry& entry : copy->entries) {
    entry.key_place = place;
    entry.value = placed(entry.value, place);
  }
  return copy;
}

class Override {
 public:
  Override(std::string_view path, TreePtr value, const Place& place, Diagnostics& diagnostics)
      : path_(path), value_(std::move(value)), place_(place), diagnostics_(diagnostics) {}

  /// The tree with the value at the rest of the path; null after an error.
  TreePtr applied(const TreePtr& tree, std::string_view rest) {
    switch (tree->kind) {
      case Node::Kind::mapping:
        return in_mapping(*tree, rest);
      case Node::Kind::sequence:
        return in_sequence(*tree, rest);
      case Node::Kind::scalar:
        return refused(fmt::format("{} is the single value {}", so_far(rest), shown(tree->text)));
      case Node::Kind::null:
        break;
    }
    Tree empty;
    empty.kind = Node::Kind::mapping;
    empty.place = place_;
    return in_mapping(empty, rest);
  }

 private:
  struct Step {
    std::string key;
    std::string_view rest;  ///< after the dot; empty when the key ends the path
    bool last = false;
  };

  TreePtr refused(std::string message, std::string hint = "") {
    diagnostics_.error(place_.location(), std::move(message), std::move(hint));
    return nullptr;
  }

  /// The part of the path that leads to the current tree, for messages.
  std::string so_far(std::string_view rest) const {
    const std::size_t used = path_.size() - rest.size();
    return used == 0 ? "the scenario" : std::string(path_.substr(0, used - 1));
  }

  TreePtr below(const TreePtr& tree, const Step& step) {
    return step.last ? value_ : applied(tree, step.rest);
  }

  /// First key of the rest of a path: quoted, or the longest existing key that the rest starts with, or up to
  /// the first dot.
  std::optional<Step> next(const Tree& tree, std::string_view rest) {
    std::size_t length = 0;
    std::string key;
    if (rest.starts_with('"')) {
      const std::size_t end = rest.find('"', 1);
      if (end == rest.npos || (end + 1 < rest.size() && rest[end + 1] != '.')) return std::nullopt;
      key = rest.substr(1, end - 1);
      length = end + 1;
    } else {
      for (const TreeEntry& entry : tree.entries) {
        const std::size_t size = entry.key.size();
        if (size <= length || !rest.starts_with(entry.key)) continue;
        if (rest.size() == size || rest[size] == '.') length = size;
      }
      if (length == 0) length = std::min(rest.find('.'), rest.size());
      key = rest.substr(0, length);
    }
    if (key.empty()) return std::nullopt;
    const bool last = length == rest.size();
    if (!last && length + 1 == rest.size()) return std::nullopt;  // a dot at the end
    return Step{std::move(key), last ? std::string_view() : rest.substr(length + 1), last};
  }

  TreePtr malformed() {
    return refused(fmt::format("the path {} is not keys joined by dots", shown(path_)),
                   "write it like options.gpt-4o.discount=10%");
  }

  TreePtr in_mapping(const Tree& tree, std::string_view rest) {
    const auto step = next(tree, rest);
    if (!step) return malformed();
    auto copy = std::make_shared<Tree>(tree);
    for (TreeEntry& entry : copy->entries) {
      if (entry.key != step->key) continue;
      entry.value = below(entry.value, *step);
      if (step->last) entry.key_place = place_;
      return entry.value ? copy : nullptr;
    }
    const TreePtr value = below(std::make_shared<Tree>(), *step);
    if (!value) return nullptr;
    copy->entries.push_back({step->key, place_, value});
    return copy;
  }

  TreePtr in_sequence(const Tree& tree, std::string_view rest) {
    const auto step = next(tree, rest);
    if (!step) return malformed();
    std::size_t index = 0;
    const char* end = step->key.data() + step->key.size();
    const auto parsed = std::from_chars(step->key.data(), end, index);
    if (parsed.ec != std::errc() || parsed.ptr != end || index >= tree.entries.size()) {
      return refused(fmt::format("{} is a list of {} elements, {} is not one of them", so_far(rest),
                                 tree.entries.size(), shown(step->key)),
                     tree.entries.empty() ? "" : fmt::format("use 0 to {}", tree.entries.size() - 1));
    }
    auto copy = std::make_shared<Tree>(tree);
    TreeEntry& entry = copy->entries[index];
    entry.value = below(entry.value, *step);
    entry.key_place = place_;
    return entry.value ? copy : nullptr;
  }

  std::string_view path_;
  TreePtr value_;
  Place place_;
  Diagnostics& diagnostics_;
};

/// The value's tree. A value that is not there (path=, path=~) stays null, for the reader above to refuse.
TreePtr parsed_value(std::string_view text, const Place& place, Diagnostics& diagnostics) {
  if (text.find_first_not_of(" \t") == text.npos || text == "~" || text == "null") {
    auto null = std::make_shared<Tree>();
    null->place = place;
    return null;
  }
  Diagnostics own;
  const auto node = read_text(std::string(text), place.source->name(), own);
  for (const Diagnostic& d : own.sorted()) diagnostics.error(place.location(), d.message, d.hint);
  return node && !own.has_errors() ? placed(node->tree(), place) : nullptr;
}

/// The place of all that an override says: a command line has no lines.
Place place_of(std::string_view text) {
  return {std::make_shared<const Source>("--set " + displayable(text), ""), 0, 0, false};
}

}  // namespace

std::optional<Assignment> assignment_in(std::string_view text, Diagnostics& diagnostics) {
  const std::size_t equals = equals_sign(text);
  if (equals != text.npos && equals != 0)
    return Assignment{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
  diagnostics.error(place_of(text).location(), "expected path=value",
                    "write it like workload.chat.requests=10M/month");
  return std::nullopt;
}

std::optional<Node> with_override(const Node& root, std::string_view text, Diagnostics& diagnostics) {
  const auto assignment = assignment_in(text, diagnostics);
  if (!assignment) return std::nullopt;
  const Place place = place_of(text);
  const TreePtr value = parsed_value(assignment->value, place, diagnostics);
  if (!value) return std::nullopt;
  const TreePtr tree =
      Override(assignment->path, value, place, diagnostics).applied(root.tree(), assignment->path);
  return tree ? std::optional(Node(tree)) : std::nullopt;
}

}  // namespace llmtco
