#include "deployment/from_catalog.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "performance/placement_by_name.h"
#include "performance/suggestions.h"
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

Uncertain<double> assumed(const std::string& name, double value, const std::string& text,
                          Variables& variables, Instead instead) {
  return Uncertain<double>(value).from(variables.add(assumed_origin(name, text, std::move(instead))));
}

/// How well a speed tells that of a list: measured of the very name, of another name of the model, claimed by its seller,
/// or what hosts of the model reach.
int rank(const EndpointSpeed& speed, const PriceList& list) {
  if (speed.provider == EndpointSpeed::many_hosts) return 1;
  if (speed.kind == "claim") return 2;
  const std::string name = folded_name(speed.model);
  return name == folded_name(list.model) || name == folded_name(list.serves) ? 4 : 3;
}

/// Whether a speed may be drawn from: with its spread, or as its seller claims it.
bool is_told(const EndpointSpeed& speed) {
  return !speed.suspicious && speed.ttft_p50 &&
         (speed.output || (speed.kind == "claim" && speed.output_typical));
}

}  // namespace

std::optional<EndpointSpeed> newest_speed(const Catalog& catalog, const PriceList& list) {
  std::optional<EndpointSpeed> best;
  for (const EndpointSpeed& speed : catalog.speeds_of(list)) {
    if (!is_told(speed)) continue;
    const int here = rank(speed, list), before = best ? rank(*best, list) : 0;
    if (here > before || (here == before && best->as_of < speed.as_of)) best = speed;
  }
  if (best && !best->output) best->output = {*best->output_typical, *best->output_typical};
  return best;
}

std::vector<TariffWindow> book_windows(const PriceInForce& price, const std::string& id,
                                       Variables& variables) {
  return windows_of(price, [&](const PriceRow& row, const char* what) {
    std::string name = fmt::format("{}.{}", id, what);
    if (row.above > Tokens()) name += fmt::format(", over {:.0f}k input", row.above / token / 1000);
    if (row.window) name += ", " + name_of(*row.window);
    return variables.add(catalogue_origin(std::move(name), row));
  });
}

TokenTariff book_tariff(const PriceInForce& price, const std::string& id, Variables& variables) {
  TokenTariff tariff;
  tariff.windows = book_windows(price, id, variables);
  tariff.service_factor = assumed(id + ".tier", 1.0, "the standard tier", variables,
                                  {{instead(0.5, "a batch tier at half the price")}});
  const OriginId input = tariff.windows.front().tiers.front().prices.input.origin;
  tariff.source = source_text(variables.origin(input), id);
  if (!price.base.media_source.empty())
    tariff.media_source = source_text(catalogue_origin(id, media_row(price.base)), id);
  return tariff;
}

namespace {

/// The lognormal with this 10th and 90th percentile, over `median`.
Distribution day_factor(double p10, double p90, double median) {
  constexpr double z90 = 1.2815515655446004;
  if (!(p10 < p90)) return distributions::Constant{p10 / median};
  return distributions::Lognormal{std::sqrt(p10 * p90) / median, std::log(p90 / p10) / (2 * z90)};
}

/// How fast a day is, over what was measured: as days differed in the measurement, or else as they do elsewhere. Both
/// factors of an endpoint have one name, so that a day that is slow in the one is slow in the other.
std::optional<Uncertain<double>> of_a_day(const EndpointSpeed& speed, const char* what,
                                          std::optional<std::pair<double, double>> days, double measured,
                                          Variables& variables) {
  if (speed.kind == "claim") return std::nullopt;
  const std::string name = speed.id + "." + what + ", of a day";
  const OriginId origin = variables.add(
      days ? catalogue_origin(name, speed)
           : assumed_origin(name, days_of_others, Instead{{instead(1.0, "all days are alike")}}));
  if (!days) days = {measured / std::sqrt(usual_day_ratio), measured * std::sqrt(usual_day_ratio)};
  return variables.uncertain<double>("endpoint_speeds." + speed.id + ".output",
                                     day_factor(days->first, days->second, measured), origin);
}

}  // namespace

