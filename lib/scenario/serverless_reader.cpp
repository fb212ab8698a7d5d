#include <fmt/format.h>

#include <algorithm>

#include "performance/memory.h"
#include "scenario/energy_reader.h"
#include "scenario/forms.h"
#include "scenario/option_kinds.h"
#include "scenario/rent_price.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Keys of fleets that do not go with workers that come and go.
constexpr const char* of_fleets[] = {"replicas", "spare", "sold_in"};

/// A price by the second: its key, and what the catalogue calls it.
struct SecondsAsked {
  const Place& place;
  const char* key;
  std::string offer;
};

/// A price of the catalogue by the second, where the option leaves it out.
Rent catalogue_seconds(const SecondsAsked& asked, const Fleet& fleet, Inputs& inputs, Option& option) {
  const Place& place = asked.place;
  const std::string& offer_kind = asked.offer;
  const Accelerator& accelerator = fleet.replica.placement.accelerator;
  const Offer<UsdPerSecond>* offer = accelerator.rent_offer(offer_kind);
  if (offer == nullptr) {
    inputs.diagnostics().error(
        place.node().key_location(),
        fmt::format("the catalogue has no serverless price of {}{}", accelerator.id, at_path(place.node())),
        fmt::format("give it with `{}`, as $0.00116/s", asked.key));
    return {};
  }
  const std::string name = accelerator.id + ".rent." + offer_kind;
  Rent rent{.price = from_range("accelerators." + name, offer->price, catalogue_origin(name, *offer), inputs),
            .source = {}};
  rent.source = inputs.source(rent.price, accelerator.id);
  assume(option, path_below(place.node(), asked.key),
         fmt::format("workers {} at ${:.5g} per GPU second",
                     offer_kind == "serverless_flex" ? "that come and go" : "that stay",
                     offer->price.low / (usd / second)),
         inputs);
  hangs_on_it(option, rent.price.origin);
  return rent;
}

Rent read_price(const SecondsAsked& asked, const Fleet& fleet, Inputs& inputs, Option& option) {
  Rent rent;
  rent.price = inputs.number_or<UsdPerSecond>(asked.place, asked.key, [&] {
    rent = catalogue_seconds(asked, fleet, inputs, option);
    return rent.price;
  });
  if (asked.place.has(asked.key)) rent.source = inputs.source(rent.price);
  return rent;
}

/// How long a worker takes to start where nobody says it: a container, and weights read from a disk or a network.
Seconds usual_start(const Fleet& fleet) {
  constexpr Seconds container = 15.0 * second;
  constexpr BytesPerSecond read_at = 1.0 * GB / second;
  return container + memory_use(fleet.replica.placement).weights / read_at;
}

WorkersOnDemand read_workers(const Place& place, const Fleet& fleet, Inputs& inputs) {
  WorkersOnDemand workers;
  const Seconds start = usual_start(fleet);
  workers.start = inputs.number(
      place, "cold_start", start,
      fmt::format(
          "a worker starts in {:.0f} s: 15 s for its container, and its weights at 1 GB/s for each GPU",
          start / second)
          .c_str(),
      {{instead(5.0 * second, "5 s, from a snapshot"), instead(180.0 * second, "3 minutes")}});
  workers.keep_warm =
      inputs.number(place, "keep_warm", 5.0 * second, "a worker is stopped 5 s after its last answer",
                    {{instead(60.0 * second, "a minute"), instead(600.0 * second, "10 minutes")}});
  if (const auto least = place.find("min_replicas")) {
    workers.always_on =
        Uncertain<double>(inputs.known_number(*least)).from(inputs.origin(written_origin(least->node())));
  } else {
    workers.always_on = inputs.assumed(path_below(place.node(), "min_replicas"), 0.0, "workers scale to zero",
                                       std::vector{instead(1.0, "one is always there")});
  }
  if (const auto most = place.find("max_replicas")) {
    workers.most =
        Uncertain<double>(inputs.known_number(*most)).from(inputs.origin(written_origin(most->node())));
    if (workers.most->constant < workers.always_on.constant) {
      inputs.diagnostics().error(most->node().location(),
                                 fmt::format("max_replicas is below min_replicas, {:.0f}{}",
                                             workers.always_on.constant, at_path(most->node())));
    }
  }
  return workers;
}

}  // namespace

std::vector<Field> serverless_fields() {
  using namespace forms;
  std::vector<Field> own{
      {"price", amount<UsdPerSecond>(), optional,
       "per GPU of workers that come and go, as $0.00116/s; the catalogue's if absent"},
      {"active_price", amount<UsdPerSecond>(), optional,
       "per GPU of workers that are always there; the catalogue's if absent, `price` where that is given"},
      {"request_fee", amount<UsdPerRequest>(), optional,
       "of each call, as $0.20 per 1M requests; none if absent"},
      {"cold_start", amount<Seconds>(), optional,
       "until a worker that is started answers, paid for; 15 s and its weights at 1 GB/s if absent"},
      {"keep_warm", amount<Seconds>(), optional,
       "from a worker's last answer until it is stopped, paid for; 5 s if absent"},
      {"min_replicas", count(0), optional, "workers that are always there; 0 if absent"},
      {"max_replicas", count(1), optional, "workers at most; no limit if absent"}};
  const std::vector<Field> services = service_fields();
  own.insert(own.end(), services.begin(), services.end());
  std::vector<Field> all = fleet_fields(std::move(own));
  std::erase_if(all, [](const Field& field) {
    return std::find(std::begin(of_fleets), std::end(of_fleets), field.key) != std::end(of_fleets);
  });
  return with_energy(EnergyOf::rented, std::move(all));
}

void read_serverless(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  std::optional<Fleet> fleet = read_fleet(place, sources, inputs, option);
  if (!fleet) return;
  const Rent price = read_price({place, "price", "serverless_flex"}, *fleet, inputs, option);
  const bool given = place.has("price") && !place.has("active_price");
  const Rent active =
      given ? price : read_price({place, "active_price", "serverless_active"}, *fleet, inputs, option);
  Serverless contract{.price = price.price,
                      .source = price.source,
                      .active_price = active.price,
                      .active_source = active.source};
  if (const auto fee = place.find("request_fee")) contract.request_fee = inputs.number<UsdPerRequest>(*fee);
  fleet->workers = read_workers(place, *fleet, inputs);
  option.contracts.emplace_back(std::move(contract));
  read_services(place, *fleet, inputs, option);
  option.serving = *std::move(fleet);
}

}  // namespace llmtco
