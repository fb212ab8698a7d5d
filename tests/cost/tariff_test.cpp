#include <doctest/doctest.h>

#include "catalog/catalog.h"
#include "cost/price_book.h"
#include "units/units.h"

using namespace llmtco;

namespace {

constexpr auto per_million = usd / mtok;

double per_mtok(const Drawn<UsdPerToken>& price) { return (price / per_million).constant(); }

/// A row at so many dollars a million tokens of input.
PriceRow row(double input) {
  PriceRow prices;
  prices.input = input * per_million;
  prices.output = 4 * input * per_million;
  return prices;
}

OriginId nobody(const PriceRow&, const char*) { return no_origin; }

}  // namespace

TEST_CASE("a price is paid less the discount, times the factor of the service tier") {
  // $2.50 in a batch tier at half the price with 10 % off: 2.50 x 0.5 x 0.9 = 1.125.
  const TokenPrices list{.input = 2.5 * per_million, .output = 10.0 * per_million};
  TokenTariff tariff;
  tariff.service_factor = 0.5;
  tariff.discount = 0.1;
  CHECK(per_mtok(paid_prices(list, tariff, Block()).input) == doctest::Approx(1.125));
  CHECK(per_mtok(paid_prices(list, tariff, Block()).output) == doctest::Approx(4.5));
}

TEST_CASE("a cache without prices of its own is read and written at the price of input") {
  TokenPrices list{.input = 3.0 * per_million, .output = 15.0 * per_million};
  CHECK(per_mtok(paid_prices(list, TokenTariff(), Block()).cache_read) == doctest::Approx(3));
  CHECK(per_mtok(paid_prices(list, TokenTariff(), Block()).cache_write) == doctest::Approx(3));
  list.cache_read = 0.3 * per_million;
  list.cache_write = 3.75 * per_million;
  CHECK(per_mtok(paid_prices(list, TokenTariff(), Block()).cache_read) == doctest::Approx(0.3));
  CHECK(per_mtok(paid_prices(list, TokenTariff(), Block()).cache_write) == doctest::Approx(3.75));
}

TEST_CASE("a window is its part of the day, over midnight too") {
  CHECK(share_of_day({1 * 60, 4 * 60}) == 0.125);  // 3 h of 24
  CHECK(share_of_day({22 * 60, 4 * 60}) == 0.25);  // 2 h + 4 h of 24
}

TEST_CASE("a window is named by its hours") { CHECK(name_of({22 * 60 + 5, 0}) == "22:05-00:00 UTC"); }

TEST_CASE("the windows of a tariff cover the day, and what no row names is other hours") {
  PriceInForce price{.base = row(1), .tiers = {}, .windows = {row(2), row(3)}};
  price.windows[0].window = DailyWindow{1 * 60, 4 * 60};
  price.windows[1].window = DailyWindow{22 * 60, 0};
  const TokenTariff tariff = tariff_of(price, CacheLife::five_minutes, nobody);
  REQUIRE(tariff.windows.size() == 3);
  CHECK(tariff.windows[0].name == "other hours");
  CHECK(tariff.windows[0].share_of_day == doctest::Approx(19.0 / 24));
  CHECK(tariff.windows[1].name == "01:00-04:00 UTC");
  CHECK(tariff.windows[1].share_of_day == doctest::Approx(3.0 / 24));
  CHECK(tariff.windows[2].name == "22:00-00:00 UTC");
  CHECK(tariff.windows[2].tiers[0].prices.input.constant / per_million == doctest::Approx(3));
}

TEST_CASE("a tier holds from the first token above its row's limit") {
  PriceInForce price{.base = row(1.25), .tiers = {row(2.5)}, .windows = {}};
  price.tiers[0].above = 200'000.0 * token;
  const TokenTariff tariff = tariff_of(price, CacheLife::five_minutes, nobody);
  REQUIRE(tariff.windows.size() == 1);
  CHECK(tariff.windows[0].tiers[1].from_input / token == 200'001);
}

TEST_CASE("what is written to a cache costs by how long it is kept") {
  PriceRow base = row(3);
  base.cache_write_5m = 3.75 * per_million;
  base.cache_write_1h = 6.0 * per_million;
  const auto write = [&](CacheLife life) {
    const TokenTariff tariff = tariff_of({.base = base, .tiers = {}, .windows = {}}, life, nobody);
    return tariff.windows[0].tiers[0].prices.cache_write.value().constant / per_million;
  };
  CHECK(write(CacheLife::five_minutes) == doctest::Approx(3.75));
  CHECK(write(CacheLife::one_hour) == doctest::Approx(6));
}

TEST_CASE("a price has the origin of its row") {
  PriceInForce price{.base = row(1), .tiers = {row(2)}, .windows = {}};
  price.base.as_of = "2026-01-01";
  price.tiers[0].as_of = "2026-02-02";
  std::vector<std::string> asked;
  const TokenTariff tariff =
      tariff_of(price, CacheLife::five_minutes, [&](const PriceRow& of, const char* what) {
        asked.push_back(of.as_of + " " + what);
        return static_cast<OriginId>(asked.size()) - 1;
      });
  const std::vector<TariffTier>& tiers = tariff.windows[0].tiers;
  CHECK(asked[static_cast<std::size_t>(tiers[0].prices.output.origin)] == "2026-01-01 output");
  CHECK(asked[static_cast<std::size_t>(tiers[1].prices.input.origin)] == "2026-02-02 input");
}
