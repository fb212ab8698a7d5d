#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/option_reader.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

CustomOption read_custom(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  CustomOption custom{.lines = read_cost_lines(place.find("lines"), inputs), .speed = {}};
  if (const auto speed = place.find("speed")) {
    custom.speed = read_speed(*speed, inputs, option);
  } else {
    option.speed = {"unknown", "the scenario gives no speed"};
  }
  const auto model = place.find("model");
  if (model || place.has("accuracy")) {
    option.accuracy = read_accuracy(place.find("accuracy"), model ? model->text() : "", "", sources, inputs);
  } else {
    option.accuracy.note = "the scenario names neither a model nor an accuracy";
  }
  return custom;
}

template <class Q>
bool is_nothing(const Uncertain<Q>& number) {
  return number.is_known() && number.constant == Q{};
}

/// Warns of a cache where no input is read twice: its hit rate then changes nothing.
void warn_of_idle_cache(const Place& cache, Inputs& inputs) {
  for (const RequestClass& requests : inputs.study().demand.workload.classes) {
    const AgentLoop& agent = requests.agent;
    const bool alone = agent.calls.is_known() && agent.calls.constant <= 1 && is_nothing(agent.retries);
    if (!alone || !is_nothing(requests.shared_prefix)) return;
  }
  inputs.diagnostics().warning(
      cache.node().key_location(),
      fmt::format("no input is read twice, so that a cache changes nothing{}; give the "
                  "shared_prefix of the requests, or their agent loop",
                  at_path(cache.node())));
}

std::string kind_of(const Place& place) { return place.node().find("kind")->text(); }

Option read_option(const Place& place, const Place& section, const Sources& sources, Inputs& inputs) {
  Option option;
  option.name = place.key();
  if (const auto description = place.find("description")) option.description = description->text();
  const std::string kind = kind_of(place);
  if (kind == "api") option.is = read_api(place, sources, inputs, option);
  if (kind == "rented") option.is = read_rented(place, sources, inputs, option);
  if (kind == "owned") option.is = read_owned(place, sources, inputs, option);
  if (kind == "split") option.is = read_split(place, section, inputs);
  if (kind == "custom") option.is = read_custom(place, sources, inputs, option);
  option.other_costs = read_cost_lines(place.find("other_costs"), inputs);
  if (kind == "split") option.accuracy.note = "weighted over the parts";
  return option;
}

}  // namespace

OriginId assume(Option& option, std::string about, std::string text, Inputs& inputs) {
  option.assumptions.push_back(text);
  option.assumed.push_back(inputs.origin(assumed_origin(std::move(about), std::move(text))));
  return option.assumed.back();
}

SplitOption read_split(const Place& place, const Place& section, Inputs& inputs) {
  SplitOption split;
  std::vector<std::string> candidates;
  for (const Place& other : section.children()) {
    if (kind_of(other) != "split") candidates.push_back(other.key());
  }
  double known = 0;
  bool certain = true;
  for (const Place& part : place.at("parts").children()) {
    split.parts.push_back({part.key(), inputs.number<double>(part)});
    certain = certain && split.parts.back().share.is_known();
    known += split.parts.back().share.constant;
    if (std::find(candidates.begin(), candidates.end(), part.key()) != candidates.end()) continue;
    const bool is_split = section.node().find(part.key()).has_value();
    inputs.diagnostics().error(
        part.node().key_location(),
        fmt::format("{} {}{}", shown(part.key()),
                    is_split ? "is a split itself" : "is no option of this scenario", at_path(part.node())),
        did_you_mean(part.key(), candidates));
  }
  if (certain && std::abs(known - 1) > 1e-9) {
    inputs.diagnostics().error(
        place.at("parts").node().location(),
        fmt::format("the shares sum to {:.6g}, not to 1{}", known, at_path(place.at("parts").node())));
  }
  return split;
}

namespace {

/// A split is as fast as its parts: their kind where they have one, and what each is.
void set_speed_of_split(Option& option, const std::vector<Option>& all) {
  const auto* split = std::get_if<SplitOption>(&option.is);
  if (split == nullptr) return;
  option.speed = {};
  for (const SplitOption::Part& part : split->parts) {
    for (const Option& other : all) {
      if (other.name != part.option) continue;
      const bool first = option.speed.detail.empty();
      option.speed.kind = first || option.speed.kind == other.speed.kind ? other.speed.kind : "mixed";
      option.speed.detail += fmt::format("{}{}: {}", first ? "" : "; ", other.name, other.speed.kind);
    }
  }
}

}  // namespace

std::vector<Option> read_options(const Place& section, const Sources& sources, Inputs& inputs) {
  std::vector<Option> options;
  for (const Place& place : section.children())
    options.push_back(read_option(place, section, sources, inputs));
  for (Option& option : options) set_speed_of_split(option, options);
  return options;
}

void warn_of_idle_caches(const Place& section, Inputs& inputs) {
  for (const Place& place : section.children()) {
    const std::string kind = kind_of(place);
    const bool may_cache = kind == "api" || kind == "rented" || kind == "owned";
    if (const auto cache = may_cache ? place.find("cache") : std::nullopt) warn_of_idle_cache(*cache, inputs);
  }
}

}  // namespace llmtco
