#include "scenario/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "catalog/catalog.h"
#include "scenario/check.h"
#include "scenario/counting_reader.h"
#include "scenario/known_reader.h"
#include "scenario/objective_reader.h"
#include "scenario/option_reader.h"
#include "scenario/usual_counts.h"
#include "scenario/workload_reader.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/override.h"
#include "yaml/read.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

void read_correlations(const Place& list, Inputs& inputs) {
  Variables& variables = inputs.study().variables;
  const std::vector<std::string> names = variables.names();
  std::vector<RankCorrelation> correlations;
  for (const Place& place : list.children()) {
    const std::vector<Place> between = place.at("between").children();
    if (between.size() != 2) {
      inputs.diagnostics().error(place.node().location(),
                                 fmt::format("a correlation is between two variables, not {}{}",
                                             between.size(), at_path(place.node())));
      continue;
    }
    std::vector<std::string> drawn;
    for (const Place& name : between) {
      drawn.push_back(inputs.drawn_name(name.text()));
      if (std::find(names.begin(), names.end(), drawn.back()) != names.end()) continue;
      drawn.pop_back();
      inputs.diagnostics().error(
          name.node().location(),
          fmt::format("{} is no variable that is drawn{}", shown(name.text()), at_path(name.node())),
          did_you_mean(name.text(), names));
    }
    if (drawn.size() == 2)
      correlations.push_back({drawn[0], drawn[1], inputs.known_number(place.at("spearman"))});
  }
  if (const auto wrong = complaint(correlations)) {
    inputs.diagnostics().error(list.node().location(), fmt::format("{}{}", *wrong, at_path(list.node())));
    return;
  }
  variables.correlations = std::move(correlations);
}

int read_horizon(const std::optional<Place>& place, Inputs& inputs) {
  if (!place) return 12;
  const double months = inputs.known_number(*place) / month.base_units();
  const double whole = std::round(months);
  if (std::abs(months - whole) > 1e-9 || whole < 1 || whole > 120) {
    inputs.diagnostics().error(
        place->node().location(),
        fmt::format("the horizon must be 1 to 120 whole months{}", at_path(place->node())));
    return 1;
  }
  return static_cast<int>(whole);
}

/// Adds the user's own catalogue files, whose mistakes are told with those of the scenario. Gives whether every
/// entry is known by its name, so that what the scenario says of it can be read. A file that is missing is told
/// alone only where nothing else is wrong.
bool read_overlays(const ScenarioTree& tree, Catalog& catalog, Diagnostics& diagnostics) {
  const auto overlays = tree.root.find("catalog");
  bool whole = true;
  for (const Node& file : overlays ? overlays->children() : std::vector<Node>()) {
    if (!file.is_scalar() || file.text().empty()) continue;  // check() has said so
    const std::string path = file.text().starts_with('/') ? file.text() : tree.directory + "/" + file.text();
    try {
      whole = catalog.overlay_file(path, diagnostics) && whole;
    } catch (const FileError& error) {
      if (!diagnostics.has_errors())
        throw FileError(
            fmt::format("{}; it is named in {}{}", error.what(), to_text(file.location()), at_path(file)));
      diagnostics.error(file.location(), error.what());
    }
  }
  return whole;
}

/// Fills the study from a tree that has passed check().
void read_study(const Place& root, const std::string& directory, const Catalog& catalog, Study& study,
                Diagnostics& diagnostics) {
  Inputs inputs(study, directory, diagnostics, root.find("variables"));
  study.name = root.at("scenario").text();
  if (const auto description = root.find("description")) study.description = description->text();
  study.as_of = root.at("as_of").text();
  study.demand.horizon_months = read_horizon(root.find("horizon"), inputs);
  if (const auto budget = root.find("budget")) study.budget = UsdPerSecond(inputs.known_number(*budget));
  inputs.read_all_variables();
  study.demand.workload = read_workload(root.at("workload"), inputs);
  CalibrationFiles calibrations;
  Known known_things(root, catalog);
  const Sources sources{catalog, *parse_date(study.as_of), calibrations, root.at("options"), known_things};
  study.options = read_options(sources, inputs);
  known_things.report(sources.options, inputs);
  read_objective(root, study, diagnostics);
  if (const auto correlations = root.find("correlations")) read_correlations(*correlations, inputs);
  if (diagnostics.has_errors()) return;
  inputs.report_unused_variables();
  if (diagnostics.has_errors()) return;
  warn_of_idle_caches(sources.options, inputs);
  warn_of_unused_thoughts(study.options, root.at("workload"), inputs);
  study.as_usual = usual_study(sources, inputs);
}

Study read(const std::optional<ScenarioTree>& tree, const std::vector<std::string>& overrides,
           Diagnostics& diagnostics) {
  const auto changed = tree ? with_overrides(*tree, overrides, diagnostics) : std::nullopt;
  return changed ? study_of(*changed, diagnostics) : Study();
}

std::optional<ScenarioTree> tree_in(std::optional<Node> root, std::string directory) {
  if (!root) return std::nullopt;
  return ScenarioTree{*std::move(root), std::move(directory)};
}

}  // namespace

std::optional<ScenarioTree> read_scenario_tree(const std::string& path, Diagnostics& diagnostics) {
  if (path == "-") {
    std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    return tree_in(read_text(std::move(text), "stdin", diagnostics), ".");
  }
  std::string directory = std::filesystem::path(path).parent_path().string();
  if (directory.empty()) directory = ".";
  return tree_in(read_file(path, diagnostics), std::move(directory));
}

std::optional<ScenarioTree> with_overrides(const ScenarioTree& tree, std::span<const std::string> overrides,
                                           Diagnostics& diagnostics) {
  std::optional<Node> root = tree.root;
  for (const std::string& each : overrides) {
    root = with_override(*root, each, diagnostics);
    if (!root) return std::nullopt;
  }
  return ScenarioTree{*std::move(root), tree.directory};
}

Study study_of(const ScenarioTree& tree, Diagnostics& diagnostics) {
  Study study;
  diagnostics.add_source(tree.root.source());  // which may have been read with other diagnostics
  check(tree.root, scenario_form(), tree.directory, diagnostics);
  const bool sound = !diagnostics.has_errors();
  Catalog catalog;
  const bool whole = read_overlays(tree, catalog, diagnostics);
  if (!sound || !whole) return study;
  read_study(Place(tree.root, scenario_form()), tree.directory, catalog, study, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    if (diagnostic.severity == Diagnostic::Severity::warning) {
      study.warnings.push_back(fmt::format("{}: {}", to_text(diagnostic.location), diagnostic.message));
    }
  }
  return study;
}

Study read_scenario_text(std::string text, const std::string& name, const std::string& directory,
                         const std::vector<std::string>& overrides, Diagnostics& diagnostics) {
  return read(tree_in(read_text(std::move(text), name, diagnostics), directory), overrides, diagnostics);
}

Study read_scenario(const std::string& path, const std::vector<std::string>& overrides,
                    Diagnostics& diagnostics) {
  return read(read_scenario_tree(path, diagnostics), overrides, diagnostics);
}

}  // namespace llmtco
