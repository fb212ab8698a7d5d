#include "deployment/from_catalog.h"

#include <fmt/format.h>

#include "cost/price_book.h"
#include "performance/placement_by_name.h"
#include "text/diagnostics.h"

namespace llmtco {
namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
  throw InputError(message + (hint.empty() ? "" : "; " + hint));
}

template <class T>
T found(Found<T> entry) {
  if (const auto* missing = std::get_if<NotFound>(&entry)) refuse(missing->message, missing->hint);
  return std::get<T>(std::move(entry));
}

template <class Row>
OriginId origin_of(const std::string& name, const Row& row, Variables& variables) {
  return variables.add({.kind = Origin::Kind::catalogue,
                        .name = name,
                        .place = to_text(row.where),
                        .source = row.source,
                        .as_of = row.as_of});
}

OriginId assumed(const std::string& name, const std::string& text, Variables& variables) {
  return variables.add(
      {.kind = Origin::Kind::assumed, .name = name, .place = {}, .source = text, .as_of = {}});
}

TokenTariff tariff(const PriceList& list, const Date& day, Variables& variables) {
  const auto in_force = prices_on(list, day);
  if (const auto* reason = std::get_if<std::string>(&in_force)) refuse(*reason, "");
  TokenTariff all = tariff_of(std::get<PriceInForce>(in_force), CacheLife::five_minutes,
                              [&](const PriceRow& row, const char* what) {
                                return origin_of(fmt::format("{}.{}", list.id, what), row, variables);
                              });
  all.service_factor =
      Uncertain<double>(1.0).from(assumed(list.id + ".tier", "the standard tier", variables));
  all.discount =
      Uncertain<double>(0.0).from(assumed(list.id + ".discount", "list prices are paid", variables));
  const PriceRow& base = std::get<PriceInForce>(in_force).base;
  all.source = fmt::format("{}, {}, {}", list.id, base.source, base.as_of);
  return all;
}

StreamSpeed stream(const EndpointSpeed& speed, Variables& variables) {
  const auto from = [&](const char* what) { return origin_of(speed.id + what, speed, variables); };
  StreamSpeed stream{.ttft_p50 = Uncertain<Seconds>(*speed.ttft_p50).from(from(".ttft_p50")),
                     .ttft_p95 = {},
                     .output = {},
                     .source = fmt::format("{}: {}, {}", speed.kind, speed.source, speed.as_of)};
  if (speed.ttft_p95) stream.ttft_p95 = Uncertain<Seconds>(*speed.ttft_p95).from(from(".ttft_p95"));
  const auto& output = *speed.output;
  stream.output = variables.uncertain("endpoint_speeds." + speed.id + ".output",
                                      uniform(output.low, output.high), from(".output"));
  return stream;
}

}  // namespace

std::optional<EndpointSpeed> newest_speed(const Catalog& catalog, const PriceList& list) {
  std::optional<EndpointSpeed> newest;
  for (const EndpointSpeed& speed : catalog.speeds_of(list)) {
    if (speed.suspicious || speed.kind == "claim" || !speed.ttft_p50 || !speed.output) continue;
    if (!newest || newest->as_of < speed.as_of) newest = speed;
  }
  return newest;
}

Option api(const Catalog& catalog, const std::string& endpoint, const Date& day, Variables& variables) {
  const PriceList list = found(catalog.price_list(endpoint));
  Endpoint serving;
  serving.context = list.context;
  serving.cache_hit_rate =
      Uncertain<double>(0.0).from(assumed(list.id + ".cache", "no cache is used", variables));
  if (const auto speed = newest_speed(catalog, list)) {
    serving.speed = stream(*speed, variables);
  } else {
    serving.speed_note = fmt::format("the catalogue has no measured speed of {}", list.id);
  }
  Option option{.name = endpoint, .kind = "api", .serving = serving};
  option.contracts.push_back(tariff(list, day, variables));
  option.answers.note = "not given";
  option.speed = serving.speed ? SpeedSource{"published", serving.speed->source}
                               : SpeedSource{"unknown", serving.speed_note};
  return option;
}

std::vector<Uncertain<double>> drawn_speed(const Placement& placement, Variables& variables) {
  std::vector<Uncertain<double>> speed;
  for (const SpeedVariable& variable : speed_variables(placement)) {
    const OriginId origin = variables.add({.kind = Origin::Kind::catalogue,
                                           .name = variable.name,
                                           .place = "data/performance.yaml",
                                           .source = "fitted: " + shipped_coefficients().source(),
                                           .as_of = shipped_coefficients().as_of()});
    speed.push_back(variables.uncertain<double>(variable.name, variable.distribution, origin));
  }
  return speed;
}

Fleet fleet(const Catalog& catalog, const FleetNames& names, Variables& variables) {
  const PlacementFound at = placement_by_name({.model = names.model,
                                               .format = names.format,
                                               .engine = names.engine,
                                               .accelerator = names.accelerator,
                                               .gpus = names.gpus},
                                              catalog);
  if (!at.problems.empty()) {
    std::string all;
    for (const PlacementProblem& problem : at.problems)
      all += (all.empty() ? "" : "\n") + problem.message + (problem.hint.empty() ? "" : "; " + problem.hint);
    refuse(all, "");
  }
  const OriginId load = assumed("max_load", "replicas are planned for 80 % of their capacity", variables);
  const OriginId cache = assumed("cache", "no prefix cache is counted on", variables);
  Fleet fleet{.replica = replica(*at.placement),
              .speed = drawn_speed(*at.placement, variables),
              .cache_hit_rate = Uncertain<double>(0.0).from(cache)};
  fleet.max_load = Uncertain<double>(0.8).from(load);
  const OriginId parts = assumed("parts of a step", "as the speed model says", variables);
  for (Uncertain<double>* part :
       {&fleet.parts.weights, &fleet.parts.compute, &fleet.parts.kv, &fleet.parts.attention})
    part->origin = parts;
  return fleet;
}

}  // namespace llmtco
