#include <fmt/format.h>

#include "scenario/option_reader.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

const char* const twice_the_median = "the 95th percentile of TTFT is twice its median";

/// The newest speed of an endpoint that somebody measured, or why there is none. Claims of vendors are not
/// taken.
void add_book_speed(const PriceList& list, const Sources& sources, Inputs& inputs, ApiOption& api,
                    Option& option) {
  std::optional<EndpointSpeed> newest;
  for (const EndpointSpeed& speed : sources.catalog.speeds_of(list)) {
    if (speed.suspicious || speed.kind == "claim" || !speed.ttft_p50 || !speed.output) continue;
    if (!newest || newest->as_of < speed.as_of) newest = speed;
  }
  if (!newest) {
    api.speed_note = fmt::format("the catalogue has no measured speed of {}; give it with `speed`", list.id);
    return;
  }
  const auto from = [&](const char* what) { return catalogue_origin(newest->id + what, *newest); };
  const auto time = [&](const char* what, Seconds value) {
    return Uncertain<Seconds>(value).from(inputs.origin(from(what)));
  };
  const Uncertain<TokensPerSecond> output =
      from_range("endpoint_speeds." + newest->id + ".output", *newest->output, from(".output"), inputs);
  if (!newest->ttft_p95) assume(option, newest->id + ".ttft_p95", twice_the_median, inputs);
  api.speed = StreamSpeed{
      .ttft_p50 = time(".ttft_p50", *newest->ttft_p50),
      .ttft_p95 = newest->ttft_p95 ? std::optional(time(".ttft_p95", *newest->ttft_p95)) : std::nullopt,
      .output = output,
      .source = fmt::format("{}: {}", newest->kind, inputs.source(output))};
  option.speed = {"published", api.speed->source};
}

}  // namespace

StreamSpeed read_speed(const Place& place, Inputs& inputs, Option& option) {
  option.speed = {"given", source_text(written_origin(place.node()))};
  StreamSpeed speed{.ttft_p50 = inputs.number<Seconds>(place.at("ttft")),
                    .ttft_p95 = {},
                    .output = inputs.number<TokensPerSecond>(place.at("tokens_per_second")),
                    .source = "given by the scenario"};
  if (const auto p95 = place.find("ttft_p95")) {
    speed.ttft_p95 = inputs.number<Seconds>(*p95);
  } else {
    assume(option, path_below(place.node(), "ttft_p95"), twice_the_median, inputs);
  }
  return speed;
}

ApiOption read_api(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  ApiOption api;
  const Place endpoint = place.at("endpoint");
  const auto cache = place.find("cache");
  const auto list = sources.catalog.price_list(endpoint.text());
  const auto* known_list = std::get_if<PriceList>(&list);
  api.tariff = read_tariff(place, list, sources, inputs, option);
  if (known_list != nullptr) api.context = known_list->context;
  api.tariff.discount = inputs.number(place, "discount", 0.0, "list prices are paid");
  api.cached = cache.has_value();
  api.cache_hit_rate = cache ? inputs.number<double>(cache->at("hit_rate"))
                             : inputs.assumed(path_below(place.node(), "cache"), 0.0, "no cache is used");
  if (const auto speed = place.find("speed")) {
    api.speed = read_speed(*speed, inputs, option);
  } else if (known_list != nullptr) {
    add_book_speed(*known_list, sources, inputs, api, option);
  } else {
    api.speed_note = "the scenario gives no speed";
  }
  if (!api.speed) option.speed = {"unknown", api.speed_note};
  const auto model = place.find("model");
  option.accuracy =
      read_accuracy(place.find("accuracy"), model ? model->text() : endpoint.text(), "", sources, inputs);
  return api;
}

}  // namespace llmtco
