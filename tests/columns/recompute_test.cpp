#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <regex>
#include <set>
#include <string>

#include "columns/column_math.h"
#include "columns/trace_view.h"
#include "host/isa.h"
#include "keep_isa.h"
#include "wide_inputs.h"

using namespace llmtco;

namespace {

struct Operation {
  std::string function;   ///< as column_math.h calls it; the sign of an operator
  std::string operation;  ///< as explanations show it
  std::function<Column(const Column&, const Column&, const Column&)> of;
};

const std::vector<Operation> operations = {
    {"+", "+", [](auto& a, auto& b, auto&) { return a + b; }},
    {"+", "+", [](auto& a, auto& b, auto&) { return Column(a) + Column(b); }},
    {"-", "-", [](auto& a, auto& b, auto&) { return a - b; }},
    {"-", "-", [](auto& a, auto& b, auto&) { return Column(a) - b; }},
    {"*", "*", [](auto& a, auto& b, auto&) { return a * b; }},
    {"*", "*", [](auto& a, auto& b, auto&) { return a * Column(b); }},
    {"/", "/", [](auto& a, auto& b, auto&) { return a / b; }},
    {"/", "/", [](auto& a, auto&, auto&) { return 3.0 / a; }},
    {"+=", "+", [](auto& a, auto& b, auto&) { return Column(a) += b; }},
    {"-=", "-", [](auto& a, auto& b, auto&) { return Column(a) -= b; }},
    {"*=", "*", [](auto& a, auto& b, auto&) { return Column(a) *= b; }},
    {"/=", "/", [](auto& a, auto& b, auto&) { return Column(a) /= b; }},
    {"-a", "negate", [](auto& a, auto&, auto&) { return -a; }},
    {"less", "<", [](auto& a, auto& b, auto&) { return less(a, b); }},
    {"less_equal", "<=", [](auto& a, auto& b, auto&) { return less_equal(a, b); }},
    {"greater", "<", [](auto& a, auto& b, auto&) { return greater(a, b); }},
    {"greater_equal", "<=", [](auto& a, auto& b, auto&) { return greater_equal(a, b); }},
    {"equal", "==", [](auto& a, auto& b, auto&) { return equal(a, b); }},
    {"select", "if", [](auto& a, auto& b, auto& c) { return select(greater(a, 0.3), b, c); }},
    {"select", "if", [](auto& a, auto& b, auto& c) { return select(a, b, c); }},
    {"select", "if", [](auto&, auto& b, auto& c) { return select(1.0, b, c); }},
    {"min", "min", [](auto& a, auto& b, auto&) { return min(a, b); }},
    {"max", "max", [](auto& a, auto& b, auto&) { return max(a, b); }},
    {"max", "max", [](auto& a, auto&, auto&) { return max(0.5, a); }},
    {"fma", "fma", [](auto& a, auto& b, auto& c) { return fma(a, b, c); }},
    {"fma", "fma", [](auto& a, auto& b, auto&) { return fma(a, 1.1, b); }},
    {"abs", "abs", [](auto& a, auto&, auto&) { return abs(a); }},
    {"sqrt", "sqrt", [](auto& a, auto&, auto&) { return sqrt(a); }},
    {"floor", "floor", [](auto& a, auto&, auto&) { return floor(a); }},
    {"ceil", "ceil", [](auto& a, auto&, auto&) { return ceil(a); }},
    {"exp", "exp", [](auto& a, auto&, auto&) { return exp(a); }},
    {"log", "log", [](auto& a, auto&, auto&) { return log(a); }},
    {"log1p", "log1p", [](auto& a, auto&, auto&) { return log1p(a); }},
    {"pow", "pow", [](auto& a, auto& b, auto&) { return pow(a, b); }},
    {"pow", "pow", [](auto& a, auto&, auto&) { return pow(a, 1.7); }},
    {"normal_cdf", "normal_cdf", [](auto& a, auto&, auto&) { return normal_cdf(a); }},
    {"normal_quantile", "normal_quantile", [](auto& a, auto&, auto&) { return normal_quantile(a); }},
    {"sum_of", "sum",
     [](auto& a, auto& b, auto& c) {
       return sum_of("sum", {a, b, c, 1.0});
     }},
};

/// All that is the matter with one operation on these operands, in every draw of them.
std::string wrong(const Operation& operation, const Column& x, const Column& y, const Column& z) {
  const Column expected = operation.of(x, y, z);
  if (expected.is_traced()) return "traced though no operand is";
  const Column a = leaf(x, "a", 0), b = leaf(y, "b", 1), c = leaf(z, "c", 2);
  const Column found = operation.of(a, b, c);
  if (!found.is_traced()) return "not traced";
  if (TraceView(found).operation() != operation.operation) return "another operation";
  if (found.is_constant() != expected.is_constant()) return "a constant or not";
  for (std::size_t i = 0; i < block_draws; ++i) {
    if (!same_bits(found[i], expected[i])) return "other numbers where it is traced";
    if (i % 5 == 0 && !same_bits(recomputed(found, i), found[i]))
      return "other numbers when worked out again";
  }
  return "";
}

}  // namespace

