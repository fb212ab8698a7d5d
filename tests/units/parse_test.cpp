#include "units/parse.h"
#include "units/units.h"

using namespace llmtco;

namespace {
template <Dimension D>
void reads(std::string_view text, Quantity<D> expected) {
  CAPTURE(text);
  const auto read = parse_quantity(text);
  const auto* value = std::get_if<Measured>(&read);
  REQUIRE(value != nullptr);
  CHECK(value->value == doctest::Approx(expected.base_units()).epsilon(1e-12));
  CHECK(value->dimension == D);
}
void reads(std::string_view text, double expected) { reads(text, Quantity<dimensionless>(expected)); }

std::string complaint(std::string_view text) {
  const auto read = parse_quantity(text);
  const auto* error = std::get_if<QuantityError>(&read);
  return error == nullptr ? "" : error->message;
}
}  // namespace

TEST_CASE("quantities are read as people write them") {
  reads("$2.49/h", 2.49 * usd / hour);
  reads("$2.50/Mtok", 2.5 * usd / mtok);
  reads("$2.50 per 1M tokens", 2.5 * usd / mtok);
  reads("$10 per 1k requests", 0.01 * usd / request);
  reads("80 GB", 80.0 * GB);
  reads("80GiB", 80.0 * GiB);
  reads("3350 GB/s", 3350.0 * GB / second);
  reads("989 TFLOPS", 989.0 * TFLOP / second);
  reads("10M/month", 10e6 / month);
  reads("10 M requests/month", 10e6 * request / month);
  reads("300 ms", 300.0 * ms);
  reads("14.37 ct/kWh", 14.37 * cent / kWh);
  reads("0.367 kg/kWh", 0.367 * kg / kWh);
  reads("0.81 lb/kWh", 0.81 * 0.45359237 * kg / kWh);
  reads("$194.95/kW/month", 194.95 * usd / kW / month);
  reads("$260k/year", 260e3 * usd / year);
  reads("6.5 kW", 6.5 * kW);
  reads("1268 tokens/s", 1268.0 * token / second);
  reads("-$5", -5.0 * usd);
  reads("45%", 0.45);
  reads("8B", 8e9);
  reads("1e3", 1000);
  reads("12 months", 12.0 * month);
  reads("3.805 QPS", 3.805 * request / second);
  reads("3.805 rps", 3.805 * request / second);
  reads("3y", 36.0 * month);
  reads("10 million/month", 10e6 / month);
  reads("1.5 billion tokens", 1.5e9 * token);
  reads("70/workday", 70.0 * 21.0 / month);
}

TEST_CASE("what is no quantity is refused with the reason") {
  CHECK(complaint("") == "'' is not a number");
  CHECK(complaint("ten") == "'ten' is not a number");
  CHECK(complaint("010 GB") == "'010 GB' starts with a zero; write it without");
  CHECK(complaint("1_000") == "'1_000' has a digit separator; write it without, or with k, M, B");
  CHECK(complaint("1,000") == "'1,000' has a digit separator; write it without, or with k, M, B");
  CHECK(complaint("12,5") == "'12,5' has a comma; write 12.5");
  CHECK(complaint("$2,49/h") == "'$2,49/h' has a comma; write $2.49/h");
  CHECK(complaint("1.000.000") == "'1.000.000' has a digit separator; write it without, or with k, M, B");
  CHECK(complaint("1 000") == "'1 000' has spaces between its digits; write it without, or with k, M, B");
  CHECK(complaint("5 millions") == "unknown unit 'millions' in '5 millions'");
  CHECK(complaint("80 Gb") == "unknown unit 'Gb' in '80 Gb'");
  CHECK(complaint("$2.49/") == "'$2.49/' lacks a unit");
  CHECK(complaint("5 GB x") == "'5 GB x' cannot be read from 'x' on");
  CHECK(complaint(".nan") == "'.nan' is not a number that can be used");
  CHECK(complaint("1e999") == "'1e999' is not a number that can be used");
  CHECK(complaint("1e300T") == "'1e300T' is too large");
  CHECK(std::get<QuantityError>(parse_quantity("5 GHz")).word == "GHz");
}

TEST_CASE("a count may leave out what it counts, nothing else may be left out") {
  CHECK(stands_for(RequestsPerSecond::dimension, RequestsPerSecond::dimension));
  CHECK(stands_for(Dimension{.seconds = -1}, RequestsPerSecond::dimension));
  CHECK(stands_for(dimensionless, Tokens::dimension));
  CHECK(stands_for(Tokens::dimension, TokensPerRequest::dimension));
  CHECK(stands_for(Usd::dimension, UsdPerRequest::dimension));
  CHECK_FALSE(stands_for(Usd::dimension, UsdPerToken::dimension));
  CHECK_FALSE(stands_for(dimensionless, Usd::dimension));
  CHECK_FALSE(stands_for(Tokens::dimension, Requests::dimension));
  CHECK_FALSE(stands_for(Usd::dimension, UsdPerSecond::dimension));
  CHECK(unit_text(UsdPerSecond::dimension) == "$/s");
  CHECK(unit_text(RequestsPerSecond::dimension) == "requests/s");
  CHECK(unit_text(dimensionless) == "a plain number");
}
