#include <doctest/doctest.h>

#include <algorithm>

#include "reading.h"

// Invoices worked out by hand, one for each rule of the price book.

using namespace llmtco;

namespace {

/// A million requests a month to one option on the price book.
std::string invoice(const std::string& requests, const std::string& option,
                    const std::string& as_of = "2026-11-20", int months = 1) {
  return "scenario: Invoice\nas_of: " + as_of + "\nhorizon: " + std::to_string(months) +
         " months\nworkload:\n  w: {requests: 1M/month, " + requests + "}\noptions:\n  x: {kind: api, " +
         option + "}\n";
}

double paid(const std::string& text) {
  const Result result = answer(text);
  REQUIRE(result.options.at(0).reason == "");
  return result.options.at(0).find(measures::monthly_cost)->mean.value;
}

}  // namespace

TEST_CASE("a batch of Haiku 4.5 costs half, its cache too") {
  // 3,000 x $1 + 200 x $5 = $0.004, half of it a million times: $2,000.
  CHECK(paid(invoice("input_tokens: 3000, output_tokens: 200",
                     "endpoint: anthropic/claude-haiku-4-5, tier: batch")) == doctest::Approx(2000));
  // With 5,000 of 6,000 read from the cache: (1,000 x $1 + 5,000 x $0.10 + 200 x $5) / 2 = $0.00125.
  CHECK(paid(invoice("input_tokens: 6000, output_tokens: 200, shared_prefix: 5000",
                     "endpoint: anthropic/claude-haiku-4-5, tier: batch, cache: {hit_rate: 100%}")) ==
        doctest::Approx(1250));
}

TEST_CASE("a batch of Gemini 2.5 halves everything but reads of its cache") {
  // (1,000 x $0.30 + 200 x $2.50) / 2 + 5,000 x $0.03 = $0.00055.
  CHECK(paid(invoice("input_tokens: 6000, output_tokens: 200, shared_prefix: 5000",
                     "endpoint: google/gemini-2.5-flash, tier: batch, cache: {hit_rate: 100%}")) ==
        doctest::Approx(550));
}

TEST_CASE("priority of GPT-5.5 costs 2.5 times, that of GPT-4.1 1.75 times, by either name") {
  // 1,000 x $5 + 100 x $30 = $0.008; 1,000 x $2 + 100 x $8 = $0.0028.
  const std::string lengths = "input_tokens: 1000, output_tokens: 100";
  CHECK(paid(invoice(lengths, "endpoint: openai/gpt-5.5, tier: priority")) == doctest::Approx(20000));
  CHECK(paid(invoice(lengths, "endpoint: openai/gpt-4.1, tier: fast")) == doctest::Approx(4900));
}

TEST_CASE("a request of 272,000 tokens is short, one of 272,001 is billed at the upper tier as a whole") {
  // GPT-6 Sol: 272,000 x $2 = $0.544; 272,001 x $4 = $1.088004.
  CHECK(paid(invoice("input_tokens: 272000, output_tokens: 0", "endpoint: openai/gpt-6-sol")) ==
        doctest::Approx(544000));
  CHECK(paid(invoice("input_tokens: 272001, output_tokens: 0", "endpoint: openai/gpt-6-sol")) ==
        doctest::Approx(1088004));
}

TEST_CASE("data that stay in a region cost a tenth more, from Amazon and from Anthropic itself") {
  // (1,000 x $3 + 200 x $15) x 1.1 = $0.0066.
  const std::string lengths = "input_tokens: 1000, output_tokens: 200";
  CHECK(paid(invoice(lengths, "endpoint: bedrock/claude-sonnet-4-6, region: eu")) == doctest::Approx(6600));
  CHECK(paid(invoice(lengths, "endpoint: anthropic/claude-sonnet-4-6, region: us")) == doctest::Approx(6600));
  CHECK(paid(invoice(lengths, "endpoint: anthropic/claude-sonnet-4-6, surcharge: 10%")) ==
        doctest::Approx(6600));
  CHECK(complaints(invoice(lengths, "endpoint: bedrock/claude-sonnet-4-6, region: eurpoe")) ==
        "s.yaml:7:63: the catalogue knows no region 'eurpoe' of "
        "amazon/global.anthropic.claude-sonnet-4-6 at "
        "options.x.region; it has the regions global, us, eu, jp, au, in-region; or give its prices with "
        "`price`, or "
        "write a surcharge, as surcharge: 10%\n");
}

