#include "scenario/patterns.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "units/parse.h"

namespace llmtco {
namespace {

const std::string number = R"((?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)";
const std::string multiplier = R"((?: *[kMBT](?![A-Za-z$%]))?)";

/// A class of units: `(?:h|hour|hours)`.
struct UnitClass {
  Dimension dimension;
  std::string pattern;
};

std::vector<UnitClass> unit_classes() {
  std::vector<UnitClass> classes;
  for (const NamedUnits& group : units_by_dimension()) {
    std::string names;
    for (const std::string& name : group.names) {
      names += (names.empty() ? "" : "|") + (name == "$" ? "\\$" : name);
    }
    classes.push_back({group.dimension, "(?:" + names + ")"});
  }
  return classes;
}

std::string over(const UnitClass& unit) {
  return fmt::format(" *(?:/|per ) *(?:{}{} *)?{}", number, multiplier, unit.pattern);
}

/// What may follow the number, for a number with or without a dollar sign in front; nothing where no such
/// number will do.
std::optional<std::string> tails(Dimension front, Dimension wanted) {
  const std::vector<UnitClass> classes = unit_classes();
  std::vector<UnitClass> numerators{{dimensionless, ""}};
  if (front == dimensionless) {
    numerators.push_back({dimensionless, " *%"});
    for (const UnitClass& unit : classes) numerators.push_back({unit.dimension, " *" + unit.pattern});
  }
  std::vector<std::string> all;  // the first may be empty: a number alone
  const auto consider = [&](Dimension dimension, const std::string& pattern) {
    if (stands_for(front + dimension, wanted)) all.push_back(pattern);
  };
  for (const UnitClass& numerator : numerators) {
    consider(numerator.dimension, numerator.pattern);
    for (const UnitClass& first : classes) {
      consider(numerator.dimension - first.dimension, numerator.pattern + over(first));
      for (const UnitClass& second : classes) {
        consider(numerator.dimension - first.dimension - second.dimension,
                 numerator.pattern + over(first) + over(second));
      }
    }
  }
  if (all.empty()) return std::nullopt;
  return fmt::format("(?:{})", fmt::join(all, "|"));
}

}  // namespace

std::string quantity_pattern(Dimension wanted) {
  const auto dollars = tails(Dimension{.usd = 1}, wanted), plain = tails(dimensionless, wanted);
  std::string all;
  if (dollars) all += fmt::format(R"(-?\$ *{}{}{})", number, multiplier, *dollars);
  if (plain) all += fmt::format("{}-?{}{}{}", all.empty() ? "" : "|", number, multiplier, *plain);
  return "(?:" + all + ")";
}

std::string any_quantity_pattern() {
  return fmt::format(R"((?:-?\$? *{}{} *%?[A-Za-z0-9$/ ]*))", number, multiplier);
}

}  // namespace llmtco
