#include "scenario/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "catalog/catalog.h"
#include "catalog/completeness.h"
#include "deployment/cheapest_units.h"
#include "scenario/check.h"
#include "scenario/counting_reader.h"
#include "scenario/currency_reader.h"
#include "scenario/demand_reader.h"
#include "scenario/energy_reader.h"
#include "scenario/finance_reader.h"
#include "scenario/gates.h"
#include "scenario/known_reader.h"
#include "scenario/likes.h"
#include "scenario/named_file.h"
#include "scenario/objective_reader.h"
#include "scenario/option_reader.h"
#include "scenario/rent_price.h"
#include "scenario/task_names.h"
#include "scenario/usual_counts.h"
#include "scenario/workload_reader.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/proof.h"
#include "yaml/override.h"
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
      if (inputs.is_broken(name.text())) continue;
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

int read_horizon(const Place& root, Inputs& inputs) {
  const auto place = root.find("horizon");
  const double months = inputs.known_number(root, "horizon", 12 * month.base_units()) / month.base_units();
  const double whole = std::round(months);
  if (std::abs(months - whole) > 1e-9 || whole < 1 || whole > 120) {
    inputs.diagnostics().error(
        place->node().location(),
        fmt::format("the horizon must be 1 to 120 whole months{}", at_path(place->node())));
    return 1;
  }
  return static_cast<int>(whole);
}

constexpr std::size_t largest_overlay = 2'000'000, largest_overlays = 4'000'000;

/// Adds the entries of an overlay. Its mistakes are told with its lines only where it has shown to be one.
bool add_overlay(const std::string& text, const Node& asker, const InputFolder& folder, Catalog& catalog,
                 Diagnostics& diagnostics) {
  const std::string path = folder.path_of(asker.text());
  const std::vector<std::string> sections = catalog_kind_names.words();
  if (is_of_kind(text, sections)) return catalog.overlay_text(text, path, diagnostics);
  Diagnostics own;
  const bool whole = catalog.overlay_text(text, path, own);
  if (!own.has_errors()) return whole;
  diagnostics.error(asker.location(),
                    fmt::format("{}: no overlay, whose sections are those of the catalogue, such as prices{}",
                                path, at_path(asker)));
  return false;
}

/// Adds the user's own catalogue files, whose mistakes are told with those of the scenario. Gives whether every
/// entry is known by its name, so that what the scenario says of it can be read. A file that is missing is told
/// alone only where nothing else is wrong.
bool read_overlays(const ScenarioTree& tree, Catalog& catalog, Diagnostics& diagnostics) {
  catalog.use_rates(fixed_rates(tree.root));
  const auto overlays = tree.root.find("catalog");
  bool whole = true;
  std::size_t bytes = 0;
  for (const Node& file : overlays ? overlays->children() : std::vector<Node>()) {
    if (!file.is_scalar() || file.text().empty()) continue;  // check() has said so
    try {
      const auto text = bytes_named(file.text(), largest_overlay, file, tree.folder, diagnostics);
      bytes += text ? text->size() : 0;
      if (bytes > largest_overlays) {
        diagnostics.error(file.location(), fmt::format("the overlays have more than 4 MB{}", at_path(file)));
        return false;
      }
      whole = text && add_overlay(*text, file, tree.folder, catalog, diagnostics) && whole;
    } catch (const FileError& error) {
      if (!diagnostics.has_errors()) throw;
      const std::string_view says = error.what();
      diagnostics.error(file.location(), std::string(says.substr(0, says.find("; it is named in"))));
    }
  }
  return whole;
}

/// Says that the price book was read long before the scenario's day.
void warn_of_age(const Place& as_of, Diagnostics& diagnostics) {
  constexpr int days_of_trust = 90;
  const auto day = parse_date(as_of.text());
  const int age = day ? days_since_epoch(*day) - days_since_epoch(catalogue_date()) : 0;
  if (age > days_of_trust)
    diagnostics.warning(
        as_of.node().location(),
        fmt::format("the catalogue is of {}, {} days before {}: prices may have changed since{}",
                    to_text(catalogue_date()), age, as_of.text(), at_path(as_of.node())));
}

/// What of a scenario can be read, and whether that is every option.
struct Readable {
  Place root;
  bool all_options;
};

