#include "scenario/fleet_reader.h"

#include <fmt/format.h>

#include "scenario/origins.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {

std::optional<Fleet> read_fleet(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  const auto calibration = read_named_calibration(place, sources.calibrations, inputs);
  const auto placement = read_placement(place, sources, calibration, inputs, option);
  option.accuracy = read_accuracy(place.find("accuracy"), place.at("model").text(), place.at("format").text(),
                                  sources, inputs);
  auto with_speed =
      placement ? read_speed_of(*placement, sources, calibration, inputs, option) : std::nullopt;
  if (!with_speed) return std::nullopt;
  Fleet& fleet = *with_speed;
  const Engine& engine = fleet.replica.placement.engine;
  fleet.gpus_origin = inputs.origin(written_origin(place.at("gpus_per_replica").node()));
  if (const auto load = place.find("max_load")) fleet.max_load = inputs.number<double>(*load);
  if (const auto replicas = place.find("replicas")) {
    for (const char* key : {"max_load", "scaling"}) {
      const auto other = place.node().find(key);
      if (!other || other->text() == "always_on") continue;
      inputs.diagnostics().error(
          other->location(),
          fmt::format("{} sizes the fleet, which `replicas` fixes{}", key, at_path(*other)),
          "leave one of them out");
    }
    fleet.replicas = static_cast<int>(inputs.known_number(*replicas));
    fleet.replicas_origin = inputs.origin(written_origin(replicas->node()));
  }
  if (const auto batch = place.find("max_batch")) fleet.max_batch = inputs.known_number(*batch);
  if (const auto cache = place.find("cache")) {
    const Place hit = cache->at("hit_rate");
    fleet.cache_hit_rate = inputs.number<double>(hit);
    if (!engine.prefix_caching) {
      inputs.diagnostics().error(cache->node().location(), fmt::format("{} keeps no prefix cache{}",
                                                                       engine.name, at_path(cache->node())));
    }
  } else {
    fleet.cache_hit_rate = inputs.assumed(path_below(place.node(), "cache"), 0.0, "no prefix cache is used");
  }
  if (const auto throughput = place.find("throughput")) {
    fleet.throughput = inputs.number<TokensPerSecond>(*throughput);
    option.speed.detail += "; capacity given by the scenario";
    assume(option, throughput->node().path(),
           "capacity as measured by the scenario's author; latency predicted at the same load", inputs);
  }
  if (!place.has("max_load")) {
    const std::string text = "replicas are planned for 80 % of their capacity in the busiest hour";
    const std::string about = path_below(place.node(), "max_load");
    fleet.max_load = Uncertain<double>(0.8).from(fleet.replicas ? inputs.origin(assumed_origin(about, text))
                                                                : assume(option, about, text, inputs));
  }
  return with_speed;
}

}  // namespace llmtco
