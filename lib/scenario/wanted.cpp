#include <fmt/format.h>

#include "cost/cloud_services.h"
#include "cost/spot.h"
#include "scenario/number.h"
#include "units/units.h"

namespace llmtco {
namespace {

struct Example {
  Dimension dimension;
  const char* text;
};
constexpr Example examples[] = {
    {dimensionless, "a plain number such as 1.5 or 45%"},
    {Usd::dimension, "an amount such as $500"},
    {UsdPerSecond::dimension, "a price over time such as $2.49/h or $20k/month"},
    {UsdPerToken::dimension, "a price per token such as $2.50/Mtok"},
    {UsdPerRequest::dimension, "an amount per request such as $0.05"},
    {UsdPerJoule::dimension, "a price of energy such as 14.37 ct/kWh"},
    {TokensPerRequest::dimension, "a number of tokens such as 700"},
    {RequestsPerSecond::dimension, "a rate such as 10M/month"},
    {TokensPerSecond::dimension, "a speed such as 60 tokens/s"},
    {Seconds::dimension, "a time such as 300 ms or 12 months"},
    {Watts::dimension, "a power such as 400 W"},
    {PerTime::dimension, "how often something happens, such as 5%/h or 1/month"},
    {UsdPerByte::dimension, "a price per byte such as $0.09/GB"},
    {UsdPerByteSecond::dimension, "a price of storage such as $0.10/GB/month"},
};

}  // namespace

std::string wanted_text(Dimension dimension) {
  for (const Example& example : examples) {
    if (example.dimension == dimension) return example.text;
  }
  return "a quantity in " + unit_text(dimension);
}

std::string limit_text(double limit, Dimension dimension) {
  if (dimension == Seconds::dimension) return fmt::format("{} s", limit);
  if (dimension == PerTime::dimension) return fmt::format("{:g} %/h", 100 * limit * (hour / second));
  return fmt::format("{}", limit);
}

}  // namespace llmtco
