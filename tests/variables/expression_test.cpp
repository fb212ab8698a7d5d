#include "variables/expression.h"

#include <map>
#include <optional>
#include <string>

#include "units/units.h"

using namespace llmtco;

namespace {

/// Reads formulas over three known inputs: demand 10M/month, gpu_hour $2/h, share 0.25.
struct Formulas {
  Graph graph;
  std::map<std::string, TypedNode, std::less<>> names;

  Formulas() {
    names["demand"] = {graph.constant((10e6 / month).base_units()), Dimension{.seconds = -1}};
    names["gpu_hour"] = {graph.constant((2.0 * usd / hour).base_units()), UsdPerSecond::dimension};
    names["share"] = {graph.constant(0.25), dimensionless};
  }
  Expression read(std::string_view text) {
    return parse_expression(text, graph, [this](std::string_view name) -> Expression {
      const auto found = names.find(name);
      if (found == names.end())
        return ExpressionError{"unknown variable '" + std::string(name) + "'", std::string(name)};
      return found->second;
    });
  }
  double value(std::string_view text) {
    const Expression read_back = read(text);
    REQUIRE(std::holds_alternative<TypedNode>(read_back));
    return graph.evaluate({})[static_cast<std::size_t>(std::get<TypedNode>(read_back).node)][0];
  }
  std::string complaint(std::string_view text) {
    const Expression read_back = read(text);
    const auto* error = std::get_if<ExpressionError>(&read_back);
    return error == nullptr ? "" : error->message;
  }
};

}  // namespace

TEST_CASE("formulas follow the usual order of operations") {
  Formulas formulas;
  CHECK(formulas.value("1 + 2 * 3") == 7);
  CHECK(formulas.value("(1 + 2) * 3") == 9);
  CHECK(formulas.value("8 / 4 / 2") == 1);
  CHECK(formulas.value("1 - 2 - 3") == -4);
  CHECK(formulas.value("-share * 4") == -1);
  CHECK(formulas.value("2-share") == 1.75);
  CHECK(formulas.value("max(1, min(5, 3)) + ceil(1.2) + floor(1.8) + abs(-2)") == 8);
  CHECK(formulas.value("log(exp(2))") == doctest::Approx(2));
}

TEST_CASE("numbers in formulas carry their units") {
  Formulas formulas;
  CHECK(formulas.value("gpu_hour * 8") == doctest::Approx((16.0 * usd / hour).base_units()));
  CHECK(formulas.value("gpu_hour + $1.50/h") == doctest::Approx((3.5 * usd / hour).base_units()));
  CHECK(formulas.value("max(gpu_hour, $3/h)") == doctest::Approx((3.0 * usd / hour).base_units()));
  CHECK(formulas.value("demand * 20%") == doctest::Approx(2e6 / 2628000));
  CHECK(formulas.value("1/share") == 4);
  const auto product = std::get<TypedNode>(formulas.read("demand * $0.01"));
  CHECK(product.dimension == UsdPerSecond::dimension);
}

TEST_CASE("what cannot be added, named or read is said") {
  Formulas formulas;
  CHECK(formulas.complaint("gpu_hour + share") == "cannot add $/s and a plain number");
  CHECK(formulas.complaint("gpu_hour - 5GB") == "cannot subtract $/s and bytes");
  CHECK(formulas.complaint("min(gpu_hour, 3)") == "cannot min $/s and a plain number");
  CHECK(formulas.complaint("exp(gpu_hour)") == "exp() takes a plain number, not $/s");
  CHECK(formulas.complaint("demnd * 2") == "unknown variable 'demnd'");
  CHECK(formulas.complaint("mox(1, 2)") == "unknown function 'mox'");
  CHECK(formulas.complaint("(1 + 2") == "lacks a ')'");
  CHECK(formulas.complaint("1 +") == "ends where a number or a name should stand");
  CHECK(formulas.complaint("1 2") == "cannot be read from '2' on");
  CHECK(formulas.complaint("80Gb * 2") == "unknown unit 'Gb' in '80Gb'");
  CHECK(formulas.complaint(std::string(500, '(') + "1") == "is nested too deeply");
}
