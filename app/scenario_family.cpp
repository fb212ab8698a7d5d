#include "scenario_family.h"

#include <fmt/format.h>

#include <memory>
#include <optional>

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

Family family_of(const ScenarioTree& tree) {
  auto base = std::make_shared<std::optional<Study>>();  // asked for more than once, and read once
  return {.study = [tree, base](std::span<const Choice> choices) {
    if (choices.empty() && *base) return **base;
    std::vector<std::string> overrides;
    for (const Choice& choice : choices) overrides.push_back(Assignment{choice.path, choice.value}.text());
    Study study = good_study(changed_tree(tree, overrides));
    if (choices.empty()) *base = study;
    return study;
  }};
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
