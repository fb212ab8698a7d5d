#include <doctest/doctest.h>

#include "catalog/catalog.h"
#include "cost/price_book.h"
#include "cost/tariff_shares.h"
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

TEST_CASE("a window is named by its hours, and its days where they are not all") {
  CHECK(name_of({22 * 60 + 5, 0}) == "22:05-00:00 UTC");
  CHECK(name_of({60, 240, 0x1f}) == "01:00-04:00 UTC, mon-fri");
}

TEST_CASE("prices of working hours weigh by their part of the week") {
  // Three hours on five days of seven: 15 of 168.
  PriceInForce price{.base = row(1), .tiers = {}, .windows = {row(2)}};
  price.windows[0].window = DailyWindow{1 * 60, 4 * 60, 0x1f};
  const std::vector<TariffWindow> windows = windows_of(price, nobody);
  CHECK(windows[1].share_of_week == doctest::Approx(15.0 / 168));
  CHECK(windows[0].share_of_week == doctest::Approx(153.0 / 168));
}

TEST_CASE(
    "a region and a surcharge are on top of the tier; reads of a cache may have a tier factor of their own") {
  // $3 x 0.5 x 1.1 x 1.2 = $1.98; reads at 0.30, whose tier factor is 1: 0.30 x 1.1 x 1.2 = 0.396.
  TokenPrices list{.input = 3.0 * per_million, .output = 15.0 * per_million};
  list.cache_read = 0.3 * per_million;
  TokenTariff tariff;
  tariff.service_factor = 0.5;
  tariff.region_factor = 1.1;
  tariff.surcharge = 0.2;
  CHECK(per_mtok(paid_prices(list, tariff, Block()).input) == doctest::Approx(1.98));
  CHECK(per_mtok(paid_prices(list, tariff, Block()).cache_read) == doctest::Approx(0.198));
  tariff.cache_read_factor = 1.0;
  CHECK(per_mtok(paid_prices(list, tariff, Block()).cache_read) == doctest::Approx(0.396));
}

TEST_CASE("a load of working hours meets the windows that lie in them") {
  // Even from 08:00 to 18:00 on working days: 06:00-10:00 holds two hours of ten on those days, and nothing at weekends.
  WeekProfile profile;
  for (int day = 0; day < 5; ++day) {
    for (int hour = 8; hour < 18; ++hour) profile.share[static_cast<std::size_t>(24 * day + hour)] = 0.02;
  }
  CHECK(share_in(profile, {6 * 60, 10 * 60, every_day}) == doctest::Approx(0.2));
  CHECK(share_in(profile, {6 * 60, 10 * 60, 0x60}) == doctest::Approx(0));
  CHECK(share_in(profile, {17 * 60 + 30, 2 * 60, every_day}) == doctest::Approx(0.05));
  CHECK(profile.peak_to_mean() == doctest::Approx(3.36));  // 0.02 x 168
  const TariffWindow peak{.name = "peak", .share_of_week = 0.1, .tiers = {}, .hours = DailyWindow{360, 600}};
  const TariffWindow other{.name = "other hours", .share_of_week = 0.9, .tiers = {}};
  RequestClass requests;
  CHECK(share_of_load(peak, {other, peak}, requests) == doctest::Approx(0.1));
  requests.profile = profile;
  CHECK(share_of_load(peak, {other, peak}, requests) == doctest::Approx(0.2));
  CHECK(share_of_load(other, {other, peak}, requests) == doctest::Approx(0.8));
}

TEST_CASE("a price list bills the tasks of its months, at what prices have become by then") {
  ClassTraffic traffic;
  traffic.growth.assign(12, Column(1.0));
  const Period year{0, 12};
  CHECK(share_in_force(traffic, year, {3.5, 100}, {}).constant() == doctest::Approx(8.5 / 12));
  CHECK(share_in_force(traffic, year, {0, 3.5}, {}).constant() == doctest::Approx(3.5 / 12));
  // Halving in a year: (1 - 0.5) / (1 - 0.5^(1/12)) / 12 = 0.74238.
  CHECK(share_in_force(traffic, year, {0, 100}, Column(-0.5)).constant() ==
        doctest::Approx(0.74238).epsilon(1e-4));
  traffic.growth = {Column(1.0), Column(3.0)};
  CHECK(share_in_force(traffic, {0, 2}, {1, 100}, {}).constant() == doctest::Approx(0.75));
}

TEST_CASE("the windows of a tariff cover the day, and what no row names is other hours") {
  PriceInForce price{.base = row(1), .tiers = {}, .windows = {row(2), row(3)}};
  price.windows[0].window = DailyWindow{1 * 60, 4 * 60};
  price.windows[1].window = DailyWindow{22 * 60, 0};
  const std::vector<TariffWindow> windows = windows_of(price, nobody);
  REQUIRE(windows.size() == 3);
  CHECK(windows[0].name == "other hours");
  CHECK(windows[0].share_of_week == doctest::Approx(19.0 / 24));
  CHECK(windows[1].name == "01:00-04:00 UTC");
  CHECK(windows[1].share_of_week == doctest::Approx(3.0 / 24));
  CHECK(windows[2].name == "22:00-00:00 UTC");
  CHECK(windows[2].tiers[0].prices.input.constant / per_million == doctest::Approx(3));
}

TEST_CASE("a tier holds from the first token above its row's limit") {
  PriceInForce price{.base = row(1.25), .tiers = {row(2.5)}, .windows = {}};
  price.tiers[0].above = 200'000.0 * token;
  const std::vector<TariffWindow> windows = windows_of(price, nobody);
  REQUIRE(windows.size() == 1);
  CHECK(windows[0].tiers[1].from_input / token == 200'001);
}

TEST_CASE("what is written to a cache costs by how long it is kept") {
  PriceRow base = row(3);
  base.cache_write_5m = 3.75 * per_million;
  base.cache_write_1h = 6.0 * per_million;
  const std::vector<TariffWindow> windows = windows_of({.base = base, .tiers = {}, .windows = {}}, nobody);
  const TokenPrices& list = windows[0].tiers[0].prices;
  CHECK(per_mtok(paid_prices(list, TokenTariff(), Block()).cache_write) == doctest::Approx(3.75));
  CHECK(per_mtok(paid_prices(list, TokenTariff(), Block()).cache_write_1h) == doctest::Approx(6));
}

TEST_CASE("a price has the origin of its row") {
  PriceInForce price{.base = row(1), .tiers = {row(2)}, .windows = {}};
  price.base.as_of = "2026-01-01";
  price.tiers[0].as_of = "2026-02-02";
  std::vector<std::string> asked;
  const std::vector<TariffWindow> windows = windows_of(price, [&](const PriceRow& of, const char* what) {
    asked.push_back(of.as_of + " " + what);
    return static_cast<OriginId>(asked.size()) - 1;
  });
  const std::vector<TariffTier>& tiers = windows[0].tiers;
  CHECK(asked[static_cast<std::size_t>(tiers[0].prices.output.origin)] == "2026-01-01 output");
  CHECK(asked[static_cast<std::size_t>(tiers[1].prices.input.origin)] == "2026-02-02 input");
}
