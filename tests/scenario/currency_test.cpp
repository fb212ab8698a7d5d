#include <doctest/doctest.h>

#include "reading.h"

using namespace llmtco;

namespace {

const std::string euros = "rates: {EUR: {usd: $1.10, as_of: 2026-09-23, source: ECB}}\n";
const std::string drawn_euros = "rates: {EUR: {usd: $1.00 to $1.20, as_of: 2026-09-23}}\n";

/// A contract in euros beside the same numbers in dollars.
std::string two_contracts(const std::string& rest) {
  return "scenario: Euros\nas_of: 2026-09-23\nhorizon: 1 months\n" + rest +
         "workload:\n  w: {requests: 1M/month, input_tokens: 1000, output_tokens: 100}\noptions:\n"
         "  eu: {kind: api, endpoint: vendor/x, price: {input: €0.90/Mtok, output: 2.70 EUR/Mtok}}\n"
         "  us: {kind: api, endpoint: vendor/y, price: {input: $0.90/Mtok, output: $2.70/Mtok}}\n";
}

const Statistics& cost(const Result& result, const char* name) {
  return *option(result, name).find(measures::monthly_cost);
}

}  // namespace

TEST_CASE("a price in euros is paid at the rate of the scenario") {
  // 1,000 Mtok x EUR 0.90 + 100 Mtok x EUR 2.70 = EUR 1,170, at $1.10 $1,287; the same in dollars $1,170.
  const Result in_dollars = answer(two_contracts(euros));
  CHECK(cost(in_dollars, "eu").mean.value == doctest::Approx(1287));
  CHECK(cost(in_dollars, "us").mean.value == doctest::Approx(1170));
  const Result in_euros = answer(two_contracts(euros + "currency: EUR\n"));
  CHECK(cost(in_euros, "eu").mean.value == doctest::Approx(1170));
  CHECK(cost(in_euros, "us").mean.value == doctest::Approx(1170 / 1.1));
  CHECK(option(in_euros, "eu").lines.at(0).unit_price_usd.value == doctest::Approx(0.90));
}

TEST_CASE("a rate that is drawn moves the amounts of other currencies than the report's") {
  const Result in_dollars = answer(two_contracts(drawn_euros));
  CHECK(cost(in_dollars, "us").sd.value == 0);
  CHECK(cost(in_dollars, "eu").p5.value == doctest::Approx(1170.0).epsilon(1e-3));
  CHECK(cost(in_dollars, "eu").p95.value == doctest::Approx(1404).epsilon(1e-3));
  const Result in_euros = answer(two_contracts(drawn_euros + "currency: EUR\n"));
  CHECK(cost(in_euros, "eu").sd.value / cost(in_euros, "eu").mean.value < 1e-12);
  CHECK(cost(in_euros, "us").p5.value == doctest::Approx(975).epsilon(1e-3));
  CHECK(cost(in_euros, "us").p95.value == doctest::Approx(1170).epsilon(1e-3));
}

TEST_CASE("a budget holds in the currency of the report") {
  // EUR 1,170 is within EUR 1,200; $1,170 at $1.10 is EUR 1,064, within both.
  const Result result = answer(two_contracts(drawn_euros + "currency: EUR\nbudget: €1100/month\n"));
  CHECK(*result.budget_usd == 1100);
  CHECK(option(result, "eu").find(measures::within_budget)->mean.value == 0);
  // The rate is lognormal, 90 % of it from $1.00 to $1.20: $1,170 is EUR 1,100 at 1.0636, which 70.3 % of the draws exceed.
  CHECK(option(result, "us").find(measures::within_budget)->mean.value ==
        doctest::Approx(0.7025).epsilon(5e-3));
  CHECK(complaints(two_contracts(drawn_euros + "currency: EUR\nbudget: $1100/month\n")) ==
        "s.yaml:6:9: the report is in EUR, whose rate is drawn at budget; write the budget in EUR\n");
}

TEST_CASE("formulas, intervals and distributions may be in another currency") {
  const auto paid = [](const std::string& amount) {
    const Result result =
        answer("scenario: A\nas_of: 2026-09-23\nhorizon: 1 months\n" + euros +
               "workload:\n  w: {requests: 1/month, input_tokens: 1, output_tokens: 1}\noptions:\n"
               "  x: {kind: custom, lines: [{item: y, kind: staff, cost: " +
               amount + "}]}\n");
    return result.options.at(0).find(measures::monthly_cost)->mean.value;
  };
  CHECK(paid("= €20k/month * 0.5 + $1k/month") == doctest::Approx(12'000));
  CHECK(paid("{uniform: {low: €1k/month, high: €3k/month}}") == doctest::Approx(2200));
  CHECK(paid("{uniform: {low: 1k EUR/month, high: 3k EUR/month}}") == doctest::Approx(2200));
}

TEST_CASE("an overlay may hold prices in a currency of a fixed rate") {
  const Folder folder;
  folder.write("o.yaml",
               "prices:\n  acme/chat:\n    source: offer\n    as_of: 2026-09-01\n"
               "    prices:\n      - {input: €0.90/Mtok, output: 2.70 EUR/Mtok}\n");
  const auto bought = [](const std::string& rates) {
    return "scenario: A\nas_of: 2026-09-23\nhorizon: 1 months\ncatalog: [o.yaml]\n" + rates +
           "workload:\n  w: {requests: 1M/month, input_tokens: 1000, output_tokens: 100}\noptions:\n"
           "  x: {kind: api, endpoint: acme/chat}\n";
  };
  const Result result = answer(bought(euros), {}, folder.path());
  CHECK(result.options.at(0).find(measures::monthly_cost)->mean.value == doctest::Approx(1287));
  CHECK(result.options.at(0).lines.at(0).source.find("EUR at $1.1 of 2026-09-23") != std::string::npos);
  CHECK(complaints(bought(drawn_euros), {}, folder.path()).find("gives no fixed rate") != std::string::npos);
}

TEST_CASE("currencies without a rate, and what is none") {
  CHECK(complaints(two_contracts(""))
            .find("the scenario gives no rate of EUR at options.eu.price.input; write "
                  "`rates: {EUR: {usd: $1.10, as_of: 2026-09-23}}`") != std::string::npos);
  CHECK(complaints(two_contracts("rates: {EURO: {usd: $1.10, as_of: 2026-09-23}}\n"))
            .find("unknown currency 'EURO' in rates; did you mean 'EUR'?") != std::string::npos);
  CHECK(complaints(two_contracts(euros + "currency: EUO\n")).find("unknown currency 'EUO' at currency") !=
        std::string::npos);
  CHECK(complaints(two_contracts(euros + "currency: GBP\n")).find("gives no rate of GBP") !=
        std::string::npos);
}

TEST_CASE("prices of all APIs that move by 20 % less a year") {
  // Twelve months at 0.8^(m/12): their mean is (1 - 0.8) / (12 (1 - 0.8^(1/12))) = 0.904643 of today's $1,170.
  std::string year = two_contracts(euros + "price_change: -20%\n");
  year.replace(year.find("1 months"), 8, "12 months");
  CHECK(cost(answer(year), "us").mean.value == doctest::Approx(1170 * 0.904643).epsilon(1e-6));
  CHECK(cost(answer(year, {"options.us.price_change=0%"}), "us").mean.value == doctest::Approx(1170));
}
