#include "baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/fingerprint.h"
#include "host/sha256.h"
#include "measures/list.h"
#include "montecarlo/simulate.h"
#include "refusal.h"
#include "report/currency_keys.h"
#include "scenario/scenario.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "version.h"
#include "yaml/yaml.h"

namespace llmtco::app {
namespace {

/// Another one makes other draws of the same seed.
constexpr const char* generator = "philox4x32-10, owen-scrambled sobol";

[[noreturn]] void refuse_file(const std::string& file, const std::string& why, const std::string& hint) {
  throw InputError(fmt::format("{}: error: {}; {}\n", displayable(file), why, hint));
}

const char* const again = "write it again with 'llmtco run SCENARIO --format json'";

/// Reads keys of the result; what is not there or of another kind is refused.
class Reader {
 public:
  Reader(const std::string& file, Node node) : file_(file), node_(std::move(node)) {}

  std::string text(const char* key) const { return scalar(key).text(); }
  double number(const char* key) const { return number_of(scalar(key)); }
  double number_of(const Node& node) const {
    const auto read = number_in(node.text());
    if (node.quoted() || !std::holds_alternative<double>(read))
      refuse_file(file_, fmt::format("{} is no number", node.path()), again);
    return std::get<double>(read);
  }
  Node at(const char* key) const {
    const auto found = node_.find(key);
    if (!found) refuse_file(file_, fmt::format("no result of run: it has no {}", key), again);
    return *found;
  }

 private:
  Node scalar(const char* key) const {
    const Node node = at(key);
    if (!node.is_scalar()) refuse_file(file_, fmt::format("{} is {}", node.path(), node.kind_name()), again);
    return node;
  }
  const std::string& file_;
  Node node_;
};

ScenarioTree tree_of(const Reader& inputs, const std::string& file, const ScenarioTree& candidate) {
  Diagnostics diagnostics;
  auto tree =
      scenario_tree_of(inputs.text("scenario"), file + " (its scenario)", candidate.folder, diagnostics);
  std::vector<std::string> set;
  for (const Node& each : inputs.at("set").children()) set.push_back(each.text());
  auto changed = tree ? with_overrides(*tree, set, diagnostics) : std::nullopt;
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
  refuse_file(file, fmt::format("a result of another scenario, {}, not of {}", shown(then), shown(now)),
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
  Diagnostics diagnostics;
  const auto root = read_json_file(file, diagnostics);
  diagnostics.throw_if_errors();
  if (!root || !root->is_mapping()) refuse_file(file, "no result of run", again);
  const Reader result(file, *root);
  constexpr double known = 2;
  if (result.number("schema_version") > known)
    refuse_file(file, fmt::format("written by a newer llmtco, {}", shown(result.text("tool_version"))),
                "take that one");
  if (!root->find("inputs")) refuse_file(file, "it does not carry the scenario it was made of", again);
  const Reader inputs(file, result.at("inputs"));
  Baseline stored{.file = file,
                  .tree = tree_of(inputs, file, candidate),
                  .version = result.text("tool_version"),
                  .catalogue = inputs.text("catalogue_sha256"),
                  .generator = inputs.text("generator"),
                  .sampling = result.text("sampling"),
                  .files = {},
                  .seed = 0,
                  .draws = static_cast<std::size_t>(std::clamp(result.number("draws"), 0.0, 1e9)),
                  .monthly_usd = {}};
  const auto seed = integer_in(result.text("seed"));
  stored.seed = std::holds_alternative<std::int64_t>(seed)
                    ? static_cast<std::uint64_t>(std::get<std::int64_t>(seed))
                    : 1;
  require_same_scenario(file, stored.tree, candidate);
  for (const Node& each : inputs.at("files_sha256").children()) stored.files[each.key()] = each.text();
  for (const Node& option : result.at("options").children()) {
    const auto cost = option.find(key_in(result.text("currency"), "monthly_cost_usd"));
    const auto mean = cost ? cost->find("mean") : std::nullopt;
    if (mean) stored.monthly_usd[option.key()] = result.number_of(*mean);
  }
  return stored;
}

void compare_with_stored(Baseline& stored, const Study& base, int threads, CheckResult& result) {
  for (const auto& file : stored.tree.folder.known().bytes) {
    const auto then = stored.files.find(file.first);
    if (then != stored.files.end() && then->second != sha256(file.second))
      refuse_file(stored.file,
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
      refuse_file(stored.file,
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