/// Fills the study from a tree that has passed check().
void read_study(const Readable& scenario, const InputFolder& folder, const Catalog& catalog, Study& study,
                Diagnostics& diagnostics) {
  const Place& root = scenario.root;
  Inputs inputs(study, folder, diagnostics, root.find("variables"));
  inputs.use(catalog);
  const Rates rates(root.find("rates"), diagnostics);
  inputs.use(rates);
  read_currency(root, rates, inputs);
  study.name = root.at("scenario").text();
  if (const auto description = root.find("description"))
    study.description = paragraph(description->node(), diagnostics).value_or("");
  study.as_of = root.at("as_of").text();
  study.catalogue_as_of = to_text(catalogue_date());
  warn_of_age(root.at("as_of"), diagnostics);
  study.demand.horizon_months = read_horizon(root, inputs);
  if (const auto budget = root.find("budget")) read_budget(*budget, inputs);
  inputs.read_all_variables();
  study.demand.workload = read_workload(root.at("workload"), inputs);
  check_tasks(root, catalog, inputs);
  CalibrationFiles calibrations;
  const auto price_change = root.find("price_change");
  Known known_things(root, catalog);
  std::optional<EnergyWritten> energy;
  if (const auto section = root.find("energy")) energy = read_energy_section(*section, catalog, inputs);
  const Sources sources{catalog,
                        *parse_date(study.as_of),
                        calibrations,
                        root.at("options"),
                        known_things,
                        price_change ? std::optional(inputs.number<double>(*price_change)) : std::nullopt,
                        energy ? &*energy : nullptr};
  study.options = read_options(sources, inputs);
  if (scenario.all_options) check_named_options(root.at("workload"), inputs);
  if (scenario.all_options) known_things.report(sources.options, inputs);
  read_business(root, inputs);
  if (scenario.all_options) read_finance(root, inputs);
  read_objective(root, study, diagnostics);
  if (const auto correlations = root.find("correlations")) read_correlations(*correlations, inputs);
  if (scenario.all_options) gates_of(root.node(), gate_names(study), diagnostics);  // what is wrong with them
  if (diagnostics.has_errors()) return;
  inputs.report_unused_variables();
  if (diagnostics.has_errors()) return;
  warn_of_idle_caches(sources.options, inputs);
  warn_of_unused_thoughts(study.options, root.at("workload"), inputs);
  reserve_cheapest(study);
  study.as_usual = usual_study(sources, inputs);
  decide_units(study.demand, study.variables, study.options);
}

/// Whether there is something at the path of an override that takes it away.
bool has_path(const Node& root, const Assignment& assignment, Diagnostics& diagnostics) {
  Diagnostics ignored;
  const Node all = meant(root, ignored).root;
  const std::string& path = assignment.path;
  if (node_at(all, path)) return true;
  const std::size_t dot = path.rfind('.');
  const std::string name = dot == path.npos ? path : path.substr(dot + 1);
  const auto parent = node_at(all, dot == path.npos ? "" : path.substr(0, dot));
  std::vector<std::string> names;
  for (const Node& child : parent ? parent->children() : std::vector<Node>()) names.push_back(child.key());
  diagnostics.error({"--set " + displayable(assignment.text()), 0, 0},
                    fmt::format("there is no {} to take away", shown(path)), did_you_mean(name, names));
  return false;
}

/// A tree without the options that name others, where some of those are missing.
Node without_splits(const Node& root) {
  Node options = *root.find("options");
  for (const Node& option : options.children()) {
    if (option.find("kind")->text() == "split") options = options.without(option.key());
  }
  return root.with("options", options);
}

Study read(const std::optional<ScenarioTree>& tree, const std::vector<std::string>& overrides,
           Diagnostics& diagnostics) {
  const auto changed = tree ? with_overrides(*tree, overrides, diagnostics) : std::nullopt;
  return changed ? study_of(*changed, diagnostics) : Study();
}

}  // namespace

std::optional<ScenarioTree> with_overrides(const ScenarioTree& tree, std::span<const std::string> overrides,
                                           Diagnostics& diagnostics) {
  std::optional<Node> root = tree.root;
  for (const std::string& each : overrides) {
    const auto assignment = assignment_in(each, diagnostics);
    if (!assignment || (removes(*assignment) && !has_path(*root, *assignment, diagnostics)))
      return std::nullopt;
    root = with_override(*root, each, diagnostics);
    if (!root) return std::nullopt;
  }
  return ScenarioTree{*std::move(root), tree.folder};
}

Study study_of(const ScenarioTree& tree, Diagnostics& diagnostics) {
  Study study;
  diagnostics.add_source(tree.root.source());  // which may have been read with other diagnostics
  const bool good_yaml = !diagnostics.has_errors();
  const Meant said = meant(tree.root, diagnostics);
  if (said.refused) return study;
  const Checked checked = check(said.root, scenario_form(), tree.folder, diagnostics);
  Catalog catalog;
  const bool whole = read_overlays({checked.readable.value_or(said.root), tree.folder}, catalog, diagnostics);
  if (!good_yaml || !checked.readable || !whole) return study;
  const bool all_options = said.complete && !checked.lacks_options;
  const Node root = all_options ? *checked.readable : without_splits(*checked.readable);
  if (root.find("options")->size() == 0) return study;
  try {
    read_study({Place(root, scenario_form()), all_options}, tree.folder, catalog, study, diagnostics);
  } catch (const FileError&) {
    if (!diagnostics.has_errors()) throw;  // what is wrong with the scenario itself comes first
  }
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    if (diagnostic.severity == Diagnostic::Severity::warning) {
      study.warnings.push_back(fmt::format("{}: {}", to_text(diagnostic.location), diagnostic.message));
    }
  }
  return study;
}

Study read_scenario_text(std::string text, const std::string& name, const InputFolder& folder,
                         const std::vector<std::string>& overrides, Diagnostics& diagnostics) {
  return read(scenario_tree_of(std::move(text), name, folder, diagnostics), overrides, diagnostics);
}

Study read_scenario(const std::string& path, const std::vector<std::string>& overrides,
                    Diagnostics& diagnostics) {
  return read(read_scenario_tree(path, diagnostics), overrides, diagnostics);
}

}  // namespace llmtco
