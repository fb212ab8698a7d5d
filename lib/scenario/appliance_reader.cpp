#include <fmt/format.h>

#include "performance/memory.h"
#include "performance/shape.h"
#include "scenario/energy_reader.h"
#include "scenario/forms.h"
#include "scenario/option_kinds.h"
#include "scenario/ownership_reader.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// What stands in the catalogue under the name at a key; nothing, and an error, where nothing does.
template <class T>
std::optional<T> found(const Place& place, Found<T> looked_up, Inputs& inputs) {
  if (const auto* missing = std::get_if<NotFound>(&looked_up)) {
    not_found(place, *missing, inputs);
    return std::nullopt;
  }
  return std::get<T>(std::move(looked_up));
}

/// Bytes of keys and values of a token, in 16 bits.
BytesPerToken kept_per_token(const Accelerator& system, const Model& model, const WeightFormat& format,
                             const Catalog& catalog) {
  constexpr double tokens = 1024;
  const auto engine = catalog.engine("vllm");
  const Placement alone = place(system, 1, model, format, std::get<Engine>(engine));
  return kept_bytes(shape_of(alone), 1, tokens).constant() / tokens * byte / token;
}

void read_size(const Place& place, Inputs& inputs, Appliance& appliance) {
  if (const auto copies = place.find("copies"))
    appliance.copies =
        Uncertain<double>(inputs.known_number(*copies)).from(inputs.origin(written_origin(copies->node())));
  if (const auto throughput = place.find("throughput"))
    appliance.throughput = inputs.number<TokensPerSecond>(*throughput);
  if (const auto reads = place.find("input_throughput")) {
    appliance.input_throughput = inputs.number<TokensPerSecond>(*reads);
    if (!appliance.throughput)
      inputs.diagnostics().error(
          reads->node().key_location(),
          fmt::format("input_throughput stands beside the `throughput` of output{}", at_path(reads->node())));
  }
  if (!appliance.copies && !appliance.throughput)
    inputs.diagnostics().error(
        place.node().key_location(),
        fmt::format("an appliance has copies, or the throughput of one{}", at_path(place.node())));
  if (appliance.copies && place.has("max_load"))
    inputs.diagnostics().error(
        place.at("max_load").node().location(),
        fmt::format("max_load sizes what `copies` fixes{}", at_path(place.at("max_load").node())),
        "leave one of them out");
  appliance.max_load = inputs.number_or<double>(place, "max_load", [&] {
    return inputs.assumed(path_below(place.node(), "max_load"), 0.8,
                          "copies are planned for 80 % of their capacity in the busiest hour",
                          appliance.copies ? Instead(std::vector<Alternative>())
                                           : Instead({instead(0.6, "60 %"), instead(0.95, "95 %")}));
  });
}

}  // namespace

std::vector<Field> appliance_fields() {
  using namespace forms;
  std::vector<Field> own{
      {"system", name_of(CatalogKind::accelerators), required,
       "of the catalogue, as cerebras-cs3 or groq-lpu-v1"},
      {"model", name_of(CatalogKind::models), required, "of the catalogue or an overlay"},
      {"format", name_of(CatalogKind::formats), required, "of the weights: fp16, int8 ..."},
      {"kept_tokens", amount<Tokens>(), optional,
       "of keys and values that a copy holds beside the weights; none if absent"},
      {"copies", count(1), optional,
       "of the model, on systems of their own; as many as the load needs if absent"},
      {"throughput", amount<TokensPerSecond>(), optional,
       "output of one copy at capacity, as measured; required without `copies`"},
      {"input_throughput", amount<TokensPerSecond>(), optional,
       "input that one copy reads in a second in which it writes nothing; reading takes no time if absent"},
      {"max_load", plain(0.01, 1), optional,
       "share of the capacity planned for in the busiest hour; 80 % if absent"},
      {"speed", speed_form(), optional, "of one stream; unknown if absent"}};
  for (Field& field : ownership_fields()) own.push_back(std::move(field));
  return with_energy(EnergyOf::owned, with_common(std::move(own)));
}

void read_appliance(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  const Place at_system = place.at("system"), at_model = place.at("model"), at_format = place.at("format");
  const auto system = found(at_system, sources.catalog.accelerator(at_system.text()), inputs);
  const auto model = found(at_model, sources.catalog.model(at_model.text()), inputs);
  const auto format = found(at_format, sources.catalog.format(at_format.text()), inputs);
  Ownership own = read_ownership(place, system ? &*system : nullptr, sources, inputs, option);
  option.contracts.emplace_back(std::move(own.contract));
  option.answers = read_accuracy(place.find("accuracy"),
                                 {.model = at_model.text(), .format = at_format.text()}, sources, inputs);
  Appliance appliance{.power = own.power};
  read_size(place, inputs, appliance);
  appliance.kept =
      inputs.number(place, "kept_tokens", 0.0 * token, "no memory is kept for keys and values",
                    {{instead(1e5 * token, "100,000 tokens"), instead(1e6 * token, "a million")}});
  if (const auto speed = place.find("speed")) {
    appliance.speed = read_speed(*speed, inputs, option);
  } else {
    option.speed = {"unknown", "the scenario gives no speed of the appliance"};
  }
  if (!system || !model || !format) return;
  appliance.system = system->name;
  appliance.memory = system->memory;
  appliance.weights = model->parameters * (format->bits / 8) * byte;
  appliance.kv_per_token = kept_per_token(*system, *model, *format, sources.catalog);
  option.serving = std::move(appliance);
}

}  // namespace llmtco
