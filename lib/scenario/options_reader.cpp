#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "scenario/agent_steps_reader.h"
#include "scenario/counting_reader.h"
#include "scenario/energy_reader.h"
#include "scenario/forms.h"
#include "scenario/option_kinds.h"
#include "scenario/people_reader.h"
#include "scenario/subjects.h"
#include "scenario/two_figures.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

template <class Q>
bool is_nothing(const Uncertain<Q>& number) {
  return number.is_known() && number.constant == Q{};
}

/// Warns of a cache where no input is read twice: its hit rate then changes nothing.
void warn_of_idle_cache(const Place& cache, Inputs& inputs) {
  for (const RequestClass& requests : inputs.study().demand.workload.classes) {
    const AgentLoop& agent = requests.agent;
    const Differing<double>& calls = agent.calls;
    const bool alone = !calls.percentiles && calls.mean.is_known() && calls.mean.constant <= 1 &&
                       is_nothing(agent.retries) && !agent.steps;
    if (!alone || !is_nothing(requests.shared_prefix)) return;
  }
  inputs.diagnostics().warning(
      cache.node().key_location(),
      fmt::format("no input is read twice, so that a cache changes nothing{}; give the "
                  "shared_prefix of the requests, or their agent loop",
                  at_path(cache.node())));
}

Option read_option(const Place& place, const Sources& sources, Inputs& inputs) {
  const OptionKind& kind = kind_of(place);
  Option option{.name = place.key(), .kind = std::string(kind.name), .serving = Stated{}};
  const Subjects subjects(place, sources, inputs.study().demand.workload);
  inputs.name_draws([&](const Node& number) { return subjects.name_of(number); });
  if (const auto description = place.find("description"))
    option.description = paragraph(description->node(), inputs.diagnostics()).value_or("");
  if (const auto yardstick = place.find("yardstick"))
    option.yardstick = boolean(yardstick->node(), inputs.diagnostics()).value_or(false);
  kind.read(place, sources, inputs, option);
  note_steps(inputs, option);
  std::vector<CustomLine> own = read_cost_lines(place.find("other_costs"), inputs);
  read_people(place, sources, inputs, option);
  if (auto exit = read_exit(place, inputs)) option.contracts.emplace_back(*std::move(exit));
  for (CustomLine& line : read_change(place, inputs)) own.push_back(std::move(line));
  if (!own.empty()) option.contracts.emplace_back(CustomLines{std::move(own)});
  read_counting(place, sources, inputs, option);
  read_energy(place, sources, inputs, option);
  read_critical_risk(place, sources, inputs, option);
  inputs.name_draws({});
  return option;
}

/// A split or route is as fast as its parts: their kind where they have one, and what each is.
void set_speed_of_parts(Option& option, const std::vector<Option>& all) {
  const std::vector<std::string> parts = sends_to(option);
  if (parts.empty()) return;
  option.speed = {};
  for (const std::string& part : parts) {
    for (const Option& other : all) {
      if (other.name != part) continue;
      const bool first = option.speed.detail.empty();
      option.speed.kind = first || option.speed.kind == other.speed.kind ? other.speed.kind : "mixed";
      option.speed.detail += fmt::format("{}{}: {}", first ? "" : "; ", other.name, other.speed.kind);
    }
  }
}

/// The energy of a split or route is known where that of each part is.
void set_energy_of_parts(Option& option, const std::vector<Option>& all) {
  if (option.energy_note.empty()) return;
  for (const std::string& part : sends_to(option)) {
    const auto place = place_of(part, all);
    if (!place || all[*place].energy) continue;
    option.energy_note = part + ": " + all[*place].energy_note;
    return;
  }
}

/// Options that come back to themselves by what they send requests to, each where it is named.
void refuse_circles(const Place& section, const std::vector<Option>& all, Inputs& inputs) {
  for (const Place& place : section.children()) {
    std::vector<std::string> row{place.key()};
    const auto walk = [&](const auto& self, const std::string& name) -> bool {
      const auto found = place_of(name, all);
      if (!found) return false;
      for (const std::string& next : sends_to(all[*found])) {
        if (next == row.front()) return true;
        if (std::find(row.begin(), row.end(), next) != row.end()) continue;
        row.push_back(next);
        if (self(self, next)) return true;
        row.pop_back();
      }
      return false;
    };
    if (!walk(walk, place.key())) continue;
    row.push_back(place.key());
    inputs.diagnostics().error(
        place.node().key_location(),
        fmt::format("requests go in a circle: {}{}", fmt::join(row, " -> "), at_path(place.node())));
  }
}

