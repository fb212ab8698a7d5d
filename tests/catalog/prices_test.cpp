#include <cstdlib>
#include <fstream>

#include "catalog/completeness.h"
#include "get.h"

using namespace llmtco;

namespace {
double per_mtok(const UsdPerToken& price) { return price / (usd / mtok); }
PriceRow base(const char* model, Date day) { return got(Catalog().price(model, day)).base; }
constexpr Date today{2026, 9, 23};
}  // namespace

TEST_CASE("prices the article quotes, and the one it confuses") {
  CHECK(per_mtok(base("openai/gpt-4o", today).input) == doctest::Approx(2.50));
  CHECK(per_mtok(base("openai/gpt-4o", today).output) == doctest::Approx(10));
  CHECK(per_mtok(*base("openai/gpt-4o", today).cache_read) == doctest::Approx(1.25));
  CHECK(per_mtok(base("gpt-4o-mini", today).input) == doctest::Approx(0.15));
  CHECK(per_mtok(base("claude-3-haiku", today).input) == doctest::Approx(0.25));
  CHECK(per_mtok(base("Claude 3.5 Haiku", today).input) == doctest::Approx(0.80));
  CHECK(per_mtok(base("claude-3.5-haiku", today).output) == doctest::Approx(4));
  CHECK(per_mtok(base("groq/llama2-70b-4096", today).output) == doctest::Approx(0.80));
}

TEST_CASE("the price in force depends on the day: o3 was cut on 2025-06-10") {
  CHECK(per_mtok(base("o3", {2025, 6, 9}).input) == doctest::Approx(10));
  CHECK(per_mtok(base("o3", {2025, 6, 10}).input) == doctest::Approx(2));
  CHECK(per_mtok(base("o3", {2025, 6, 10}).output) == doctest::Approx(8));
}

TEST_CASE("promotional rates begin and end on their days") {
  CHECK(per_mtok(base("gpt-5.6-sol", {2026, 8, 20}).input) == doctest::Approx(5));
  CHECK(per_mtok(base("gpt-5.6-sol", {2026, 8, 21}).input) == doctest::Approx(4));
  CHECK(per_mtok(*base("gpt-5.6-sol", {2026, 8, 21}).cache_write_5m) == doctest::Approx(5));
  CHECK(per_mtok(base("gpt-5.6-luna", {2026, 7, 29}).input) == doctest::Approx(1));
  CHECK(per_mtok(base("gpt-5.6-luna", {2026, 7, 30}).input) == doctest::Approx(0.20));
  CHECK(per_mtok(base("gemini-3.8-flash", {2026, 12, 31}).output) == doctest::Approx(3.75));
  CHECK(per_mtok(base("gemini-3.8-flash", {2027, 1, 1}).output) == doctest::Approx(7.50));
}

