#include <doctest/doctest.h>

#include <fmt/format.h>

#include "reading.h"

// Contracts by the token as a scenario writes them: invoices by hand, months that make up the headline, units that are
// computed, and what is refused.

using namespace llmtco;

namespace {

/// A million requests a month of 1,000 tokens in and 100 out at $10 and $100 a million: $20,000 a month.
std::string dollars_20k(const std::string& option, int months = 6, const std::string& requests = "") {
  return fmt::format(
      "scenario: A contract\nas_of: 2026-09-23\nhorizon: {} months\nworkload:\n  w: {{requests: 1M/month, "
      "input_tokens: 1000, output_tokens: 100{}}}\noptions:\n  x: {{kind: api, endpoint: mine, price: "
      "{{input: "
      "$10/Mtok, output: $100/Mtok, batch: 50%}}, accuracy: 80%{}}}\n",
      months, requests, option);
}

double monthly(const Result& result, const std::string& name = "x") {
  return option(result, name).find(measures::monthly_cost)->mean.value;
}

/// What is to be paid in each month, and the mean of them.
double mean_of_months(const std::string& text, int months) {
  Settings settings{.draws = 2048};
  settings.details = true;
  const Result result = simulate(good_study(text), settings);
  double sum = 0;
  for (int month = 0; month < months; ++month)
    sum += option(result, "x").find(measures::monthly_cost, {.month = month})->mean.value;
  CHECK(monthly(result) == doctest::Approx(sum / months).epsilon(1e-9));
  double lines = 0;
  for (const LineResult& line : option(result, "x").lines) {
    lines += line.monthly_usd.mean.value;
    const bool may_be_negative = line.id == ItemId::credits || line.id == ItemId::commitment_discount;
    CHECK((may_be_negative || line.monthly_usd.p5.value >= 0));
  }
  CHECK(monthly(result) == doctest::Approx(lines).epsilon(1e-9));
  return sum / months;
}

const std::string units =
    ", provisioned: {units: 2, price: $250/month, input_tokens_per_minute: 8k, output_weight: 10}";

/// What a number of units costs where nothing is in doubt.
double with_units(const std::string& number, const std::string& price, const std::string& requests) {
  return monthly(answer(dollars_20k(
      fmt::format(", provisioned: {{units: {}, price: {}, input_tokens_per_minute: 5k, output_weight: 10}}",
                  number, price),
      2, requests)));
}

double units_of(const Result& result) { return option(result, "x").find(measures::units)->mean.value; }

}  // namespace

