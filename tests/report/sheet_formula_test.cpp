#include "report/sheet_formula.h"

#include <doctest/doctest.h>

#include "report/xlsx_file.h"

using namespace llmtco;

namespace {

/// A step with its mean, and what its operation gives of the means below it.
ExplainedStep step_of(const char* operation, double mean, double worked_out) {
  return {.operation = operation, .operands = {0, 1}, .value = mean, .worked_out = worked_out};
}

std::string written(const char* operation, const std::vector<std::string>& operands) {
  return sheet_operation(operation, operands).value_or("none");
}

}  // namespace

TEST_CASE("operations are written as spreadsheets have them") {
  CHECK(written("product", {"A1", "B2", "(-3)"}) == "(A1*B2*(-3))");
  CHECK(written("-", {"A1", "B2"}) == "(A1-B2)");
  CHECK(written("max", {"0", "B2"}) == "MAX(0,B2)");
  CHECK(written("if", {"A1", "B2", "C3"}) == "IF(A1<>0,B2,C3)");
  CHECK(written("<=", {"A1", "B2"}) == "IF(A1<=B2,1,0)");
  CHECK(written("ceil", {"A1"}) == "(-INT(-A1))");  // 3.2: -INT(-3.2) = 4
  CHECK(written("fma", {"A1", "B2", "C3"}) == "(A1*B2+C3)");
  CHECK(written("=", {"A1"}) == "A1");
  CHECK(written("steady state", {"A1"}) == "none");
}

TEST_CASE("numbers are read back the same") {
  CHECK(sheet_number(0.1) == "0.1");
  CHECK(sheet_number(-2) == "(-2)");
  CHECK(sheet_number(1e-7) == "1E-07");
}

TEST_CASE("what a mean of products has over a product of means is a factor, so that a price may be another") {
  // Requests and price both uniform from 1 to 3, in the same draws: mean of x^2 = 13/3, of x 2: 4.3333 / 4.
  const DrawCorrection product = draw_correction(step_of("*", 13.0 / 3, 4));
  CHECK(product.kind == DrawCorrection::Kind::factor);
  CHECK(product.by == doctest::Approx(1.08333).epsilon(1e-5));
  CHECK(draw_correction(step_of("*", 4 * (1 + 1e-14), 4)).kind == DrawCorrection::Kind::none);
  CHECK(draw_correction(step_of("speed model", 5, 4)).kind == DrawCorrection::Kind::none);
}

TEST_CASE("where the means give nothing, or another sign, the correction is added") {
  // max(0, x) of x uniform from -3 to 1: the mean is 1/8, at the mean of -1 it is 0.
  const DrawCorrection most = draw_correction(step_of("max", 0.125, 0));
  CHECK(most.kind == DrawCorrection::Kind::summand);
  CHECK(most.by == 0.125);
  CHECK(corrected_formula("MAX(0,B1)", most, "$D$5", "on") == "MAX(0,B1)+IF(on=0,0,$D$5)");
  CHECK(corrected_formula("(A1*B1)", {DrawCorrection::Kind::factor, 1.1}, "$D$5", "on") ==
        "(A1*B1)*IF(on=0,1,$D$5)");
}

TEST_CASE("cells are called as in spreadsheets") {
  CHECK(cell_reference({.sheet = 0, .row = 11, .column = 2}) == "$C$12");
  CHECK(cell_reference({.sheet = 0, .row = 0, .column = 26}, "My sheet") == "'My sheet'!$AA$1");
}
