#include "host/isa.h"

#include <doctest/doctest.h>

#include <functional>
#include <stdexcept>
#include <string>

#include "columns/column_math.h"
#include "columns/repeatable.h"
#include "keep_isa.h"
#include "wide_inputs.h"

using namespace llmtco;

namespace {

struct Function {
  const char* name;
  std::function<Column(const Column&, const Column&, const Column&)> of_columns;
};

const std::vector<Function> functions = {
    {"a + b", [](auto& a, auto& b, auto&) { return a + b; }},
    {"a - b", [](auto& a, auto& b, auto&) { return a - b; }},
    {"a * b", [](auto& a, auto& b, auto&) { return a * b; }},
    {"a / b", [](auto& a, auto& b, auto&) { return a / b; }},
    {"3 / a", [](auto& a, auto&, auto&) { return 3.0 / a; }},
    {"a - 0.1", [](auto& a, auto&, auto&) { return a - 0.1; }},
    {"-a", [](auto& a, auto&, auto&) { return -a; }},
    {"min", [](auto& a, auto& b, auto&) { return min(a, b); }},
    {"max", [](auto& a, auto& b, auto&) { return max(a, b); }},
    {"less", [](auto& a, auto& b, auto&) { return less(a, b); }},
    {"less_equal", [](auto& a, auto& b, auto&) { return less_equal(a, b); }},
    {"equal", [](auto& a, auto& b, auto&) { return equal(a, b); }},
    {"select", [](auto& a, auto& b, auto& c) { return select(greater(a, 0.3), b, c); }},
    {"fma", [](auto& a, auto& b, auto& c) { return fma(a, b, c); }},
    {"fma of a constant", [](auto& a, auto& b, auto&) { return fma(a, 1.1, b); }},
    {"abs", [](auto& a, auto&, auto&) { return abs(a); }},
    {"sqrt", [](auto& a, auto&, auto&) { return sqrt(a); }},
    {"floor", [](auto& a, auto&, auto&) { return floor(a); }},
    {"ceil", [](auto& a, auto&, auto&) { return ceil(a); }},
    {"exp", [](auto& a, auto&, auto&) { return exp(a); }},
    {"log", [](auto& a, auto&, auto&) { return log(a); }},
    {"log1p", [](auto& a, auto&, auto&) { return log1p(a); }},
    {"pow", [](auto& a, auto& b, auto&) { return pow(a, b); }},
    {"pow of a constant", [](auto& a, auto&, auto&) { return pow(a, 1.7); }},
    {"normal_cdf", [](auto& a, auto&, auto&) { return normal_cdf(a); }},
    {"normal_quantile", [](auto& a, auto&, auto&) { return normal_quantile(a); }},
};

}  // namespace

TEST_CASE("every instruction set of this machine gives the bits of the scalar one, for every function") {
  const KeepIsa keep;
  const std::vector<double> inputs = wide_inputs();
  REQUIRE(available_isas().front() == Isa::scalar);
  for (const Function& function : functions) {
    for (Isa candidate : available_isas()) {
      std::size_t different = 0;
      for (std::size_t b = 0; b < 10; ++b) {
        const Column x = block_of(inputs, b), y = block_of(inputs, b + 3), z = block_of(inputs, b + 6);
        set_isa(Isa::scalar);
        const Column expected = function.of_columns(x, y, z);
        set_isa(candidate);
        const Column found = function.of_columns(x, y, z);
        for (std::size_t i = 0; i < block_draws; ++i) different += !same_bits(expected[i], found[i]);
      }
      CAPTURE(function.name);
      CAPTURE(std::string(name(candidate)));
      CHECK(different == 0);
    }
  }
}

TEST_CASE("every compiler and optimisation level gives these very bits") {
  // FNV-1a over the bits of every function's results on the wide inputs; any NaN counts as one and the same.
  // The value was the same with g++ 12 and clang 14, -O0 to -O3. It changes when a function does.
  const std::vector<double> inputs = wide_inputs();
  std::uint64_t hash = 14695981039346656037u;
  for (const Function& function : functions) {
    for (std::size_t b = 0; b < 10; ++b) {
      const Column found =
          function.of_columns(block_of(inputs, b), block_of(inputs, b + 3), block_of(inputs, b + 6));
      for (std::size_t i = 0; i < block_draws; ++i) {
        const std::uint64_t bits = std::isnan(found[i]) ? 1 : std::bit_cast<std::uint64_t>(found[i]);
        for (int byte = 0; byte < 8; ++byte) hash = (hash ^ (bits >> (8 * byte) & 0xffu)) * 1099511628211u;
      }
    }
  }
  CHECK(hash == 12145740674377015611u);
}

TEST_CASE("a constant gives the bits a column of that constant would") {
  const std::vector<double> inputs = wide_inputs();
  for (const Function& function : functions) {
    std::size_t different = 0;
    for (std::size_t b = 0; b < 10; ++b) {
      const Column x = block_of(inputs, b), y = block_of(inputs, b + 3), z = block_of(inputs, b + 6);
      const Column whole = function.of_columns(x, y, z);
      for (std::size_t i = 0; i < block_draws; i += 7) {
        const Column one = function.of_columns(x[i], y[i], z[i]);
        REQUIRE(one.is_constant());
        different += !same_bits(one.constant(), whole[i]);
      }
    }
    CAPTURE(function.name);
    CHECK(different == 0);
  }
}

TEST_CASE("the repeatable functions have the bits of the column functions") {
  const std::vector<double> inputs = wide_inputs();
  for (std::size_t b = 0; b < 10; ++b) {
    const Column x = block_of(inputs, b);
    const Column e = exp(x), l = log(x), c = normal_cdf(x), q = normal_quantile(x);
    for (std::size_t i = 0; i < block_draws; ++i) {
      CHECK(same_bits(repeatable::exp(x[i]), e[i]));
      CHECK(same_bits(repeatable::log(x[i]), l[i]));
      CHECK(same_bits(repeatable::normal_cdf(x[i]), c[i]));
      CHECK(same_bits(repeatable::normal_quantile(x[i]), q[i]));
    }
  }
}

TEST_CASE("an instruction set the machine lacks is refused by the name of the feature") {
  const std::vector<Isa> here = available_isas();
  for (Isa candidate : {Isa::avx2, Isa::avx512}) {
    if (std::find(here.begin(), here.end(), candidate) != here.end()) {
      const KeepIsa keep;
      CHECK_NOTHROW(set_isa(candidate));
      CHECK(isa() == candidate);
      continue;
    }
    try {
      set_isa(candidate);
      FAIL("accepted");
    } catch (const std::invalid_argument& refusal) {
      CHECK(std::string(refusal.what()).find("which this machine lacks") != std::string::npos);
    }
  }
}