StreamSpeed book_speed(const EndpointSpeed& speed, Variables& variables) {
  const OriginId output = variables.add(catalogue_origin(speed.id + ".output", speed));
  const auto from = [&](const char* what, auto value) {
    return Uncertain<decltype(value)>(value).from(variables.add(catalogue_origin(speed.id + what, speed)));
  };
  std::optional<std::pair<double, double>> output_days, ttft_days;  // the latter as first tokens a second
  if (const auto& days = speed.output_days)
    output_days = {days->low / (token / second), days->high / (token / second)};
  if (const auto& days = speed.ttft_days) ttft_days = {second / days->high, second / days->low};
  const TokensPerSecond low = speed.output->low, high = speed.output->high,
                        typical = speed.output_typical.value_or(
                            std::sqrt((low / high)) * high);  // without a median: the middle of the lognormal
  StreamSpeed stream{.ttft_p50 = from(".ttft_p50", *speed.ttft_p50),
                     .ttft_p95 = {},
                     .output = Uncertain<TokensPerSecond>(typical).from(output),
                     .source = fmt::format("{}: {}", speed.kind, source_text(variables.origin(output)))};
  if (speed.ttft_p95) stream.ttft_p95 = from(".ttft_p95", *speed.ttft_p95);
  if (low < typical) stream.output_p5 = from(".output_p5", low);
  stream.output_day = of_a_day(speed, "output", output_days, typical / (token / second), variables);
  stream.ttft_day = of_a_day(speed, "ttft", ttft_days, second / *speed.ttft_p50, variables);
  return stream;
}

std::string no_speed_of(const PriceList& list) {
  return fmt::format("the catalogue has no measured speed of {}", list.id);
}

Option api(const Catalog& catalog, const std::string& endpoint, const Date& day, Variables& variables) {
  const PriceList list = found(catalog.price_list(endpoint));
  const auto in_force = prices_on(list, day);
  if (const auto* reason = std::get_if<std::string>(&in_force)) refuse(*reason, "");
  Endpoint serving;
  serving.context = list.context;
  serving.cache_hit_rate =
      assumed(list.id + ".cache", 0.0, "no cache is used", variables, std::vector<Alternative>());
  if (const auto speed = newest_speed(catalog, list)) {
    serving.speed = book_speed(*speed, variables);
  } else {
    serving.speed_note = no_speed_of(list);
  }
  Option option{.name = endpoint, .kind = "api", .serving = serving};
  TokenTariff tariff = book_tariff(std::get<PriceInForce>(in_force), list.id, variables);
  tariff.discount = assumed(list.id + ".discount", 0.0, "list prices are paid", variables,
                            {{instead(0.1, "10 % off"), instead(0.3, "30 % off")}});
  option.contracts.emplace_back(std::move(tariff));
  option.answers.note = "not given";
  option.speed = serving.speed ? SpeedSource{"published", serving.speed->source}
                               : SpeedSource{"unknown", serving.speed_note};
  return option;
}

Fleet fleet_of(const Placement& placement, Variables& variables) {
  Fleet fleet{
      .replica = replica(placement), .speed = drawn_speed(placement, variables), .cache_hit_rate = {}};
  const OriginId model =
      variables.add(assumed_origin("parts of a step", "steps take as long as the speed model says",
                                   {{instead(0.8, "a fifth less"), instead(1.25, "a quarter more")}}));
  fleet.memory = drawn_memory(placement, variables);
  for (Uncertain<double>* part :
       {&fleet.parts.weights, &fleet.parts.compute, &fleet.parts.kv, &fleet.parts.attention})
    part->origin = model;
  return fleet;
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

Uncertain<double> drawn_memory(const Placement& placement, Variables& variables) {
  const SpeedVariable variable = memory_variable(placement);
  const OriginId origin = variables.add({.kind = Origin::Kind::catalogue,
                                         .name = variable.name,
                                         .place = "data/engines.yaml",
                                         .source = "memory of " + placement.engine.name,
                                         .as_of = placement.engine.as_of});
  return variables.uncertain<double>(variable.name, variable.distribution, origin);
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
  if (const std::string why = refusal_text(*at.placement, catalog); !why.empty()) refuse(why, "");
  Fleet fleet = fleet_of(*at.placement, variables);
  fleet.max_load = assumed("max_load", 0.8, "replicas are planned for 80 % of their capacity", variables,
                           {{instead(0.6, "60 %"), instead(0.95, "95 %")}});
  fleet.cache_hit_rate = assumed("cache", 0.0, "no prefix cache is counted on", variables,
                                 {{instead(0.5, "half of it hits"), instead(0.9, "90 % hit")}});
  return fleet;
}

}  // namespace llmtco
