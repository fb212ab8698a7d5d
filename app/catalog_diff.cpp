#include "catalog_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <sstream>

#include "catalog/catalog.h"
#include "decision/what_if.h"
#include "exit_code.h"
#include "output.h"
#include "refusal.h"
#include "report/text.h"
#include "scenario_family.h"
#include "simulation.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "text/plain.h"
#include "version.h"
#include "yaml/difference.h"
#include "yaml/read.h"

namespace llmtco::app {
namespace {

/// One of the two files, as text and as what it says.
struct CatalogueFile {
  CatalogueFile(const std::string& name, Diagnostics& diagnostics)
      : path(name), text(file_bytes(name, largest)), root(read_text(text, name, diagnostics)) {}

  static constexpr std::size_t largest = 2'000'000;
  std::string path, text;
  std::optional<Node> root;  ///< none only with errors
};

std::string value_of(const Node& node) { return node.is_scalar() ? node.text() : node.kind_name(); }

/// Every value that is not alike, and how many there are.
std::string differences(const Node& before, const Node& after, std::size_t& found) {
  std::string text;
  std::array<std::size_t, 3> counts{};  // added, removed, changed
  for (const ChangedPath& each : changed_paths(before, after)) {
    if (!each.base) {
      text += fmt::format("+ {}: {}\n", each.path, value_of(*each.changed));
    } else if (!each.changed) {
      text += fmt::format("- {}: {}\n", each.path, value_of(*each.base));
    } else {
      text += fmt::format("~ {}: {} -> {}\n", each.path, value_of(*each.base), value_of(*each.changed));
    }
    ++counts[!each.base ? 0 : !each.changed ? 1 : 2];
  }
  found = counts[0] + counts[1] + counts[2];
  return plain_lines(text +
                     fmt::format("{} added, {} removed, {} changed\n", counts[0], counts[1], counts[2]));
}

/// The file as an overlay: a data file is the section that it is named after, as new-prices.yaml is of prices.
std::string as_overlay(const CatalogueFile& file) {
  const auto is_section = [](const Node& child) {
    return catalog_kind_names.from_text(child.key()).has_value();
  };
  const std::vector<Node> children = file.root->children();
  if (std::all_of(children.begin(), children.end(), is_section)) return file.text;
  const std::string stem = std::filesystem::path(file.path).stem().string();
  for (const CatalogKind kind : all_catalog_kinds()) {
    const std::string section(to_text(kind));
    if (!stem.ends_with(section)) continue;
    std::string overlay = section + ":\n";
    std::istringstream lines(file.text);
    for (std::string line; std::getline(lines, line);) overlay += "  " + line + "\n";
    return overlay;
  }
  refuse(
      fmt::format("{} is of no section that its name tells", shown(file.path)),
      "call a data file as the section it is of, such as new-prices.yaml, or write an overlay with sections");
}

/// The overlays of the scenario, and behind them one more.
Choice catalogue_of(const ScenarioTree& tree, const std::string& more) {
  std::string list;
  if (const auto own = tree.root.find("catalog")) {
    for (const Node& file : own->children()) list += '"' + file.text() + "\", ";
  }
  return {"catalog", "[" + list + more + "]"};
}

/// What the scenario costs with the one and with the other, on the same draws.
std::string effect_on(const std::string& scenario, const std::string& before, const std::string& after,
                      const OutputArgs& output) {
  ScenarioTree tree = good_tree({.scenario = scenario, .set = {}, .root = {}}, output);
  tree.folder.hold({{"catalogue-before", before}, {"catalogue-after", after}});
  const std::vector<Choice> old{catalogue_of(tree, "catalogue-before")},
      now{catalogue_of(tree, "catalogue-after")};
  const Family family = family_of(tree);
  const Family from_old{.study = [&](std::span<const Choice> choices) {
    return family.study(choices.empty() ? std::span<const Choice>(old) : choices);
  }};
  Settings settings = settings_of({}, output);
  settings.brief = !settings.details;
  ScenarioComparison comparison = what_if(from_old, now, settings);
  comparison.base.tool_version = comparison.changed.tool_version = version;
  return to_text(comparison, screen_style_of(output));
}

}  // namespace

int compare_catalogues(const CatalogArgs& args) {
  const std::vector<std::string>& words = args.words;
  if (words.size() != 2 && words.size() != 3)
    refuse("diff takes two files, and a scenario if one is asked about",
           "as `llmtco catalog diff data/prices.yaml new-prices.yaml chat.yaml`");
  keep_inputs(args.output, words);
  Diagnostics diagnostics;
  const CatalogueFile before(words[0], diagnostics), after(words[1], diagnostics);
  diagnostics.throw_if_errors();
  std::size_t found = 0;
  std::string text = differences(*before.root, *after.root, found);
  if (words.size() == 3)
    text += "\n" + effect_on(words[2], as_overlay(before), as_overlay(after), args.output);
  write(args.output, text);
  return found == 0 ? ExitCode::ok : ExitCode::gate_failed;
}

}  // namespace llmtco::app
