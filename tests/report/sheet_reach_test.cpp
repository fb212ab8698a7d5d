#include "report/sheet_reach.h"

#include <doctest/doctest.h>

#include "report/sheet_units.h"

using namespace llmtco;

namespace {

ExplainedStep known_step(double value) {
  return {
      .kind = ExplainedStep::Kind::input, .value = value, .origin = Origin{.name = "known", .source = "1"}};
}
ExplainedStep drawn(double mean) {
  ExplainedStep step = known_step(mean);
  step.range = MiddleRange{mean / 2, mean * 2};
  return step;
}
/// An operation that gives `worked_out` of the means, where the mean over the draws is `mean`.
ExplainedStep made(const char* operation, std::vector<std::size_t> operands, double mean, double worked_out) {
  return {.operation = operation, .operands = std::move(operands), .value = mean, .worked_out = worked_out};
}
ExplainedStep opaque(std::vector<std::size_t> operands) {
  return {.operation = "speed model", .operands = std::move(operands), .value = 1, .is_opaque = true};
}

/// What the last step does where the first input is another.
Follows of_the_first(const std::vector<ExplainedStep>& steps) {
  std::vector<bool> moved(steps.size());
  moved[0] = true;
  return follows(steps, moved);
}

}  // namespace

TEST_CASE("a price times tokens follows to the cent, whatever the draws do together") {
  // mean(price x tokens) = 2 x 3 x 1.083: with twice the price it is twice that.
  CHECK(of_the_first({known_step(2), drawn(3), made("*", {0, 1}, 6.5, 6)}) == Follows::exactly);
  CHECK(of_the_first({drawn(2), drawn(3), made("*", {0, 1}, 6.5, 6)}) == Follows::exactly);
  CHECK(of_the_first({known_step(2), drawn(3), made("/", {1, 0}, 1.6, 1.5)}) == Follows::exactly);
}

TEST_CASE("one part of an uncertain sum that is multiplied follows nearly, of a sum alone to the cent") {
  const std::vector<ExplainedStep> sum{known_step(1), drawn(2), made("+", {0, 1}, 3, 3)};
  CHECK(of_the_first(sum) == Follows::exactly);
  std::vector<ExplainedStep> product = sum;
  product.push_back(drawn(5));
  product.push_back(made("*", {2, 3}, 16, 15));  // (1 + x) y of draws that go together
  CHECK(of_the_first(product) == Follows::nearly);
}

TEST_CASE("a threshold of known numbers follows to the cent, one that falls between draws nearly") {
  CHECK(of_the_first({known_step(3), known_step(2), made("max", {0, 1}, 3, 3)}) == Follows::exactly);
  CHECK(of_the_first({known_step(3), drawn(2), made("max", {0, 1}, 3, 3)}) == Follows::nearly);
  CHECK(of_the_first({drawn(3), made("ceil", {0}, 3, 3)}) == Follows::nearly);
}

TEST_CASE("what goes through a value of the run stays, or moves in part") {
  CHECK(of_the_first({known_step(3), opaque({0})}) == Follows::not_at_all);
  CHECK(of_the_first({known_step(3), opaque({0}), made("*", {0, 1}, 3, 3)}) == Follows::in_part);
  CHECK(of_the_first({known_step(3), known_step(4), made("=", {1}, 4, 4)}) == Follows::not_used);
}

TEST_CASE("two options that write the same have a cell each") {
  ExplainedStep second = known_step(2);
  second.operation = "=";
  second.operands = {0};
  second.worked_out = 2;
  second.origin->source = "18 to 26 ct/kWh";
  CHECK(of_the_first({known_step(2), second, made("*", {1, 1}, 4, 4)}) == Follows::not_used);
  second.origin->source = "= price";
  CHECK(of_the_first({known_step(2), second, made("*", {1, 1}, 4, 4)}) == Follows::exactly);
}

TEST_CASE("of several bills, one that does not follow makes it a part") {
  CHECK(together(Follows::exactly, Follows::nearly) == Follows::nearly);
  CHECK(together(Follows::not_used, Follows::exactly) == Follows::exactly);
  CHECK(together(Follows::exactly, Follows::not_at_all) == Follows::in_part);
}

TEST_CASE("inputs are told in the units in which prices are quoted") {
  const auto unit_of = [](const char* unit, const char* written) {
    ExplainedStep step = known_step(1);
    step.unit = unit;
    step.origin->source = written;
    return sheet_unit(step);
  };
  CHECK(unit_of("USD/token", "").unit == "USD/Mtok");
  CHECK(unit_of("USD/token", "").per_base == 1e6);
  CHECK(unit_of("USD/s", "$2/h").unit == "USD/h");
  CHECK(unit_of("USD/s", "$90k/year").unit == "USD/month");
  CHECK(unit_of("USD/s", "$90k/year").per_base == 730 * 3600);
  CHECK(unit_of("USD/J", "12 ct/kWh").per_base == 3.6e6);
  CHECK(unit_of("EUR/J", "160 EUR/kW/month").unit == "EUR/kW/month");
  CHECK(unit_of("USD/request", "$0.01").per_base == 1);
  CHECK(in_base_units("in_x", unit_of("USD/token", "")) == "(in_x/1000000)");
  CHECK(in_base_units("in_x", unit_of("J/s", "")) == "in_x");
}
