#include "columns/trace_view.h"
#include "units/units.h"

using namespace llmtco;

namespace {
template <class A, class B>
concept CanAdd = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept CanCompare = requires(A a, B b) {
  a < b;
};
}  // namespace

TEST_CASE("dollars are not tokens: sums and comparisons of two dimensions do not compile") {
  static_assert(CanAdd<Usd, Usd>);
  static_assert(!CanAdd<Usd, Tokens>);
  static_assert(!CanAdd<Usd, UsdPerSecond>);
  static_assert(!CanAdd<Usd, double>);
  static_assert(!CanAdd<Drawn<Usd>, Drawn<Tokens>>);
  static_assert(!CanCompare<Seconds, Joules>);
  static_assert(!std::is_convertible_v<double, Usd>);
  static_assert(!std::is_convertible_v<Usd, double>);
  static_assert(!std::is_constructible_v<Usd, Tokens>);
}

TEST_CASE("a quotient of equals is a plain number, a product carries its dimensions") {
  static_assert(std::is_same_v<decltype(usd / usd), double>);
  static_assert(std::is_same_v<decltype(usd / hour), UsdPerSecond>);
  static_assert(std::is_same_v<decltype(usd / hour * hour), Usd>);
  static_assert(std::is_same_v<decltype(1.0 / second * request), RequestsPerSecond>);
  // 8 GPUs at $2.49 for 730 h: 14,541.60.
  CHECK(8.0 * (2.49 * usd / hour) * month / usd == doctest::Approx(14541.6));
  // 700 W for a month at 10 cents: 511 kWh, $51.10.
  CHECK(700.0 * watt * month * (10.0 * cent / kWh) / usd == doctest::Approx(51.1));
}

TEST_CASE("a price and a column of token counts make a column of costs") {
  Column counts = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i) counts.values()[i] = static_cast<double>(i);
  const Drawn<Usd> cost = (Drawn<Tokens>(std::move(counts)) * mtok / mtok) * (10.0 * usd / mtok);
  CHECK(cost.base_units()[500] == doctest::Approx(500 * 10e-6));
  CHECK((cost / usd)[3] == doctest::Approx(3e-5));
  // A known price stands for the same price in every draw.
  const Drawn<UsdPerToken> price = 2.5 * usd / mtok;
  CHECK(price.base_units().is_constant());
}

TEST_CASE("smaller, larger and choice go draw by draw") {
  Column values = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i) values.values()[i] = static_cast<double>(i);
  const Drawn<Seconds> time(values);
  CHECK(min(time, Drawn<Seconds>(5.0 * second)).base_units()[9] == 5);
  CHECK(max(time, Drawn<Seconds>(5.0 * second)).base_units()[9] == 9);
  CHECK(less(time, Drawn<Seconds>(5.0 * second))[4] == 1);
  CHECK(less(time, Drawn<Seconds>(5.0 * second))[5] == 0);
  CHECK(select(less(time, Drawn<Seconds>(5.0 * second)), time, -time).base_units()[7] == -7);
}

TEST_CASE("a traced quantity keeps its dimension with its name") {
  const Drawn<Tokens> tokens(leaf(2e6, "tokens", 0, &Tokens::dimension));
  const Drawn<UsdPerToken> price(leaf(3e-6, "price", 1, &UsdPerToken::dimension));
  const Drawn<Usd> cost = named("cost", tokens * price);
  const TraceView view(cost.base_units());
  CHECK(view.name() == "cost");
  REQUIRE(view.counts() != nullptr);
  CHECK(*view.counts() == Usd::dimension);
  CHECK(*view.operands()[1].counts() == UsdPerToken::dimension);
  // Two months at $6: $12.
  const Drawn<Usd> year = sum_of("two months", std::vector<Drawn<Usd>>{cost, cost});
  CHECK((year / usd)[0] == doctest::Approx(12));
  CHECK(*TraceView(year.base_units()).counts() == Usd::dimension);
  const Drawn<Usd> found = opaque("least cost", year, {argument("tokens", tokens), {"share", 0.5}});
  CHECK(TraceView(found.base_units()).operation() == "least cost");
  CHECK(*TraceView(found.base_units()).operands()[0].counts() == Tokens::dimension);
  CHECK(TraceView(found.base_units()).operands()[1].counts() == nullptr);
}
