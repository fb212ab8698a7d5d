#pragma once
#include <string>

#include "catalog/catalog.h"
#include "cost/price_book.h"
#include "deployment/option.h"
#include "text/date.h"
#include "variables/variables.h"

namespace llmtco {

/// For programs that build a study themselves: parts of options from the catalogue, with the origins and the
/// uncertainty that reading a scenario file gives them. A name that the catalogue has not throws InputError with the
/// name that was probably meant.

/// An endpoint of the price book on a day: its prices, its newest measured speed, its context. What it answers right
/// is unknown until `answers` are set.
///
///     study.options.push_back(api(catalog, "openai/gpt-4o", {2026, 11, 28}, study.variables));
Option api(const Catalog& catalog, const std::string& endpoint, const Date& day, Variables& variables);

/// Names of what serves a model.
struct FleetNames {
  std::string model, format, engine, accelerator;
  int gpus = 1;  ///< of one replica
};

/// Replicas of a model, sized for the peak of each month at 80 % of their capacity. Their speed is as uncertain as
/// the speed model's left-out errors (performance/factors.h), drawn under the names that scenarios use: fleets on one
/// accelerator or engine are slow together.
///
///     fleet(catalog, {"llama-3.3-70b", "fp8", "vllm", "h100-80-sxm", 2}, study.variables)
Fleet fleet(const Catalog& catalog, const FleetNames& names, Variables& variables);

/// The speed measured last of an endpoint of the list; where nobody has measured one, what its seller claims last, then
/// the median of those who host its model; or nothing.
std::optional<EndpointSpeed> newest_speed(const Catalog& catalog, const PriceList& list);

/// How much days differ where nobody has measured it: the 90th percentile of daily medians over the 10th, median of the 277
/// endpoints of data/endpoint_speeds.yaml of which it is known (1.33 of output, 1.31 of TTFT).
inline constexpr double usual_day_ratio = 1.32;
inline constexpr const char* days_of_others =
    "days differ as they do at other endpoints: the 90th percentile of daily medians is 1.32 times the 10th";

/// Its percentiles over requests with their origins. A day is drawn: a lognormal with the 10th and 90th percentile of the
/// daily medians, whose ratio to the measured median moves all percentiles; a day that is slow is slow in both. The median of the last days is outside of
/// these two in a quarter of the 277 endpoints, so it is one day more like the others; that of a claim is not drawn.
///
/// Example: 65 tokens/s measured and days between 50 and 80: factors of median sqrt(50 x 80) / 65 = 0.973 and sigma
/// log(80 / 50) / 2.563 = 0.183.
StreamSpeed book_speed(const EndpointSpeed& speed, Variables& variables);

/// Says that the catalogue has none.
std::string no_speed_of(const PriceList& list);

/// Prices of the book with their rows as origins, in the standard tier. No discount is set.
TokenTariff book_tariff(const PriceInForce& price, const std::string& id, Variables& variables);

/// Those of another day, as the first ones are told.
std::vector<TariffWindow> book_windows(const PriceInForce& price, const std::string& id,
                                       Variables& variables);

/// Replicas of a placement with their speed as the model has it; how they are used is left to the caller.
Fleet fleet_of(const Placement& placement, Variables& variables);

/// The factors of a placement's times as variables, for Fleet::speed.
std::vector<Uncertain<double>> drawn_speed(const Placement& placement, Variables& variables);
/// What activations and memory outside the allocator are over what is predicted, for Fleet::memory.
Uncertain<double> drawn_memory(const Placement& placement, Variables& variables);

}  // namespace llmtco
