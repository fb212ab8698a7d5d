#include "scenario/two_figures.h"

#include <fmt/format.h>

#include "catalog/model_name.h"
#include "scenario/subjects.h"
#include "text/characters.h"

namespace llmtco {
namespace {

/// An option with what its figures are about.
struct Said {
  const Option& option;
  const Place& place;
  std::string model;     ///< with its weight format; empty where nobody names one
  std::string endpoint;  ///< with whether it is cached
};

Said said_by(const Option& option, const Place& place, const Sources& sources) {
  Said said{option, place, {}, {}};
  const std::string model = model_text(place);
  if (!model.empty()) {
    const auto format = place.takes("format") ? place.find("format") : std::nullopt;
    said.model = model_name(sources.catalog, model) + (format ? " in " + format->text() : "");
  }
  if (place.takes("endpoint"))
    said.endpoint = place.at("endpoint").text() + (place.has("cache") ? " with a cache" : "");
  return said;
}

template <class Q>
bool differ(const Uncertain<Q>& a, const Uncertain<Q>& b, const Variables& variables) {
  const Graph& graph = variables.graph();
  const auto written = [&](const Uncertain<Q>& number) {
    if (number.origin == no_origin) return false;  // it could not be read, which is told already
    const Origin::Kind kind = variables.origin(number.origin).kind;
    return kind == Origin::Kind::scenario || kind == Origin::Kind::override_;
  };
  if (!written(a) || !written(b)) return false;
  const auto drawn = [&](const Uncertain<Q>& number) {
    return !number.is_known() && graph[number.node].operation == Operation::draw;
  };
  if (a.is_known() && b.is_known()) return false;
  if ((!a.is_known() && !drawn(a)) || (!b.is_known() && !drawn(b))) return false;
  return a.node != b.node;
}

void warn(const Said& a, const Said& b, const std::string& what, const char* block, Inputs& inputs) {
  inputs.diagnostics().warning(
      b.place.node().key_location(),
      fmt::format("{} and {} have two figures of {}: they move together, but are not one; say it once, "
                  "under `{}`",
                  shown(a.option.name), shown(b.option.name), what, block));
}

void compare_accuracy(const Said& a, const Said& b, Inputs& inputs) {
  if (a.model.empty() || a.model != b.model) return;
  const Variables& variables = inputs.study().variables;
  for (const RequestClass& requests : inputs.study().demand.workload.classes) {
    const auto one = a.option.answers.by_class.find(requests.name),
               other = b.option.answers.by_class.find(requests.name);
    if (one == a.option.answers.by_class.end() || other == b.option.answers.by_class.end()) continue;
    if (!differ(one->second.base, other->second.base, variables)) continue;
    return warn(a, b, fmt::format("the accuracy of {} on {}", shown(a.model), shown(requests.task)), "models",
                inputs);
  }
}

void compare_speed(const Said& a, const Said& b, Inputs& inputs) {
  const auto* one = std::get_if<Endpoint>(&a.option.serving);
  const auto* other = std::get_if<Endpoint>(&b.option.serving);
  if (one == nullptr || other == nullptr || a.endpoint != b.endpoint || !one->speed || !other->speed) return;
  const Variables& variables = inputs.study().variables;
  if (differ(one->speed->ttft_p50, other->speed->ttft_p50, variables) ||
      differ(one->speed->output, other->speed->output, variables))
    warn(a, b, fmt::format("the speed of {}", shown(a.endpoint)), "endpoints", inputs);
}

}  // namespace

void warn_of_two_figures(const Sources& sources, const std::vector<Option>& options, Inputs& inputs) {
  const std::vector<Place> places = sources.options.children();
  std::vector<Said> all;
  for (std::size_t i = 0; i < options.size(); ++i) all.push_back(said_by(options[i], places[i], sources));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      compare_accuracy(all[i], all[j], inputs);
      compare_speed(all[i], all[j], inputs);
    }
  }
}

}  // namespace llmtco
