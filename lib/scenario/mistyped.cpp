#include "scenario/mistyped.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/characters.h"
#include "text/closest.h"

namespace llmtco {
namespace {

void report(const Node& child, const Node& mapping, const std::vector<std::string>& known,
            Diagnostics& diagnostics) {
  diagnostics.error(child.key_location(),
                    fmt::format("unknown key {} in {}", shown(child.key()), name_of(mapping)),
                    did_you_mean(child.key(), known));
}

}  // namespace

Node with_known_keys(const Node& mapping, const std::vector<std::string>& known, Diagnostics& diagnostics) {
  Node rest = mapping;
  constexpr int most_told = 50;  // more are no typing mistakes
  int unknown = 0;
  for (const Node& child : mapping.children()) {
    if (std::find(known.begin(), known.end(), child.key()) != known.end()) continue;
    if (++unknown > most_told) continue;  // there is an error, so nobody reads on
    report(child, mapping, known, diagnostics);
    const auto name = closest(child.key(), known);
    rest = name && !rest.find(*name) ? rest.renamed(child.key(), *name) : rest.without(child.key());
  }
  return rest;
}

std::optional<Node> tag_of(const Node& node, const TaggedForm& tagged) {
  if (auto tag = node.find(tagged.tag)) return tag;
  const std::vector<std::string> name{tagged.tag};
  for (const Node& child : node.children()) {
    const bool is_tag = std::any_of(tagged.of.begin(), tagged.of.end(), [&](const auto& kind) {
      return child.is_scalar() && kind.first == child.text();
    });
    if (is_tag && closest(child.key(), name)) return child;
  }
  return std::nullopt;
}

bool mistyped_like(const Node& node, const TaggedForm& tagged, Diagnostics& diagnostics) {
  if (tagged.like.empty()) return false;
  const std::vector<std::string> name{tagged.like};
  for (const Node& child : node.children()) {
    if (!child.is_scalar() || !closest(child.key(), name)) continue;
    report(child, node, name, diagnostics);
    return true;
  }
  return false;
}

std::string name_of(const Node& mapping) { return mapping.path().empty() ? "the scenario" : mapping.path(); }

}  // namespace llmtco