TEST_CASE("a tier that nobody knows is told with those that are known") {
  CHECK(complaints(invoice("input_tokens: 1000, output_tokens: 200", "endpoint: openai/gpt-5, tier: flx")) ==
        "s.yaml:7:48: the catalogue knows no tier 'flx' of openai/gpt-5 at options.x.tier; did you "
        "mean 'flex'?\n");
}

TEST_CASE("a cache keeps no beginning shorter than its least, and one as long") {
  // Haiku 4.5 keeps 4,096 tokens at least: 3,500 x $1 + 200 x $5 = $0.0045. Of 4,096 in 4,500: 404 x $1 + 4,096 x
  // (0.95 x $0.10 + 0.05 x $1.25) + 200 x $5 = $0.00204912.
  const std::string option = "endpoint: anthropic/claude-haiku-4-5, cache: {hit_rate: 95%}";
  CHECK(paid(invoice("input_tokens: 3500, output_tokens: 200, shared_prefix: 3000", option)) ==
        doctest::Approx(4500));
  CHECK(paid(invoice("input_tokens: 4500, output_tokens: 200, shared_prefix: 4096", option)) ==
        doctest::Approx(2049.12));
  const Result result =
      answer(invoice("input_tokens: 3500, output_tokens: 200, shared_prefix: 3000", option));
  CHECK(std::count(result.warnings.begin(), result.warnings.end(),
                   "the cache of x does nothing: anthropic/claude-haiku-4-5 keeps no beginning shorter than "
                   "4096 tokens, "
                   "and nothing that is read again is as long") == 1);
}

TEST_CASE("a chat whose contexts all stay below the least length reads nothing from the cache") {
  // Three calls read 1,000, 1,500 and 2,000, of which 1,000 + 1,500 again. Opus 4.7 keeps 2,048 at least: 4,500 x $5 + 900
  // x $25 = $0.045. Sonnet 5 keeps 1,024, which the context of 1,500 reaches: 2,500 x $0.20 + 1,500 written x $2.50 + 500
  // x $2 + 900 x $10 = $0.01425.
  const std::string chat =
      "input_tokens: 1000, output_tokens: 300, agent: {calls: 3, new_tokens_per_call: 200}";
  const auto on = [&](const char* model) {
    return paid(invoice(chat, std::string("endpoint: anthropic/") + model + ", cache: {hit_rate: 100%}"));
  };
  CHECK(on("claude-opus-4-7") == doctest::Approx(45000));
  CHECK(on("claude-sonnet-5") == doctest::Approx(14250));
}

TEST_CASE("what all requests have in common may be kept for an hour, and the rest for five minutes") {
  // Sonnet 4.6, nothing hits: 2,000 in common written for an hour at $6, of two calls of 3,000 and 3,500 tokens 1,000 more
  // and the 3,000 read again written at $3.75.
  const std::string chat =
      "input_tokens: 3000, output_tokens: 300, shared_prefix: 2000, agent: {calls: 2, new_tokens_per_call: "
      "200}";
  const auto with = [&](const std::string& life) {
    return paid(
        invoice(chat, "endpoint: anthropic/claude-sonnet-4-6, cache: {hit_rate: 0%, life: " + life + "}"));
  };
  const double all_short = with("5m"), all_long = with("1h"), mixed = with("{shared_prefix: 1h}");
  // 2,000 Mtok x ($6 - $3.75).
  CHECK(mixed - all_short == doctest::Approx(4500));
  CHECK(all_long > mixed);
}

TEST_CASE("what an explicit cache keeps is paid by the hour") {
  // 0.5 Mtok x $1 x 730 h = $365 beside the same bill without.
  const std::string lengths = "input_tokens: 501000, output_tokens: 500, shared_prefix: 500000";
  const std::string option = "endpoint: google/gemini-2.5-flash, cache: {hit_rate: 100%";
  const double without = paid(invoice(lengths, option + "}"));
  CHECK(paid(invoice(lengths, option + ", stored: 500000}")) - without == doctest::Approx(365));
  CHECK(paid(invoice(lengths, option + ", stored: {tokens: 500k, share_of_time: 50%}}")) - without ==
        doctest::Approx(182.5));
}

