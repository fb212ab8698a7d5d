#include "scenario/patterns.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "units/parse.h"

namespace llmtco {
namespace {

const std::string number_pattern = R"((?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)";
const std::string multiplier = R"((?: *(?:[kMBT]|thousand|million|billion|trillion)(?![A-Za-z$%]))?)";

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
  return fmt::format(" *(?:/|per ) *[0-9.]*[kMBT]? *{}", unit.pattern);
}

/// Whether something is counted above and below, as in bytes/byte/s, which is read but which nobody writes.
bool cancels(const Dimension& above, const Dimension& below) {
  const auto both = [](int a, int b) { return a > 0 && b > 0; };
  return both(above.usd, below.usd) || both(above.tokens, below.tokens) || both(above.bytes, below.bytes) ||
         both(above.flop, below.flop) || both(above.seconds, below.seconds) ||
         both(above.joules, below.joules) || both(above.requests, below.requests) ||
         both(above.carbon, below.carbon);
}

/// What may follow the number, for a number with or without a dollar sign in front; nothing where no such
/// number will do.
std::optional<std::string> tails(Dimension front, Dimension wanted) {
  const std::vector<UnitClass> classes = unit_classes();
  std::vector<UnitClass> numerators{{dimensionless, ""}};
  if (front == dimensionless) numerators.insert(numerators.end(), classes.begin(), classes.end());
  std::vector<std::string> all;  // the first may be empty: a number alone
  const auto consider = [&](const UnitClass& above, const Dimension& below, const std::string& denominators) {
    const Dimension counted = front + above.dimension;
    if (!stands_for(counted - below, wanted) || cancels(counted, below)) return;
    all.push_back((above.pattern.empty() ? "" : " *" + above.pattern) + denominators);
  };
  for (const UnitClass& above : numerators) {
    consider(above, dimensionless, "");
    for (const UnitClass& first : classes) {
      consider(above, first.dimension, over(first));
      for (const UnitClass& second : classes)
        consider(above, first.dimension + second.dimension, over(first) + over(second));
    }
  }
  if (front == dimensionless && stands_for(dimensionless, wanted)) all.emplace_back(" *%");
  if (all.empty()) return std::nullopt;
  return fmt::format("(?:{})", fmt::join(all, "|"));
}

}  // namespace

std::string quantity_pattern(Dimension wanted) {
  const auto dollars = tails(Dimension{.usd = 1}, wanted), plain = tails(dimensionless, wanted);
  std::string all;
  if (dollars) all += fmt::format(R"(-?\$ *{}{}{})", number_pattern, multiplier, *dollars);
  if (plain) all += fmt::format("{}-?{}{}{}", all.empty() ? "" : "|", number_pattern, multiplier, *plain);
  return "(?:" + all + ")";
}

std::string any_quantity_pattern() {
  return fmt::format(R"((?:-?\$? *{}{} *%?[A-Za-z0-9$/ ]*))", number_pattern, multiplier);
}

}  // namespace llmtco
