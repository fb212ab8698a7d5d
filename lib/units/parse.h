#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "units/dimension.h"

namespace llmtco {

/// A number read from text, in base units (units/units.h), with what it counts.
struct Measured {
  double value = 0;
  Dimension dimension;
  std::string_view currency{};  ///< of its money, as EUR; empty for dollars and for what is none
};

/// Why a text is no quantity. `word` is the part at fault (an unknown unit), empty where the whole text is.
struct QuantityError {
  std::string message;
  std::string word;
};

/// What a quantity may be, in base units: far beyond anything that is served or paid for, and near enough to 1 that
/// products of ten of them are numbers too.
inline constexpr double largest_quantity = 1e24, smallest_quantity = 1e-24;

/// Reads a quantity: `$2.49/h`, `80 GB`, `10M/month`, `45%`, `300 ms`, `14.37 ct/kWh`, `$2.50/Mtok`, `$10 per
/// 1k requests`.
///
/// number [k|M|B|T] [unit] {/ [number[k|M|B|T]] unit}; `$` stands before the number, thousand, million, billion
/// and trillion are k to T. Money may be in another
/// currency: `€0.90/Mtok`, `EUR 0.90/Mtok`, `0.90 EUR/Mtok`, which Measured names; its value is in that. Percent divides by 100. GB is 1e9 bytes and GiB 2^30; a month is 730 hours or 21
/// workdays. Refused: leading zeros (`010`), digit separators (`1_000`, `1,000`, `1.000.000`), decimal commas,
/// `nan`, `inf`, anything over 1e300 or with a rest.
std::variant<Measured, QuantityError> parse_quantity(std::string_view text);

/// Reads a unit alone (`$/h`, `tokens`, `ms`): the factor to base units and its dimension.
std::variant<Measured, QuantityError> parse_unit(std::string_view text);

/// What stands behind the number of a quantity: whether k, M, B or T does, and the rest ("/month" of
/// `12M/month`).
struct NumberTail {
  bool multiplied = false;
  std::string_view unit;
};
NumberTail number_tail(std::string_view text);

/// A unit and the names it goes by.
struct NamedUnits {
  Dimension dimension;
  std::vector<std::string> names;
};

/// All units grouped by dimension, in the order of the table; for schemas and documentation.
std::vector<NamedUnits> units_by_dimension();

/// Every unit name parse_quantity() knows, for did-you-mean.
const std::vector<std::string>& unit_names();

}  // namespace llmtco