TEST_CASE("a tier has a bound that the input must exceed, and prices for the whole request") {
  const PriceInForce prices = got(Catalog().price("gemini-2.5-pro", today));
  CHECK(per_mtok(prices.base.input) == doctest::Approx(1.25));
  REQUIRE(prices.tiers.size() == 1);
  CHECK(prices.tiers[0].above / token == 200'000);
  CHECK(per_mtok(prices.tiers[0].input) == doctest::Approx(2.50));
  CHECK(per_mtok(prices.tiers[0].output) == doctest::Approx(15));
  // xAI bills 200,000 tokens at the higher rate, so its tier is above 199,999.
  const PriceInForce grok = got(Catalog().price("grok-4.5", today));
  CHECK(per_mtok(grok.base.input) == doctest::Approx(2));
  REQUIRE(grok.tiers.size() == 1);
  CHECK(grok.tiers[0].above / token == 199'999);
  CHECK(per_mtok(grok.tiers[0].input) == doctest::Approx(4));
  // The tier of Gemini 1.5 Pro is listed under an id of its own.
  const PriceInForce old = got(Catalog().price("gemini-1.5-pro", today));
  REQUIRE(old.tiers.size() == 1);
  CHECK(old.tiers[0].above / token == 128'000);
  CHECK(per_mtok(old.tiers[0].input) == doctest::Approx(2.50));
  CHECK(old.tiers[0].listed_as == "gemini-1.5-pro-128k");
}

TEST_CASE("a tier that was given up is no longer in force") {
  CHECK(got(Catalog().price("claude-sonnet-4-6", {2026, 3, 12})).tiers.size() == 1);
  CHECK(got(Catalog().price("claude-sonnet-4-6", {2026, 3, 13})).tiers.empty());
}

TEST_CASE("dearer hours are rows with a window, in UTC") {
  const PriceInForce prices = got(Catalog().price("deepseek-v4-pro", today));
  CHECK(per_mtok(prices.base.input) == doctest::Approx(0.66));
  REQUIRE(prices.windows.size() == 2);
  CHECK(prices.windows[0].window->days == 0x1f);  // from Monday to Friday since 2026-08-23
  CHECK(got(Catalog().price("deepseek-v4-pro", {2026, 8, 20})).windows[0].window->days == every_day);
  CHECK(prices.windows[0].window->from == 60);
  CHECK(prices.windows[0].window->to == 240);
  CHECK(prices.windows[1].window->from == 360);
  CHECK(per_mtok(prices.windows[0].input) == doctest::Approx(1.32));
  CHECK(got(Catalog().price("deepseek-v4-pro", {2026, 8, 16})).windows.empty());
}

TEST_CASE("web search is billed by use") {
  CHECK(*base("gpt-4o", today).web_search / (usd / request) == doctest::Approx(0.01));
  CHECK_FALSE(base("gpt-4.1-nano", today).web_search);
}

TEST_CASE("what other sources say is kept beside the price, and does not change it") {
  const PriceList o3 = got(Catalog().price_list("openai/o3"));
  REQUIRE(o3.cross_checks.size() == 1);
  CHECK(per_mtok(o3.cross_checks[0].input) == doctest::Approx(10));
  CHECK(o3.cross_checks[0].note == "stale: other sources give 2/8 since 2025-06-10");
  CHECK(per_mtok(base("openai/o3", today).input) == doctest::Approx(2));
  // Sonnet 5: the newest source has 2/10, an older one announced 3/15 from 2026-09-01.
  CHECK(per_mtok(base("claude-sonnet-5", today).input) == doctest::Approx(2));
  CHECK(got(Catalog().price_list("claude-sonnet-5")).cross_checks.size() == 2);
}

TEST_CASE("a model that several providers sell needs its provider named") {
  CHECK(refused(Catalog().price("gpt-oss-120b", today))
            .starts_with("several providers sell 'gpt-oss-120b'; write one of "));
  CHECK(per_mtok(base("cerebras/gpt-oss-120b", today).output) == doctest::Approx(0.75));
}

TEST_CASE("a price that is not known on a day is no price, with the days it is known") {
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.overlay_text(
      "prices:\n"
      "  acme/chat:\n"
      "    source: contract\n"
      "    as_of: 2026-01-01\n"
      "    prices:\n"
      "      - {from: 2026-01-01, until: 2027-01-01, input: $1/Mtok, output: $2/Mtok}\n",
      "acme.yaml", diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
  CHECK(refused(catalog.price("acme/chat", {2025, 12, 31})) ==
        "the price of acme/chat on 2025-12-31 is not known (the catalogue has it from 2026-01-01 until "
        "2027-01-01)");
  CHECK(refused(catalog.price("chat", {2027, 1, 1})) ==
        "the price of acme/chat on 2027-01-01 is not known (the catalogue has it from 2026-01-01 until "
        "2027-01-01)");
  CHECK(per_mtok(got(catalog.price("acme/chat", {2026, 12, 31})).base.output) == doctest::Approx(2));
}

TEST_CASE("on any day, each model has one base price at most, and tiers cost more than it") {
  const Catalog catalog;
  for (const std::string& id : catalog.ids(CatalogKind::prices)) {
    CAPTURE(id);
    const PriceList list = got(catalog.price_list(id));
    for (const Date day : {Date{2025, 1, 1}, Date{2026, 7, 31}, Date{2026, 9, 1}, today, Date{2027, 6, 1}}) {
      int bases = 0;
      for (const PriceRow& row : list.rows)
        bases += row.in_force(day) && row.above == Tokens{} && !row.window;
      CHECK(bases <= 1);
      const auto in_force = prices_on(list, day);
      if (bases == 0 || in_force.index() == 1) continue;  // before its launch
      const PriceInForce prices = std::get<PriceInForce>(in_force);
      for (const PriceRow& tier : prices.tiers) {
        CHECK(tier.input >= prices.base.input);
        CHECK(tier.output >= prices.base.output);
      }
      if (prices.base.cache_read) CHECK(*prices.base.cache_read <= prices.base.input);
      for (const PriceRow& tier : prices.tiers) CHECK((!list.context || tier.above < *list.context));
    }
  }
}

TEST_CASE("batch and fast tiers are factors of the provider, where a source gives them") {
  const Catalog catalog;
  CHECK(got(catalog.provider("openai")).tier("batch")->price_factor == 0.5);
  CHECK(got(catalog.provider("openai")).tier("fast")->price_factor == 2);
  CHECK(got(catalog.provider("openai")).tier("fast")->name == "priority");
  CHECK(got(catalog.provider("bedrock")).tier("batch")->price_factor == 0.5);
  CHECK(got(catalog.provider("anthropic")).tier("batch")->price_factor == 0.5);
  CHECK(got(catalog.provider("xai")).tier("batch")->price_factor == 0.8);
  CHECK(got(catalog.provider("anthropic")).cached_inside_input == false);
  // $260 a month is 64 % below 730 hours at $1.
  const Provider azure = got(catalog.provider("azure"));
  REQUIRE(azure.provisioned.size() == 3);
  CHECK(1 - azure.provisioned[1].price / azure.provisioned[0].price == doctest::Approx(0.64).epsilon(0.01));
}

TEST_CASE("tiers cost by model") {
  const Catalog catalog;
  const auto factor = [&](const char* model, const char* tier) {
    return find_tier(got(catalog.price_list(model)).tiers, tier)->price_factor;
  };
  CHECK(factor("openai/gpt-4o", "priority") == 1.7);
  CHECK(factor("openai/gpt-4o-mini", "priority") == doctest::Approx(1.6667));
  CHECK(factor("openai/gpt-4.1", "priority") == 1.75);
  CHECK(factor("openai/o4-mini", "priority") == doctest::Approx(1.8182));
  CHECK(factor("openai/gpt-5.5", "priority") == 2.5);
  CHECK(factor("anthropic/claude-opus-5.5", "fast") == 2);
  CHECK(factor("google/gemini-2.5-flash", "batch") == 0.5);
  // Its batch price of cached input is the one without a batch.
  CHECK(find_tier(got(catalog.price_list("gemini-2.5-flash")).tiers, "batch")->cache_read_factor == 1.0);
}

TEST_CASE(
    "the 272,000th token is still billed at the lower price of OpenAI, the 200,000th at the higher one of "
    "xAI") {
  CHECK(got(Catalog().price("gpt-5.6-terra", today)).tiers.at(0).above / token == 272'000);
  CHECK(got(Catalog().price("gpt-6-sol", {2026, 11, 20})).tiers.at(0).above / token == 272'000);
  CHECK(got(Catalog().price("grok-4.7", {2026, 11, 20})).tiers.at(0).above / token == 199'999);
}

TEST_CASE("a bare name means the list of who made the model, not of who sells it on") {
  CHECK(got(Catalog().price_list("gpt-6-sol")).id == "openai/gpt-6-sol");
  CHECK(got(Catalog().price_list("kimi-k3")).id == "moonshot-ai/kimi-k3");
  CHECK(got(Catalog().price_list("bedrock/claude-sonnet-4-6")).id ==
        "amazon/global.anthropic.claude-sonnet-4-6");
}

TEST_CASE("a dated name is another name only where its price is the same") {
  CHECK(got(Catalog().price_list("gpt-4o-2024-08-06")).id == "openai/gpt-4o");
  CHECK(per_mtok(base("gpt-4o-2024-05-13", today).input) == doctest::Approx(5));
}

TEST_CASE("every price of the first parties in November 2026 is in the price book") {
  std::ifstream file(std::string(std::getenv("LLMTCO_SOURCE_DIR")) + "/tests/catalog/prices_2026-11.csv");
  REQUIRE(file.good());
  const Catalog catalog;
  std::string line;
  std::getline(file, line);
  int held = 0;
  while (std::getline(file, line)) {
    const std::size_t second = line.rfind(','), first = line.rfind(',', second - 1);
    const std::string id = line.substr(0, first);
    CAPTURE(id);
    const PriceRow price = got(catalog.price(id, {2026, 11, 20})).base;
    CHECK(per_mtok(price.input) == doctest::Approx(std::stod(line.substr(first + 1))));
    CHECK(per_mtok(price.output) == doctest::Approx(std::stod(line.substr(second + 1))));
    ++held;
  }
  CHECK(held >= 170);
}

TEST_CASE("the price book lacks nothing that a bill needs") {
  const Catalog catalog;
  std::string lacking;
  for (const CatalogFinding& each : incomplete_prices(catalog))
    lacking += each.entry + ": " + each.what + "\n";
  CHECK(lacking == "");
  CHECK(aged_prices(catalog, catalogue_date(), 45).empty());
  CHECK(aged_prices(catalog, {2027, 3, 1}, 45).size() >= 20);
}

TEST_CASE("an entry that a bill cannot be right with is found") {
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.overlay_text(
      "providers:\n"
      "  acme: {source: contract, as_of: 2026-01-01}\n"
      "prices:\n"
      "  acme/chat:\n"
      "    context: 200000\n"
      "    source: contract\n"
      "    as_of: 2026-01-01\n"
      "    prices:\n"
      "      - {until: 2026-02-01, input: $1/Mtok, output: $2/Mtok, cache_read: $0.1/Mtok, cache_write_1h: "
      "$2/Mtok}\n"
      "      - {from: 2026-03-01, input: $1/Mtok, output: $2/Mtok, cache_read: $0.1/Mtok}\n"
      "      - {above: 200000, from: 2026-03-01, input: $2/Mtok, output: $4/Mtok}\n",
      "acme.yaml", diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
  std::string found;
  for (const CatalogFinding& each : incomplete_prices(catalog)) found += each.entry + ": " + each.what + "\n";
  CHECK(found ==
        "acme/chat: writes that are kept for an hour have a price and others have none\n"
        "acme/chat: reads from its cache have a price, and nobody says what it keeps at least (`unknown` "
        "will do)\n"
        "acme/chat: inputs above 200000 tokens do not fit the context of 200000\n"
        "acme/chat: long inputs lack the price of cache reads\n"
        "acme/chat: no price is known from 2026-02-01 to 2026-03-01\n");
}

TEST_CASE("a model has no price before the day in the name of its first version") {
  const Catalog catalog;
  const auto before = catalog.price("anthropic/claude-haiku-4-5", {2025, 9, 30});
  REQUIRE(std::get_if<NotFound>(&before) != nullptr);
  CHECK(std::get<NotFound>(before).message ==
        "the price of anthropic/claude-haiku-4-5 on 2025-09-30 is not known (its first version in the "
        "catalogue is of 2025-10-01)");
  CHECK(per_mtok(got(catalog.price("anthropic/claude-haiku-4-5", {2025, 10, 1})).base.input) ==
        doctest::Approx(1));
}

TEST_CASE("audio and images have prices of their own, with where they come from") {
  const PriceRow flash = base("google/gemini-2.5-flash", today);
  CHECK(per_mtok(*flash.media.audio.input) == doctest::Approx(1));
  CHECK(per_mtok(*flash.media.audio.cache_read) == doctest::Approx(0.1));
  CHECK(per_mtok(*flash.media.image.input) == doctest::Approx(0.3));
  CHECK_FALSE(flash.media.audio.output.has_value());
  const PriceRow claude = base("anthropic/claude-sonnet-4-5", today);
  CHECK(*claude.media.image.input == claude.input);
  CHECK(claude.media_source.starts_with("docs.claude.com"));
  CHECK(per_mtok(*base("openai/gpt-realtime", today).media.audio.output) == doctest::Approx(64));
  CHECK_FALSE(base("deepseek/deepseek-chat", today).media.image.input.has_value());
}
