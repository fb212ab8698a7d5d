#include "causes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "scenario/change_kind.h"
#include "scenario/scenario.h"
#include "scenario_file.h"
#include "yaml/difference.h"

namespace llmtco::app {
namespace {

/// By the tree that has the value.
std::string kind_of(const ChangedPath& change, const ScenarioTree& base, const ScenarioTree& candidate) {
  if (change.base && change.changed && is_model_swap(*change.base, *change.changed)) return "efficiency";
  return change_kind(change.path, change.changed ? candidate.root : base.root);
}

/// As it stands in the file, with what overrides do to it behind it: "10M/month +10%".
std::string written(const std::optional<Node>& node) {
  if (!node) return "";
  if (const auto original = node->original())
    return (original->is_null() ? "the default" : written(original)) + " " + node->change();
  return node->is_scalar() ? node->text()
         : node->is_null() ? "null"
                           : fmt::format("{} of {}", node->kind_name(), node->size());
}

/// Changes that are made together.
struct Group {
  std::set<std::string> paths;
  std::string kind;
  std::vector<ChangedPath> changes;
};

/// options.own of options.own.price: the first two keys, the second of which may have dots of its own.
std::string part_of(const std::string& path, const Node& root) {
  for (const Node& top : root.children()) {
    for (const Node& child : top.children()) {
      if (path == child.path() || path.starts_with(child.path() + ".")) return child.path();
    }
  }
  return path;
}

enum class Fineness { keys, parts, all };

std::vector<Group> groups_of(const ScenarioTree& base, const ScenarioTree& candidate, Fineness fineness) {
  std::vector<Group> groups;
  std::vector<std::string> names;
  for (const ChangedPath& change : changed_paths(base.root, candidate.root)) {
    const std::string kind = kind_of(change, base, candidate);
    if (kind == "none") continue;
    const std::string name = fineness == Fineness::keys ? change.path
                             : fineness == Fineness::parts
                                 ? part_of(change.path, change.changed ? candidate.root : base.root)
                                 : "";
    auto known = std::find(names.begin(), names.end(), name);
    if (known == names.end()) {
      known = names.insert(names.end(), name);
      groups.push_back({.paths = {}, .kind = kind, .changes = {}});
    }
    Group& group = groups[static_cast<std::size_t>(known - names.begin())];
    if (group.kind != kind) group.kind = "several";
    group.paths.insert(change.path);
    group.changes.push_back(change);
  }
  return groups;
}

Cause cause_of(const Group& group) {
  const ChangedPath& first = group.changes.front();
  const Node& shown = first.changed ? *first.changed : *first.base;
  Cause cause{.path = first.path, .place = shown.location(), .kind = group.kind};
  if (group.changes.size() == 1) {
    cause.before = written(first.base);
    cause.after = written(first.changed);
    return cause;
  }
  constexpr std::size_t most = 4;
  for (std::size_t i = 1; i < std::min(most, group.changes.size()); ++i)
    cause.path += ", " + group.changes[i].path;
  if (group.changes.size() > most) cause.path += fmt::format(" and {} more", group.changes.size() - most);
  return cause;
}

/// Files that both name and that say other things, which is a change of its own.
std::string other_files(const ScenarioTree& base, const ScenarioTree& candidate) {
  std::string names;
  const auto& before = base.folder.known().bytes;
  for (const auto& file : candidate.folder.known().bytes) {
    const auto same = before.find(file.first);
    if (same != before.end() && same->second != file.second)
      names += (names.empty() ? "" : ", ") + file.first;
  }
  return names;
}

Changes changes_of(const ScenarioTree& base, const ScenarioTree& candidate, Fineness fineness) {
  const std::vector<Group> groups = groups_of(base, candidate, fineness);
  Changes changes;
  for (const Group& group : groups) changes.causes.push_back(cause_of(group));
  const std::string files = other_files(base, candidate);
  if (!files.empty()) changes.causes.push_back({.path = files, .place = {files, 0, 0}, .kind = "catalogue"});
  changes.touches = [groups, base, candidate](std::size_t change, const std::string& option) {
    if (change >= groups.size()) return true;  // files
    const auto& paths = groups[change].paths;
    return std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
      return can_touch(path, option, base.root, candidate.root);
    });
  };
  changes.study = [groups, base, candidate, has_files = !files.empty()](const std::vector<bool>& made) {
    std::set<std::string> taken;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (made[i]) taken.insert(groups[i].paths.begin(), groups[i].paths.end());
    }
    const bool all = std::find(made.begin(), made.end(), false) == made.end();
    return good_study({with_changes(base.root, candidate.root, taken),
                       (has_files ? made.back() : all) ? candidate.folder : base.folder});
  };
  return changes;
}

}  // namespace

std::vector<Attribution> attributions_between(const ScenarioTree& base, const ScenarioTree& candidate,
                                              const std::string& option, const CheckSettings& settings) {
  for (const Fineness fineness : {Fineness::keys, Fineness::parts, Fineness::all}) {
    const Changes changes = changes_of(base, candidate, fineness);
    if (changes.causes.empty()) return {};
    auto all = attribution(changes, settings.run, settings.alpha);
    if (!all) continue;
    const auto moved = [](const Attribution& each) { return std::abs(each.candidate_usd - each.base_usd); };
    std::stable_sort(all->begin(), all->end(), [&](const Attribution& a, const Attribution& b) {
      if ((a.option == option) != (b.option == option)) return a.option == option;
      return moved(a) > moved(b);
    });
    return *std::move(all);
  }
  return {};
}

}  // namespace llmtco::app
