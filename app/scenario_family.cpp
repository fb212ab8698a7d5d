#include "scenario_family.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "scenario/change_kind.h"
#include "scenario_file.h"
#include "streams.h"
#include "yaml/difference.h"
#include "yaml/override.h"

namespace llmtco::app {
ScenarioTree good_tree(const SourceArgs& args, const OutputArgs& output) {
  Diagnostics diagnostics;
  auto tree = scenario_tree(args, called_in(output), diagnostics);
  if (tree && diagnostics.has_errors()) study_of(*tree, diagnostics);  // all that is wrong, at once
  diagnostics.throw_if_errors();
  return *std::move(tree);
}

ScenarioTree changed_tree(const ScenarioTree& tree, std::span<const std::string> overrides) {
  Diagnostics diagnostics;
  auto changed = with_overrides(tree, overrides, diagnostics);
  diagnostics.throw_if_errors();
  return *std::move(changed);
}

namespace {

std::vector<std::string> overrides_of(std::span<const Choice> choices) {
  std::vector<std::string> overrides;
  for (const Choice& choice : choices) overrides.push_back(Assignment{choice.path, choice.value}.text());
  return overrides;
}

Unmoved unmoved_by(std::span<const Choice> choices, const ScenarioTree& tree) {
  const ScenarioTree changed = changed_tree(tree, overrides_of(choices));
  const std::vector<ChangedPath> changes = changed_paths(tree.root, changed.root);
  Unmoved unmoved;
  unmoved.volumes_alone = std::all_of(changes.begin(), changes.end(), [&](const ChangedPath& change) {
    return change_kind(change.path, tree.root) == "volume" &&
           change_kind(change.path, changed.root) == "volume";
  });
  const auto options = tree.root.find("options");
  for (const Node& option : options ? options->children() : std::vector<Node>()) {
    const bool moves = std::any_of(changes.begin(), changes.end(), [&](const ChangedPath& change) {
      return can_touch(change.path, option.key(), tree.root, changed.root);
    });
    if (!moves) unmoved.options.push_back(option.key());
  }
  return unmoved;
}

}  // namespace

Family family_of(const ScenarioTree& tree) {
  auto base = std::make_shared<std::optional<Study>>();  // asked for more than once, and read once
  return {.study =
              [tree, base](std::span<const Choice> choices) {
                if (choices.empty() && *base) return **base;
                Study study = good_study(changed_tree(tree, overrides_of(choices)));
                if (choices.empty()) *base = study;
                return study;
              },
          .unmoved = [tree](std::span<const Choice> choices) { return unmoved_by(choices, tree); }};
}

std::vector<Choice> choices_of(const std::vector<std::string>& set) {
  Diagnostics diagnostics;
  std::vector<Choice> choices;
  for (const std::string& text : set) {
    if (auto assignment = assignment_in(text, diagnostics))
      choices.push_back({std::move(assignment->path), std::move(assignment->value)});
  }
  diagnostics.throw_if_errors();
  return choices;
}

void warn_if_nothing_changes(const ScenarioTree& tree, const std::vector<std::string>& set) {
  if (!changed_paths(tree.root, changed_tree(tree, set).root).empty()) return;
  say("llmtco: warning: every --set gives the value the scenario already has\n");
}

}  // namespace llmtco::app
