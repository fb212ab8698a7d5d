#pragma once
#include <string>

#include "scenario/fleet_reader.h"

namespace llmtco {

/// Who lets machines, and for how long they are taken or how.
struct RentTerms {
  std::string segment;     ///< neocloud, hyperscaler, marketplace
  std::string commitment;  ///< none, 1y, 3y
  bool spot = false;       ///< may be taken away

  bool committed() const { return commitment != "none"; }
  std::string text() const;
};

/// The segment an option names, and on demand unless something else is said.
RentTerms terms_of(const Place& option);

/// A price of one accelerator, and where it comes from.
struct Rent {
  Uncertain<UsdPerSecond> price;
  std::string source;
};

/// A price that an option, or an entry of its `capacity`, leaves out at `place`.
struct RentAsked {
  const Place& place;
  RentTerms terms;
  const Catalog& catalog;
};

/// What the catalogue asks for an accelerator by the hour on these terms: an assumption of the option; or the complaint
/// that it has none. Servers that are let whole are told to the fleet.
Rent catalogue_rent(const RentAsked& asked, Fleet& fleet, Inputs& inputs, Option& option);

/// Keys of what a cloud charges besides machines, for options that rent them.
std::vector<Field> service_fields();
/// Adds the contract, where an option has any of these keys.
void read_services(const Place& place, const Fleet& fleet, Inputs& inputs, Option& option);

/// Ways to pay for the machines of one option, in merit order.
FormPtr capacity_form();
/// Adds their contracts, and tells the fleet that they share its hours.
void read_capacity(const Place& option, const Sources& sources, Fleet& fleet, Inputs& inputs, Option& of);

/// Reserves as many replicas as cost least on average, where options leave that to the price, and lists it among what is
/// assumed. To be asked when everything is read.
void reserve_cheapest(Study& study);

}  // namespace llmtco
