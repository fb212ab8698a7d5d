#pragma once
#include "catalog/catalog.h"
#include "quality/accuracy.h"
#include "scenario/calibration_reader.h"
#include "scenario/inputs.h"
#include "scenario/known_reader.h"
#include "text/date.h"

namespace llmtco {

struct EnergyWritten;

/// What readers of options look things up in, beside the numbers.
struct Sources {
  const Catalog& catalog;
  Date as_of;
  CalibrationFiles& calibrations;
  Place options;                                    ///< the section of that name: splits name others in it
  Known& known;                                     ///< of models and endpoints, for all options on them
  std::optional<Uncertain<double>> price_change{};  ///< of the token prices of all APIs
  const EnergyWritten* energy = nullptr;  ///< what the scenario says of energy; null where it asks for none
};

/// All options, in the order of the file.
std::vector<Option> read_options(const Sources& sources, Inputs& inputs);

/// Warns of caches where no input of the workload is read twice: their hit rates change nothing.
void warn_of_idle_caches(const Place& section, Inputs& inputs);

/// Adds the keys every kind of option has.
std::vector<Field> with_costs(std::vector<Field> fields);
/// The same for those that answer themselves; the accuracy of a split is that of its parts.
std::vector<Field> with_common(std::vector<Field> fields);
/// A cache of inputs; `priced_by_life` where its owner charges by how long it keeps them.
FormPtr prompt_cache_form(bool priced_by_life);

/// What an API costs: the scenario's own prices, or those of a list of the price book on the scenario's day.
TokenTariff read_tariff(const Place& place, const Found<PriceList>& list, const Sources& sources,
                        Inputs& inputs, Option& option);
/// An endpoint with what its provider caches, and for how long; `list` may be null.
Endpoint read_cache(const Place& option, const PriceList* list, const Sources& sources, Inputs& inputs,
                    Option& of);

/// The keys of contracts by the token: those of an API, and those that fit any bill.
std::vector<Field> with_token_contracts(std::vector<Field> fields);
std::vector<Field> with_spend_contracts(std::vector<Field> fields);
/// Adds the contracts of an API around its tariff, in merit order: a batch for what may wait, provisioned units, what is
/// free, rate limits; then the tariff, a commitment and credits.
void add_token_contracts(const Place& place, TokenTariff tariff, Inputs& inputs, Option& option);
/// A commitment and credits, for what is invoiced until then.
void add_spend_contracts(const Place& place, Inputs& inputs, Option& option);

/// Lines the scenario gives itself.
FormPtr cost_lines_form();
std::vector<CustomLine> read_cost_lines(const std::optional<Place>& place, Inputs& inputs);
/// A speed the scenario gives itself.
FormPtr speed_form();
StreamSpeed read_speed(const Place& place, Inputs& inputs, Option& option);

/// An accuracy the scenario gives itself: one share, or one per task class.
FormPtr accuracy_form();
/// The accuracy of an option per request class: the option's own, or what the scenario knows of the model or,
/// failing that, the catalogue, less what few bits of its weights and of its cache lose.
Answers read_accuracy(const std::optional<Place>& own, const ServedModel& served, const Sources& sources,
                      Inputs& inputs);

/// Critical failures of an option: how lucky its months are, and how much more often formats of few bits fail.
void read_critical_risk(const Place& place, const Sources& sources, Inputs& inputs, Option& option);

/// A figure of the catalogue that may be a range: uniform between its ends, drawn under `name`.
template <class Q>
Uncertain<Q> from_range(const std::string& name, const Range<Q>& range, Origin from, Inputs& inputs) {
  const double low = in_base_units(range.low), high = in_base_units(range.high);
  const OriginId origin = inputs.origin(std::move(from));
  if (low == high) return Uncertain<Q>(range.low).from(origin);
  return inputs.study().variables.uncertain(name, DistributionOf<Q>{distributions::Uniform{low, high}},
                                            origin);
}

/// Lists an assumption of an option, which reports print; `about` is what it is about, as the path of a key that the
/// scenario leaves out, `instead` what may be in its place. Gives its origin, for the number that hangs on it.
OriginId assume(Option& option, std::string about, std::string text, Inputs& inputs, Instead instead = {});
/// Says which number of another origin hangs on what was assumed last.
void hangs_on_it(Option& option, OriginId number);

/// Says that a name means nothing, at its place.
void not_found(const Place& place, const NotFound& what, Inputs& inputs);

}  // namespace llmtco