/// Calls of a loop are shared by step once: whose leg, through whatever is between, shares them again.
void refuse_steps_of_steps(const Place& section, const std::vector<Option>& all, Inputs& inputs) {
  const auto by_step = [&](const Option& option) {
    const auto* route = std::get_if<Route>(&option.serving);
    return route != nullptr && std::holds_alternative<routes::ByStep>(route->policy);
  };
  for (const Place& place : section.children()) {
    const Option& option = all[*place_of(place.key(), all)];
    if (!by_step(option)) continue;
    const std::vector<std::string> below = with_needed(sends_to(option), all, {});
    for (const std::string& name : below) {
      const auto found = place_of(name, all);
      if (!found || name == option.name || !by_step(all[*found])) continue;
      const Node node = place.at("policy").node();
      inputs.diagnostics().error(node.location(),
                                 fmt::format("calls go by step to {}, which shares them by step again{}",
                                             shown(name), at_path(node)));
    }
  }
}

/// A timeout needs to know how long calls take, whatever comes to the option: as of those whose speed is stated.
void check_timeouts(const Place& section, const std::vector<Option>& all, Inputs& inputs) {
  for (const Place& place : section.children()) {
    const auto at = place_of(place.key(), all);
    const auto* route = std::get_if<Route>(&all[*at].serving);
    const auto* failure = route == nullptr ? nullptr : std::get_if<routes::OnFailure>(&route->policy);
    if (failure == nullptr || !failure->timeout) continue;
    const auto first = place_of(route->legs.front(), all);
    if (!first) continue;
    const Serving& serving = all[*first].serving;
    const auto* endpoint = std::get_if<Endpoint>(&serving);
    const auto* stated = std::get_if<Stated>(&serving);
    if ((endpoint != nullptr && endpoint->speed) || (stated != nullptr && stated->speed)) continue;
    const Node node = place.at("policy").at("timeout").node();
    inputs.diagnostics().error(node.key_location(),
                               fmt::format("how many calls of {} take longer than the timeout is not known{}",
                                           shown(route->legs.front()), at_path(node)),
                               "a timeout is of an api or custom option with a `speed`");
  }
}

}  // namespace

std::vector<Field> with_costs(std::vector<Field> fields) {
  using namespace forms;
  fields.push_back({"description", form(TextForm{.lines = true}), optional,
                    "for the reader of the report; may go over several lines"});
  fields.push_back({"yardstick", boolean(), optional, "true: shown to compare with, not to be taken"});
  fields.push_back({"other_costs", cost_lines_form(), optional, "lines the model does not know"});
  fields.push_back({"people", people_form(), optional, "who runs it, role by role"});
  fields.push_back({"change", change_form(), optional,
                    "what it takes to come to it, to stay with it and to leave it again"});
  return fields;
}

std::vector<Field> with_common(std::vector<Field> fields) {
  using namespace forms;
  fields.push_back(
      {"accuracy", accuracy_form(), optional, "own evaluation: one share, or one per task class"});
  fields.push_back({"tokens", tokens_form(), optional, "how its model counts and thinks"});
  fields.push_back({"measured", measured_form(), optional,
                    "tokens counted at this model, by request class: never multiplied"});
  return with_costs(std::move(fields));
}

OriginId assume(Option& option, std::string about, std::string text, Inputs& inputs, Instead instead) {
  const OriginId words = inputs.origin(assumed_origin(std::move(about), std::move(text), std::move(instead)));
  option.assumed.push_back({.words = words});
  return words;
}

void hangs_on_it(Option& option, OriginId number) { option.assumed.back().numbers.push_back(number); }

std::vector<Option> read_options(const Sources& sources, Inputs& inputs) {
  std::vector<Option> options;
  for (const Place& place : sources.options.children())
    options.push_back(read_option(place, sources, inputs));
  for (Option& option : options) set_speed_of_parts(option, options);
  for (Option& option : options) set_energy_of_parts(option, options);
  refuse_circles(sources.options, options, inputs);
  refuse_steps_of_steps(sources.options, options, inputs);
  check_timeouts(sources.options, options, inputs);
  warn_of_two_figures(sources, options, inputs);
  return options;
}

void warn_of_idle_caches(const Place& section, Inputs& inputs) {
  for (const Place& place : section.children()) {
    const auto cache = place.takes("cache") ? place.find("cache") : std::nullopt;
    if (cache) warn_of_idle_cache(*cache, inputs);
  }
}

}  // namespace llmtco
