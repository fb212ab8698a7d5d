#include "scenario/fleet_reader.h"

#include <fmt/format.h>

#include "scenario/forms.h"
#include "scenario/origins.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {

std::vector<Field> fleet_fields(std::vector<Field> more) {
  using namespace forms;
  std::vector<Field> fields{
      {"model", name_of(CatalogKind::models), required, "of the catalogue or an overlay"},
      {"format", name_of(CatalogKind::formats), required, "of the weights: fp16, fp8, q4_k_m ..."},
      {"kv_format", text(), optional,
       "of the KV cache, one that the engine offers: fp16, fp8, q8_0 ...; the engine's usual one if absent"},
      {"memory_share", plain(0.01, 1), optional,
       "of the GPU's memory that the engine takes (gpu_memory_utilization and the like); its default if "
       "absent"},
      {"engine", name_of(CatalogKind::engines), required, "vllm, llama.cpp, tensorrt-llm ..."},
      {"accelerator", form(ListForm{.of = name_of(CatalogKind::accelerators), .or_one = true}), required,
       "of the catalogue or an overlay; this-machine or machine-FINGERPRINT for the CPU of a calibration "
       "file; a list of unlike cards that share the layers by their memory"},
      {"gpus_per_replica", count(1), required, "that hold one copy of the model"},
      {"pipeline", count(1), optional,
       "pipeline stages among them; 1 if absent, the rest is tensor parallel"},
      {"attention_data", count(1), optional,
       "GPUs among them that answer requests of their own and share out the experts of a mixture; 1 if "
       "absent"},
      {"host_layers", count(1), optional,
       "layers that stay in the host's memory and are computed there (llama.cpp, Ollama); none if absent"},
      {"host_experts", count(1), optional, "layers of which the routed experts alone do; none if absent"},
      {"host", host_form(), optional, "the machine around the GPUs, where it keeps a part of the model"},
      {"sold_in", count(1), optional,
       "accelerators of a server, of which whole ones are paid for; as the catalogue's offer, else singly, "
       "if absent"},
      {"speculation", speculation_form(), optional,
       "several tokens guessed and checked in a step; none are if absent"},
      {"replicas", form(NumberForm{.low = 1, .high = 1e6, .certain = true, .whole = true, .or_more = true}),
       optional, "a fixed fleet, or `at least 2`; sized for the peak if absent"},
      {"spare", count(0), optional,
       "replicas beyond those sized, which latency does not count on; 0 if absent"},
      {"max_load", plain(0.01, 1), optional,
       "share of a replica's capacity planned for at peak; 80 % if absent"},
      {"calibration", calibration_form(), optional, "measured speeds in place of the speed model's"},
      {"max_batch", count(1), optional,
       "requests in flight per replica; as many as fit, up to the engine's limit, if absent"},
      {"latency", choice(server_names.words()), optional,
       "where its times under load come from: steady (in closed form), surface (through simulations), exact "
       "(every draw simulated); steady below half of capacity, else surface, if absent"},
      {"cache", prompt_cache_form(false), optional, "none if absent: every input token is computed"},
      {"throughput", amount<TokensPerSecond>(1e-3), optional,
       "output tokens per second of a replica at capacity, as measured; replaces the model's"}};
  fields.insert(fields.end(), more.begin(), more.end());
  return with_common(std::move(fields));
}

namespace {

/// How many replicas there are: so many, or sized for the load with a least number and spares.
void read_size(const Place& place, Inputs& inputs, Fleet& fleet) {
  const auto counted = [&](const Place& number) {
    return Uncertain<double>(inputs.known_number(number)).from(inputs.origin(written_origin(number.node())));
  };
  if (!place.takes("replicas")) return;  // of workers that come and go
  const auto replicas = place.find("replicas");
  const bool least = replicas && inputs.is_least(*replicas);
  if (replicas && least) fleet.least = counted(*replicas);
  if (const auto spare = place.find("spare")) fleet.spare = counted(*spare);
  if (const auto sold_in = place.find("sold_in")) fleet.sold_in = counted(*sold_in);
  if (!replicas || least) return;
  for (const char* key : {"max_load", "spare", "scaling"}) {
    const auto other = place.node().find(key);
    if (!other || other->text() == "always_on") continue;
    inputs.diagnostics().error(
        other->location(), fmt::format("{} sizes the fleet, which `replicas` fixes{}", key, at_path(*other)),
        "leave one of them out, or write replicas: at least " + replicas->text());
  }
  fleet.replicas = static_cast<int>(inputs.known_number(*replicas));
  fleet.replicas_origin = inputs.origin(written_origin(replicas->node()));
}

}  // namespace

std::optional<Fleet> read_fleet(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  const auto calibration = read_named_calibration(place, sources.calibrations, inputs);
  const auto placement = read_placement(place, sources, calibration, inputs, option);
  option.answers = read_accuracy(place.find("accuracy"),
                                 {.model = place.at("model").text(),
                                  .format = place.at("format").text(),
                                  .cache_bits = placement ? placement->placement.kv_bits : 16},
                                 sources, inputs);
  auto with_speed =
      placement ? read_speed_of(*placement, sources, calibration, inputs, option) : std::nullopt;
  if (!with_speed) return std::nullopt;
  Fleet& fleet = *with_speed;
  const Engine& engine = fleet.replica.placement.engine;
  fleet.gpus_origin = inputs.origin(written_origin(place.at("gpus_per_replica").node()));
  read_size(place, inputs, fleet);
  if (const auto batch = place.find("max_batch")) fleet.max_batch = inputs.known_number(*batch);
  if (const auto latency = place.find("latency")) fleet.latency = server_names.from_text(latency->text());
  if (const auto cache = place.find("cache")) {
    const Place hit = cache->at("hit_rate");
    fleet.cache_hit_rate = inputs.number<double>(hit);
    fleet.cache_lifetime = inputs.number_if<Seconds>(*cache, "lifetime");
    if (!engine.prefix_caching) {
      inputs.diagnostics().error(cache->node().location(), fmt::format("{} keeps no prefix cache{}",
                                                                       engine.name, at_path(cache->node())));
    }
  } else {
    std::vector<Alternative> hits;
    if (engine.prefix_caching) hits = {instead(0.5, "half of it hits"), instead(0.9, "90 % hit")};
    fleet.cache_hit_rate =
        inputs.assumed(path_below(place.node(), "cache"), 0.0, "no prefix cache is used", hits);
  }
  if (const auto throughput = place.find("throughput")) {
    fleet.throughput = inputs.number<TokensPerSecond>(*throughput);
    option.speed.detail += "; capacity given by the scenario";
    assume(option, throughput->node().path(),
           "capacity as measured by the scenario's author; latency predicted at the same load", inputs);
    hangs_on_it(option, fleet.throughput->origin);
  }
  fleet.max_load = inputs.number_or<double>(place, "max_load", [&] {
    const std::string text = "replicas are planned for 80 % of their capacity in the busiest hour";
    const std::string about = path_below(place.node(), "max_load");
    return inputs.assumed(about, 0.8, text,
                          fleet.replicas
                              ? std::vector<Alternative>()  // they are as many as the scenario says
                              : std::vector<Alternative>{instead(0.6, "60 %"), instead(0.95, "95 %")});
  });
  return with_speed;
}

}  // namespace llmtco
