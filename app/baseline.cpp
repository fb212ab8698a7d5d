#include "baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/fingerprint.h"
#include "host/sha256.h"
#include "measures/list.h"
#include "montecarlo/simulate.h"
#include "refusal.h"
#include "report/result_reader.h"
#include "scenario/scenario.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "version.h"

namespace llmtco::app {
namespace {

/// Another one makes other draws of the same seed.
constexpr const char* generator = "philox4x32-10, owen-scrambled sobol";

ScenarioTree tree_of(const ResultInputs& inputs, const std::string& file, const ScenarioTree& candidate) {
  Diagnostics diagnostics;
  auto tree = scenario_tree_of(inputs.text, file + " (its scenario)", candidate.folder, diagnostics);
  auto changed = tree ? with_overrides(*tree, inputs.set, diagnostics) : std::nullopt;
  diagnostics.throw_if_errors();
  return *std::move(changed);
}

std::string name_of(const Node& root) {
  const auto name = root.find("scenario");
  return name ? name->text() : "";
}

void require_same_scenario(const std::string& file, const ScenarioTree& base, const ScenarioTree& candidate) {
  const std::string then = name_of(base.root), now = name_of(candidate.root);
  if (then == now) return;
  refuse_stored({file}, fmt::format("a result of another scenario, {}, not of {}", shown(then), shown(now)),
                "take its own baseline, or compare two files with --base-scenario");
}

}  // namespace

ResultInputs inputs_of(const ScenarioTree& tree, const std::vector<std::string>& set) {
  ResultInputs inputs{.text = tree.root.source()->text(),
                      .set = set,
                      .files = {},
                      .catalogue = catalogue_fingerprint(),
                      .generator = generator};
  for (const auto& file : tree.folder.known().bytes)
    inputs.files.emplace_back(file.first, sha256(file.second));
  return inputs;
}

std::string Baseline::other_program() const {
  std::string words;
  if (version != app::version) words += fmt::format("llmtco {}, now {}", displayable(version), app::version);
  if (catalogue != catalogue_fingerprint())
    words += std::string(words.empty() ? "" : ", and ") + "another catalogue";
  if (generator != app::generator)
    words += std::string(words.empty() ? "" : ", and ") + "another generator of random numbers";
  return words;
}

Baseline read_baseline(const std::string& file, const ScenarioTree& candidate) {
  StoredResult stored = read_result(file);
  const Result& result = stored.result;
  if (!stored.inputs) refuse_stored({file}, "it does not carry the scenario it was made of", write_it_again);
  Baseline baseline{.file = file,
                    .tree = tree_of(*stored.inputs, file, candidate),
                    .version = result.tool_version,
                    .catalogue = stored.inputs->catalogue,
                    .generator = stored.inputs->generator,
                    .sampling = result.sampling,
                    .files = {stored.inputs->files.begin(), stored.inputs->files.end()},
                    .seed = result.seed,
                    .draws = result.draws,
                    .monthly_usd = {}};
  require_same_scenario(file, baseline.tree, candidate);
  for (const OptionResult& option : result.options) {
    if (const Statistics* cost = option.find(measures::monthly_cost))
      baseline.monthly_usd[option.name] = cost->mean.value;
  }
  return baseline;
}

void compare_with_stored(Baseline& stored, const Study& base, int threads, CheckResult& result) {
  for (const auto& file : stored.tree.folder.known().bytes) {
    const auto then = stored.files.find(file.first);
    if (then != stored.files.end() && then->second != sha256(file.second))
      refuse_stored({stored.file},
                    fmt::format("it was made with another {}, which it does not carry", shown(file.first)),
                    "compare with --base-scenario in a copy of the base, or write the baseline again");
  }
  constexpr std::size_t most = 1u << 20;
  const auto method = sampling_method_names.from_text(stored.sampling);
  const std::string other = stored.other_program();
  if (!method || stored.draws > most) return;
  const Result again =
      simulate(base, {.method = *method, .seed = stored.seed, .draws = stored.draws, .threads = threads});
  for (const OptionResult& option : again.options) {
    const auto then = stored.monthly_usd.find(option.name);
    if (then == stored.monthly_usd.end() || !option.feasible) continue;
    const double now = option.find(measures::monthly_cost)->mean.value;
    if (std::abs(now - then->second) <= 1e-9 * std::abs(then->second)) continue;
    if (other.empty())
      refuse_stored({stored.file},
                    fmt::format("the cost of {} is not what its inputs come to", shown(option.name)),
                    "write the baseline again");
    stored.shift_usd[option.name] = now - then->second;
  }
  if (other.empty()) return;
  result.notes.push_back(
      fmt::format("the baseline is of {}: it was run again from its inputs, and gates compare with that{}",
                  other, stored.shift_usd.empty() ? "; its costs are the same" : ""));
}

void add_shifts(const Baseline& stored, CheckResult& result) {
  for (const auto& shift : stored.shift_usd) {
    auto known = std::find_if(result.attributions.begin(), result.attributions.end(),
                              [&](const Attribution& each) { return each.option == shift.first; });
    if (known == result.attributions.end()) {
      const OptionResult* option = result.base->option(shift.first);
      const double now = option->find(measures::monthly_cost)->mean.value;
      known = result.attributions.insert(
          known, {.option = shift.first, .base_usd = now, .candidate_usd = now, .draws = result.draws});
    }
    known->base_usd -= shift.second;
    const bool catalogue = stored.version == version;
    known->causes.push_back({.path = catalogue ? "the catalogue" : "the program",
                             .place = {stored.file, 0, 0},
                             .before = catalogue ? "" : stored.version,
                             .after = catalogue ? "" : version,
                             .kind = catalogue ? "catalogue" : "program",
                             .share_usd = {shift.second, shift.second, shift.second}});
  }
}

}  // namespace llmtco::app
