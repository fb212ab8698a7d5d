#pragma once
#include <span>
#include <string>
#include <vector>

#include "args.h"
#include "decision/family.h"
#include "scenario/scenario.h"

namespace llmtco::app {

/// The tree of a scenario file. Throws InputError where it is no good YAML.
ScenarioTree good_tree(const SourceArgs& args, const OutputArgs& output);

/// The same with what --set changes. Throws InputError with everything that is wrong.
ScenarioTree changed_tree(const ScenarioTree& tree, std::span<const std::string> overrides);

/// The studies of a scenario: a choice is applied to its tree as --set does it, and the tree read anew. The
/// studies throw InputError for choices that make no good one.
Family family_of(const ScenarioTree& tree);

/// What --set asks for. Throws InputError for what is not path=value.
std::vector<Choice> choices_of(const std::vector<std::string>& set);

/// Says on stderr where every choice gives the value that the scenario has already.
void warn_if_nothing_changes(const ScenarioTree& tree, const std::vector<std::string>& set);

}  // namespace llmtco::app