TEST_CASE(
    "credits of $50,000 on bills of $20,000 run out in month 3, and the average month is the mean of all") {
  // 0, 0, 10,000 and three times 20,000: 70,000 / 6.
  CHECK(mean_of_months(dollars_20k(", credits: {amount: $50000}"), 6) == doctest::Approx(70'000.0 / 6));
  CHECK(mean_of_months(dollars_20k(", credits: {amount: $50k, expires_after: 1 month, monthly: $1k/month}"),
                       6) == doctest::Approx(19'000.0 * 5 / 6));
}

TEST_CASE(
    "a growing month is committed, free and provisioned by itself: the headline is the mean of the months") {
  // 10 % a month on $20,000 for two months, 20,000 and 22,000: a commitment of $21,000 bills 21,000 and 22,000.
  CHECK(mean_of_months(dollars_20k(", commitment: {spend: $21k/month}", 2, ", growth_per_month: 10%"), 2) ==
        doctest::Approx(21'500));
  for (const std::string& contract :
       {units, std::string(", free: {input_tokens: 1050M}"),
        std::string(", credits: {amount: $30k}, commitment: {spend: $21k/month, discount: 10%}"),
        units + ", price_change: -30%, free: {requests: 100k}, discount: 20%"}) {
    CAPTURE(contract);
    mean_of_months(dollars_20k(contract, 4, ", growth_per_month: 5% to 20%, peak_to_mean: 3"), 4);
  }
}

TEST_CASE("the cheapest number of units costs no more than none, one less or one more") {
  for (const std::string requests : {", peak_to_mean: 1", ", peak_to_mean: 3",
                                     ", profile: {hours: {08:00-18:00: 80%}}, peak_to_mean: 6"}) {
    for (const std::string price : {"$10/month", "$1000/month", "$1900/month", "$9000/month"}) {
      CAPTURE(requests);
      CAPTURE(price);
      const Result best = answer(dollars_20k(
          fmt::format(
              ", provisioned: {{units: cheapest, price: {}, input_tokens_per_minute: 5k, output_weight: 10}}",
              price),
          2, requests));
      const double number = units_of(best);
      CHECK(monthly(best) <= with_units("0", price, requests) + 1e-6);
      CHECK(monthly(best) <= with_units(fmt::format("{:.0f}", number + 1), price, requests) + 1e-6);
      if (number > 0)
        CHECK(monthly(best) <= with_units(fmt::format("{:.0f}", number - 1), price, requests) + 1e-6);
    }
  }
}

TEST_CASE(
    "units that cost less than what they serve are bought for an even load, none where they cost more") {
  // A unit's month is 43,800 x 5,000 = 219 Mtok, worth $2,190 at $10; 2,000 Mtok are asked: 9.13 units. The tenth would
  // serve 29 Mtok for $290.
  const auto bought = [](const std::string& price) {
    return units_of(answer(dollars_20k(fmt::format(
        ", provisioned: {{units: cheapest, price: {}, input_tokens_per_minute: 5k, output_weight: 10}}",
        price))));
  };
  CHECK(bought("$2200/month") == 0);
  CHECK(bought("$2100/month") == 9);
  CHECK(bought("$280/month") == 10);
}

TEST_CASE("the number of units is the same in every draw, whatever the seed and the number of draws") {
  const Study study = good_study(dollars_20k(
      ", provisioned: {units: cheapest, price: $1k/month, input_tokens_per_minute: 5k, output_weight: 10}", 6,
      ", peak_to_mean: 2 to 4"));
  const Result a = simulate(study, {.draws = 1024}), b = simulate(study, {.seed = 7, .draws = 4096});
  CHECK(units_of(a) == units_of(b));
  CHECK(option(a, "x").find(measures::units)->sd.value == 0);
}

TEST_CASE(
    "units are cheapest beside everything else that a contract says: under a commitment none is worth its "
    "fee") {
  CHECK(units_of(answer(dollars_20k(", provisioned: {units: cheapest, price: $280/month, "
                                    "input_tokens_per_minute: 5k, output_weight: 10}"
                                    ", commitment: {spend: $25k/month}"))) == 0);
}

TEST_CASE("where nothing may overflow the cheapest units are the fewest that serve all") {
  const auto fewest = [](const std::string& overflow) {
    return units_of(answer(dollars_20k(
        fmt::format(", provisioned: {{units: cheapest, price: $1k/month, input_tokens_per_minute: 5k, "
                    "output_weight: 10, overflow: {}}}",
                    overflow),
        6, ", peak_to_mean: 3")));
  };
  CHECK(fewest("refuse") == 28);  // 3 x 9.13 = 27.4
  CHECK(fewest("queue") == 10);
}

TEST_CASE("a busiest hour above a rate limit cannot be served, or waits") {
  const std::string busy = ", peak_to_mean: 3";
  const Result refused = answer(dollars_20k(", limits: {requests_per_minute: 60}", 6, busy));
  CHECK(!refused.options[0].feasible);
  CHECK(refused.options[0].reason ==
        "the busiest hour asks for 68.49 requests a minute, the rate limit is 60");
  const Result waits = answer(dollars_20k(", limits: {requests_per_minute: 60, over: queue}", 6, busy));
  CHECK(waits.options[0].feasible);
  CHECK(option(waits, "x").find(measures::longest_wait)->mean.value > 0);
  CHECK(std::any_of(waits.warnings.begin(), waits.warnings.end(), [](const std::string& warning) {
    return warning.starts_with("x: in ") && warning.find("they wait, for up to ") != warning.npos;
  }));
  const Result never = answer(dollars_20k(", limits: {requests_per_minute: 20, over: queue}", 6, busy));
  CHECK(never.options[0].reason ==
        "the mean of the busiest day asks for 22.83 requests a minute, which waiting cannot mend, the rate "
        "limit is 20");
  // Growth brings it above the limit by the last month.
  CHECK(!answer(dollars_20k(", limits: {requests_per_minute: 24}", 6, ", growth_per_month: 5%"))
             .options[0]
             .feasible);
}

TEST_CASE("what may wait is bought in a batch, and is not held against rate limits or first words") {
  // 40 % of $20,000 at half: 16,000. Calls at once are 0.6 x 22.8 = 13.7 a minute.
  const std::string patient = ", may_wait: 40%";
  CHECK(monthly(answer(dollars_20k("", 6, patient))) == doctest::Approx(16'000));
  CHECK(answer(dollars_20k(", limits: {requests_per_minute: 14}", 6, patient)).options[0].feasible);
  CHECK(!answer(dollars_20k(", limits: {requests_per_minute: 13}", 6, patient)).options[0].feasible);
  const std::string slow = ", speed: {ttft: 3 s, tokens_per_second: 60 tokens/s}";
  const std::string limit = ", slo: {ttft_p95: 2 s}";
  const auto kept = [&](const std::string& share) {
    return option(answer(dollars_20k(slow, 6, share + limit)), "x").find(measures::meets_slo)->mean.value;
  };
  CHECK(kept(patient) == 0);
  CHECK(kept(", may_wait: 100%") == 1);
}

TEST_CASE("the catalogue's batch tier buys what may wait, unless all is bought in it already") {
  const auto of = [](const std::string& more) {
    return monthly(
        answer("scenario: A batch\nas_of: 2026-11-20\nhorizon: 1 months\nworkload:\n  w: {requests: "
               "1M/month, input_tokens: "
               "3000, output_tokens: 200, may_wait: 50%}\noptions:\n  x: {kind: api, endpoint: "
               "anthropic/claude-haiku-4-5" +
               more + "}\n"));
  };
  CHECK(of("") == doctest::Approx(3000));  // of $4,000
  CHECK(of(", tier: batch") == doctest::Approx(2000));
}

TEST_CASE(
    "the lines of an option of one's own may have a commitment and credits, which pay what is invoiced") {
  const std::string text =
      "scenario: Own\nas_of: 2026-09-23\nhorizon: 2 months\nworkload:\n  w: {requests: 1M/month, "
      "input_tokens: 1000, "
      "output_tokens: 100}\noptions:\n  x: {kind: custom, accuracy: 80%, lines: [{item: seats, kind: "
      "invoiced, cost: "
      "$900/month}, {item: people, kind: staff, cost: $500/month}], commitment: {spend: $1k/month}, credits: "
      "{amount: "
      "$1500}}\n";
  // 900 and a shortfall of 100, of which 1,000 and 500 are paid by credits: 500 and 1,000.
  CHECK(mean_of_months(text, 2) == doctest::Approx(750));
}

TEST_CASE("what a contract by the token cannot be is told with its place") {
  const auto said = [](const std::string& option) {
    const std::string all = complaints(dollars_20k(", " + option));
    CHECK(all.starts_with("s.yaml:7:"));
    return all.substr(all.find(": ") + 2);
  };
  CHECK(said("discount: 120%") == "'120%' is out of range: it must be from 0 to 1 at options.x.discount\n");
  CHECK(said("commitment: {spend: $50k/month, discount: 101%}") ==
        "'101%' is out of range: it must be from 0 to 1 at options.x.commitment.discount\n");
  CHECK(said("commitment: {spend: -$1/month}") ==
        "'-$1/month' is out of range: it must not be negative at options.x.commitment.spend\n");
  CHECK(said("commitment: {spend: $50k}").starts_with("'$50k' counts $: expected a price over time"));
  CHECK(said("commitment: {spned: $50k/month}").find("did you mean 'spend'?") != std::string::npos);
  CHECK(said("credits: {}") ==
        "credits says nothing at options.x.credits; give one or more of amount, monthly\n");
  CHECK(said("credits: {amount: $5, expires_after: 10 days}") ==
        "credits expire after whole months at options.x.credits.expires_after\n");
  CHECK(said("credits: {monthly: $5/month, expires_after: 2 months}") ==
        "expires_after is of an amount; there is none here at options.x.credits.expires_after\n");
  CHECK(said("free: {}") ==
        "free says nothing at options.x.free; give one or more of input_tokens, output_tokens, requests\n");
  // 1,000 read and 100 written a minute: 43,800 x ($0.01 + $0.01) = $876 a month.
  CHECK(said("limits: {input_tokens_per_minute: 1000, output_tokens_per_minute: 100}, commitment: {spend: "
             "$900/month}") ==
        "$900 a month are committed, and the rate limits let no more than $876 through at list prices at "
        "options.x.commitment.spend\n");
  const std::string unit = "price: $1/h, input_tokens_per_minute: 2500";
  CHECK(said("provisioned: {units: 2, " + unit + "}") ==
        "a provisioned unit has one of output_tokens_per_minute and output_weight at options.x.provisioned; "
        "give what "
        "a unit writes in a minute besides, or what a token written counts as of those read\n");
  CHECK(said("provisioned: {units: cheepest, output_weight: 4, " + unit + "}") ==
        "'cheepest' is no number, nor cheapest at options.x.provisioned.units; did you mean 'cheapest'?\n");
  CHECK(said("provisioned: {units: 2.5, output_weight: 4, " + unit + "}") ==
        "'2.5' must be a whole number at options.x.provisioned.units\n");
  CHECK(said("provisioned: {units: 2, output_weight: 4, overflow: wait, " + unit + "}")
            .find("standard, queue") != std::string::npos);
  CHECK(said("limits: {requests_per_minute: 0}") ==
        "'0' is out of range: it must be more than nothing at options.x.limits.requests_per_minute\n");
  CHECK(said("provisioned: {units: most, output_weight: 4, " + unit + "}") ==
        "'most' is no number, nor cheapest at options.x.provisioned.units; write a number, or cheapest\n");
  CHECK(said("limits: {request_per_minute: 5}").find("did you mean 'requests_per_minute'?") !=
        std::string::npos);
}
