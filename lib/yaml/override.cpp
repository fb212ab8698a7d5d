#include "yaml/override.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "text/characters.h"
#include "yaml/path.h"
#include "yaml/read.h"
#include "yaml/relative.h"
#include "yaml/tree.h"

namespace llmtco {
namespace {

using detail::first_step;
using detail::index_in;
using detail::PathStep;
using detail::SourcePlace;
using detail::Tree;
using detail::TreeEntry;
using TreePtr = std::shared_ptr<const Tree>;

constexpr int deepest_path = 50;  // dots; names may have some

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
TreePtr placed(const TreePtr& tree, const SourcePlace& place) {
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
  /// Replaces what stands at the path.
  Override(std::string_view path, TreePtr value, const SourcePlace& place, Diagnostics& diagnostics)
      : path_(path), value_(std::move(value)), place_(place), diagnostics_(diagnostics) {}
  /// Multiplies it.
  Override(const Assignment& change, double factor, const SourcePlace& place, Diagnostics& diagnostics)
      : path_(change.path),
        change_(change.value),
        factor_(factor),
        place_(place),
        diagnostics_(diagnostics) {}

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
  TreePtr refused(std::string message, std::string hint = "") {
    diagnostics_.error(place_.location(), std::move(message), std::move(hint));
    return nullptr;
  }

  /// The part of the path that leads to the current tree, for messages.
  std::string so_far(std::string_view rest) const {
    const std::size_t used = path_.size() - rest.size();
    return used == 0 ? "the scenario" : std::string(path_.substr(0, used - 1));
  }

  TreePtr below(const TreePtr& tree, const PathStep& step) {
    if (!step.last) return applied(tree, step.rest);
    return factor_ ? detail::changed(tree, *factor_, std::string(change_), place_) : value_;
  }

  TreePtr malformed() {
    return refused(fmt::format("the path {} is not keys joined by dots", shown(path_)),
                   "write it like options.gpt-4o.discount=10%");
  }

  TreePtr in_mapping(const Tree& tree, std::string_view rest) {
    const auto step = first_step(tree, rest);
    if (!step) return malformed();
    auto copy = std::make_shared<Tree>(tree);
    for (TreeEntry& entry : copy->entries) {
      if (entry.key != step->key) continue;
      entry.value = below(entry.value, *step);
      if (step->last) entry.key_place = place_;
      return entry.value ? copy : nullptr;
    }
    auto nothing = std::make_shared<Tree>();
    nothing->place = place_;
    const TreePtr value = below(nothing, *step);
    if (!value) return nullptr;
    copy->entries.push_back({step->key, place_, value});
    return copy;
  }

  TreePtr in_sequence(const Tree& tree, std::string_view rest) {
    const auto step = first_step(tree, rest);
    if (!step) return malformed();
    const auto index = index_in(tree, step->key);
    if (!index) {
      return refused(fmt::format("{} is a list of {} elements, {} is not one of them", so_far(rest),
                                 tree.entries.size(), shown(step->key)),
                     tree.entries.empty() ? "" : fmt::format("use 0 to {}", tree.entries.size() - 1));
    }
    auto copy = std::make_shared<Tree>(tree);
    TreeEntry& entry = copy->entries[*index];
    entry.value = below(entry.value, *step);
    entry.key_place = place_;
    return entry.value ? copy : nullptr;
  }

  std::string_view path_, change_;
  TreePtr value_;
  std::optional<double> factor_;
  SourcePlace place_;
  Diagnostics& diagnostics_;
};

/// The value's tree. A value that is not there (path=, path=~) stays null, for the reader above to refuse.
TreePtr parsed_value(std::string_view text, const SourcePlace& place, Diagnostics& diagnostics) {
  if (text.find_first_not_of(" \t") == text.npos || text == "~" || text == "null") {
    auto null = std::make_shared<Tree>();
    null->place = place;
    null->written_null = text.find_first_not_of(" \t") != text.npos;
    return null;
  }
  Diagnostics own;
  const auto node = read_text(std::string(text), place.source->name(), own);
  for (const Diagnostic& d : own.sorted()) diagnostics.error(place.location(), d.message, d.hint);
  return node && !own.has_errors() ? placed(node->tree(), place) : nullptr;
}

/// The place of all that an override says: a command line has no lines.
SourcePlace place_of(std::string_view text) {
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
  const SourcePlace place = place_of(text);
  if (std::count(assignment->path.begin(), assignment->path.end(), '.') > deepest_path) {
    diagnostics.error(place.location(), fmt::format("the path has more than {} parts", deepest_path + 1));
    return std::nullopt;
  }
  const auto factor = detail::relative_factor(assignment->value);
  if (factor && !(*factor > 0 && std::isfinite(*factor))) {
    diagnostics.error(place.location(),
                      fmt::format("{} leaves nothing to count with", shown(assignment->value)),
                      "a factor must be above 0");
    return std::nullopt;
  }
  const TreePtr value = factor ? nullptr : parsed_value(assignment->value, place, diagnostics);
  if (!factor && !value) return std::nullopt;
  Override change = factor ? Override(*assignment, *factor, place, diagnostics)
                           : Override(assignment->path, value, place, diagnostics);
  const TreePtr tree = change.applied(root.tree(), assignment->path);
  return tree ? std::optional(Node(tree)) : std::nullopt;
}

bool removes(const Assignment& assignment) { return assignment.value == "null" || assignment.value == "~"; }

std::optional<Node> node_at(const Node& root, std::string_view path) {
  if (path.empty()) return root;
  const auto step = detail::first_step(*root.tree(), path);
  if (!step) return std::nullopt;
  std::optional<Node> child = root.find(step->key);
  if (root.is_sequence()) {
    if (const auto index = detail::index_in(*root.tree(), step->key)) child = root.children()[*index];
  }
  return child ? node_at(*child, step->rest) : std::nullopt;
}

}  // namespace llmtco