TEST_CASE("three searches in ten requests are paid beside the tokens") {
  // A million x 0.3 x $0.01 = $3,000 beside 1,000 x $1.25 + 300 x $10 = $0.00425 each.
  const std::string lengths = "input_tokens: 1000, output_tokens: 300, tools: {web_search: 0.3}";
  CHECK(paid(invoice(lengths, "endpoint: openai/gpt-5")) == doctest::Approx(7250));
  // xAI's $5 per 1k: 1,500 beside 1,000 x $2 + 300 x $6 = $0.0038 each.
  CHECK(paid(invoice(lengths, "endpoint: xai/grok-4.7")) == doctest::Approx(5300));
  const Result without = answer(invoice(lengths, "endpoint: deepseek/deepseek-v4-pro"));
  CHECK(without.options[0].reason ==
        "no price of web_search at deepseek/deepseek-v4-pro is known; write "
        "options.x.price.tools.web_search, or leave it "
        "out of the tools of the workload");
  const Result misspelt = answer(
      invoice("input_tokens: 1000, output_tokens: 300, tools: {web_serch: 0.3}", "endpoint: openai/gpt-5"));
  CHECK(misspelt.options[0].reason ==
        "no price of web_serch at openai/gpt-5 is known; did you mean 'web_search'?");
}

TEST_CASE("peak hours hold on working days, and a load of working hours meets more of them") {
  // Off peak 1,000 x $0.66 + 500 x $1.98 = $0.00165. Even: 35 of 168 hours at twice that, $1,993.75. A load from 09:00 to
  // 12:00 of Beijing, Monday to Friday, is all in peak hours: $3,300; at weekends none of it is.
  const std::string lengths = "input_tokens: 1000, output_tokens: 500",
                    option = "endpoint: deepseek/deepseek-v4-pro";
  CHECK(paid(invoice(lengths, option, "2026-09-23")) == doctest::Approx(1993.75));
  const std::string hours = ", profile: {hours: {09:00-12:00: 100%}, utc_offset: 8, days: ";
  CHECK(paid(invoice(lengths + hours + "{mon-fri: 100%}}", option, "2026-09-23")) == doctest::Approx(3300));
  CHECK(paid(invoice(lengths + hours + "{sat-sun: 100%}}", option, "2026-09-23")) == doctest::Approx(1650));
}

TEST_CASE("each day of the horizon is billed at the price of that day") {
  // Gemini 3.8 Flash doubles on 2027-01-01. From 2026-12-01, three months: one at 1,000 x $0.75 + 100 x $3.75 = $0.001125,
  // two at twice that: 1,125 x 5 / 3 = $1,875 on average.
  const std::string lengths = "input_tokens: 1000, output_tokens: 100";
  CHECK(paid(invoice(lengths, "endpoint: google/gemini-3.8-flash", "2026-12-01", 3)) ==
        doctest::Approx(1875));
  // From 2026-12-16, one month, 16 of 31 days before: 1,125 x (16 + 2 x 15) / 31.
  CHECK(paid(invoice(lengths, "endpoint: google/gemini-3.8-flash", "2026-12-16", 1)) ==
        doctest::Approx(1125 * 46 / 31.0));
  const Study study = good_study(invoice(lengths, "endpoint: google/gemini-3.8-flash", "2026-12-01", 3));
  REQUIRE(study.warnings.size() == 1);
  CHECK(study.warnings[0].find(
            "the price of google/gemini-3.8-flash changes on 2027-01-01, within the horizon, from "
            "0.75/3.75 to 1.5/7.5 dollars per Mtok") != std::string::npos);
}

TEST_CASE("prices that halve in a year cost 74 % of what they do today over it") {
  // (1 - 0.5) / (1 - 0.5^(1/12)) / 12 = 0.742381.
  const std::string lengths = "input_tokens: 1000, output_tokens: 100";
  const double today = paid(invoice(lengths, "endpoint: openai/gpt-6-sol", "2026-11-20", 12));
  CHECK(paid(invoice(lengths, "endpoint: openai/gpt-6-sol, price_change: -50%", "2026-11-20", 12)) / today ==
        doctest::Approx(0.742381).epsilon(1e-5));
}

TEST_CASE("what is no longer sold, a promotion that runs out and a catalogue that is old are said") {
  const auto warned = [](const std::string& option, const std::string& day) {
    const Study study = good_study(invoice("input_tokens: 1000, output_tokens: 100", option, day));
    std::string all;
    for (const std::string& warning : study.warnings) all += warning + "\n";
    return all;
  };
  CHECK(warned("endpoint: cerebras/qwen-3-32b", "2026-11-25").find("cerebras/qwen-3-32b is no longer sold") !=
        std::string::npos);
  CHECK(warned("endpoint: openai/gpt-5.6-sol", "2026-11-25")
            .find("is a promotion, promised until 2026-11-21") != std::string::npos);
  CHECK(warned("endpoint: openai/gpt-5", "2027-03-01")
            .find("the catalogue is of 2026-11-20, 101 days before") != std::string::npos);
  CHECK(warned("endpoint: openai/gpt-5", "2026-11-25").empty());
}