TEST_CASE(
    "every operation records itself, changes no bit, and gives the same bits when it is worked out again") {
  const KeepIsa keep;
  const std::vector<double> inputs = wide_inputs();
  for (const Isa candidate : available_isas()) {
    set_isa(candidate);
    for (const Operation& operation : operations) {
      CAPTURE(operation.function);
      CAPTURE(std::string(name(candidate)));
      for (const std::size_t block : {0u, 1u, 5u, 7u, 9u}) {
        const Column x = block_of(inputs, block), y = block_of(inputs, block + 3),
                     z = block_of(inputs, block + 6);
        CHECK(wrong(operation, x, y, z) == "");
        CHECK(wrong(operation, x, y[3], z[5]) == "");
        CHECK(wrong(operation, x[7], y, z[9]) == "");
        CHECK(wrong(operation, x[7], y[1], z) == "");
        CHECK(wrong(operation, x[11], y[13], z[17]) == "");
      }
      for (const double neutral : {0.0, -0.0, 1.0}) {
        CHECK(wrong(operation, neutral, block_of(inputs, 0), neutral) == "");
        CHECK(wrong(operation, block_of(inputs, 0), neutral, neutral) == "");
        CHECK(wrong(operation, neutral, -0.0, block_of(inputs, 0)) == "");
        CHECK(wrong(operation, neutral, -0.0, -0.0) == "");
      }
    }
  }
}

TEST_CASE("one traced operand is enough, wherever it stands") {
  const std::vector<double> inputs = wide_inputs();
  const Column x = block_of(inputs, 5), y = block_of(inputs, 6), z = block_of(inputs, 7);
  for (const Operation& operation : operations) {
    CAPTURE(operation.function);
    std::size_t traced = 0;
    for (int place = 0; place < 3; ++place) {
      const Column found = operation.of(place == 0 ? leaf(x, "a", 0) : x, place == 1 ? leaf(y, "b", 1) : y,
                                        place == 2 ? leaf(z, "c", 2) : z);
      if (!found.is_traced()) continue;
      ++traced;
      for (std::size_t i = 0; i < block_draws; i += 11) CHECK(same_bits(recomputed(found, i), found[i]));
    }
    // Every operand that the operation has: it names none that is not used.
    const Column all = operation.of(leaf(x, "a", 0), leaf(y, "b", 1), leaf(z, "c", 2));
    std::size_t leaves = 0;
    for (const TraceView& node : operands_first(TraceView(all))) leaves += node.origin() ? 1 : 0;
    CHECK(traced == leaves);
  }
}

TEST_CASE("no function of columns has been forgotten here") {
  std::set<std::string> covered;
  for (const Operation& operation : operations) covered.insert(operation.function);
  std::ifstream header(std::string(std::getenv("LLMTCO_SOURCE_DIR")) + "/lib/columns/column_math.h");
  const std::regex declared(R"(^Column (\w+)\()");
  int functions = 0;
  for (std::string line; std::getline(header, line);) {
    std::smatch match;
    if (!std::regex_search(line, match, declared)) continue;
    ++functions;
    CAPTURE(match[1].str());
    CHECK(covered.contains(match[1].str()));
  }
  CHECK(functions >= 19);
}
