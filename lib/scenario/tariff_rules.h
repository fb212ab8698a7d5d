#pragma once
#include "scenario/option_reader.h"

namespace llmtco {

/// A price list, and the option that is on it.
struct ListedOption {
  const Place& place;
  const PriceList& list;
  std::optional<Provider> provider;  ///< nothing known of it, if absent
};

/// The tier and the region an option is served in, as factors on its prices. A tier or region that nobody knows is an
/// error with those that are known.
void read_tier(const ListedOption& of, Inputs& inputs, Option& option, TokenTariff& tariff);
/// The batch tier that is sold beside it, where the catalogue knows one and some requests may wait.
void add_batch(const ListedOption& of, Inputs& inputs, TokenTariff& tariff);
void read_region(const ListedOption& of, Inputs& inputs, TokenTariff& tariff);

/// Fees of the provider's tools, and of what an explicit cache keeps.
void add_fees(const ListedOption& of, const PriceRow& row, Inputs& inputs, TokenTariff& tariff);

/// Prices known to take over within the horizon, each said in a warning, as the end of a promotion is, and of the model.
void add_changes(const ListedOption& of, const Date& start, Inputs& inputs, TokenTariff& tariff);

/// The month of the horizon, from 0, that a day falls into, with the part of it that is over: months run from the day
/// of the month on which the horizon starts.
///
/// Example: from 2026-11-15, 2027-01-01 is 1 + 17 / 31 = 1.548.
double month_of(const Date& day, const Date& start);

}  // namespace llmtco
