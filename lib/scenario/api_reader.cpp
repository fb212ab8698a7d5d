#include "deployment/from_catalog.h"
#include "scenario/energy_reader.h"
#include "scenario/forms.h"
#include "scenario/option_kinds.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

const char* const twice_the_median = "the 95th percentile of TTFT is twice its median";

/// The speed of an endpoint that was measured last, or why there is none.
void add_book_speed(const PriceList& list, const Sources& sources, Inputs& inputs, Endpoint& endpoint,
                    Option& option) {
  const std::optional<EndpointSpeed> newest = newest_speed(sources.catalog, list);
  if (!newest) {
    endpoint.speed_note = no_speed_of(list) + "; give it with `speed`";
    return;
  }
  if (newest->kind == "claim")
    assume(option, newest->id + ".output", "the seller is as fast as it claims: nobody else has measured it",
           inputs);
  if (newest->provider == EndpointSpeed::many_hosts)
    assume(option, newest->id + ".output", "the seller is as fast as the median of those who host this model",
           inputs);
  if (!newest->ttft_p95) assume(option, newest->id + ".ttft_p95", twice_the_median, inputs);
  if (newest->kind != "claim" && !(newest->output_days && newest->ttft_days))
    assume(option, newest->id + ".output_days", days_of_others, inputs);
  endpoint.speed = book_speed(*newest, inputs.study().variables);
  option.speed = {"published", endpoint.speed->source};
}

/// The speed that the scenario gives the option, or the endpoint it is on.
std::optional<Place> own_speed(const Place& option, const Sources& sources) {
  if (auto speed = option.find("speed")) return speed;
  const auto endpoint = sources.known.endpoint(option.at("endpoint").text());
  return endpoint ? endpoint->find("speed") : std::nullopt;
}

}  // namespace

FormPtr speed_form() {
  using namespace forms;
  return mapping(
      "a speed",
      {{"ttft", amount<Seconds>(), required, "median time to first token"},
       {"ttft_p95", amount<Seconds>(), optional, "its 95th percentile; 2 x the median if absent"},
       {"tokens_per_second", amount<TokensPerSecond>(1e-3), required, "output of one stream, median"},
       {"tokens_per_second_p5", amount<TokensPerSecond>(1e-3), optional,
        "its 5th percentile, of the slow requests; all are as fast as the median if absent"}});
}

StreamSpeed read_speed(const Place& place, Inputs& inputs, Option& option) {
  option.speed = {"given", source_text(written_origin(place.node()))};
  StreamSpeed speed{.ttft_p50 = inputs.number<Seconds>(place.at("ttft")),
                    .ttft_p95 = {},
                    .output = inputs.number<TokensPerSecond>(place.at("tokens_per_second")),
                    .source = "given by the scenario"};
  speed.output_p5 = inputs.number_if<TokensPerSecond>(place, "tokens_per_second_p5");
  if (const auto p95 = place.find("ttft_p95")) {
    speed.ttft_p95 = inputs.number<Seconds>(*p95);
  } else {
    assume(option, path_below(place.node(), "ttft_p95"), twice_the_median, inputs);
  }
  return speed;
}

std::vector<Field> api_fields() {
  using namespace forms;
  const auto price = mapping(
      "a price",
      {{"input", amount<UsdPerToken>(), required, "as $2.50/Mtok"},
       {"output", amount<UsdPerToken>(), required, ""},
       {"cache_read", amount<UsdPerToken>(), optional, "the input price if absent"},
       {"cache_write_5m", amount<UsdPerToken>(), optional, "the input price if absent"},
       {"cache_write_1h", amount<UsdPerToken>(), optional, "the input price if absent"},
       {"audio_input", amount<UsdPerToken>(), optional, "needed by a class with audio_input_tokens"},
       {"audio_output", amount<UsdPerToken>(), optional, "needed by one with audio_output_tokens"},
       {"audio_cache_read", amount<UsdPerToken>(), optional,
        "audio read again from the cache; the price of audio_input if absent"},
       {"image_input", amount<UsdPerToken>(), optional, "needed by a class with image_input_tokens"},
       {"image_output", amount<UsdPerToken>(), optional, "needed by one with image_output_tokens"},
       {"image_cache_read", amount<UsdPerToken>(), optional,
        "images read again from the cache; the price of image_input if absent"},
       {"storage", amount<UsdPerTokenSecond>(), optional, "of a stored cache, as $1/Mtok/h"},
       {"batch", share(), optional,
        "what a batch costs of these prices, as 50%, for requests that may wait; none is sold if absent"},
       {"tools", form(NamedForm{"tool", amount<UsdPerRequest>()}), optional,
        "what one use costs, as web_search: $0.01/request"}});
  return with_energy(
      EnergyOf::bought,
      with_common(with_token_contracts(
          {{"endpoint", name_of(CatalogKind::prices), required,
            "provider/model of the price book, or a name of your own with `price`"},
           {"price", price, optional, "replaces the price book"},
           {"discount", share(), optional, "negotiated, off every token price"},
           {"surcharge", share_to(0, 10), optional, "on every token price, as of a reseller; none if absent"},
           {"tier", text(), optional,
            "standard, batch, flex, priority, fast, ... as the catalogue has them for the model; standard if "
            "absent"},
           {"region", text(), optional,
            "where requests are worked on, as us or eu, at the catalogue's factor"},
           {"price_change", share_to(-0.99, 10), optional,
            "how token prices move, relative and a year, as -40% to 10%; they stay if absent"},
           {"cache", prompt_cache_form(true), optional, "none if absent: every input token at full price"},
           {"model", name_of(CatalogKind::quality), optional,
            "model of the quality figures; the endpoint's if absent"},
           {"speed", speed_form(), optional, "replaces the measured speeds of the catalogue"}})));
}

void read_api(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  const Place name = place.at("endpoint");
  const auto list = sources.catalog.price_list(name.text());
  const auto* known_list = std::get_if<PriceList>(&list);
  TokenTariff tariff = read_tariff(place, list, sources, inputs, option);
  Endpoint endpoint = read_cache(place, known_list, sources, inputs, option);
  endpoint.name = name.text();
  if (known_list != nullptr) endpoint.context = known_list->context;
  tariff.discount = inputs.number(place, "discount", 0.0, "list prices are paid",
                                  {{instead(0.1, "10 % off"), instead(0.3, "30 % off")}});
  if (const auto surcharge = place.find("surcharge")) tariff.surcharge = inputs.number<double>(*surcharge);
  tariff.change_a_year = sources.price_change;
  if (const auto change = place.find("price_change")) tariff.change_a_year = inputs.number<double>(*change);
  if (const auto speed = own_speed(place, sources)) {
    endpoint.speed = read_speed(*speed, inputs, option);
  } else if (known_list != nullptr) {
    add_book_speed(*known_list, sources, inputs, endpoint, option);
  } else {
    endpoint.speed_note = "the scenario gives no speed";
  }
  if (!endpoint.speed) option.speed = {"unknown", endpoint.speed_note};
  const auto model = place.find("model");
  option.answers =
      read_accuracy(place.find("accuracy"), {.model = model ? model->text() : name.text()}, sources, inputs);
  option.serving = std::move(endpoint);
  add_token_contracts(place, std::move(tariff), inputs, option);
}

}  // namespace llmtco
