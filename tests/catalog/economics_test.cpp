#include "get.h"

using namespace llmtco;

TEST_CASE("electricity, colocation, carbon and pay in the units of the program") {
  const Catalog catalog;
  const auto figure = [&](const char* id) { return got(catalog.economic_figure(id)); };
  CHECK(figure("electricity-us-commercial").as<UsdPerJoule>().low / (usd / kWh) == doctest::Approx(0.1437));
  CHECK(figure("pue-average").value.low == doctest::Approx(1.54));
  CHECK(figure("carbon-us").as<KilogramsPerJoule>().low / (kg / kWh) == doctest::Approx(0.414));
  // 6.5 kW at $194.95 a kW-month: $1,267 a month.
  const auto colocation = figure("colocation-us").as<UsdPerJoule>().low;
  CHECK(6.5 * kW * colocation * month / usd == doctest::Approx(1267).epsilon(0.001));
  const auto pay = figure("mlops-senior-total").as<UsdPerSecond>();
  CHECK(pay.low * year / usd == doctest::Approx(260'000));
  CHECK(pay.high * year / usd == doctest::Approx(520'000));
  // 40 GB of text leave the cloud for $3.60 a month.
  CHECK(40.0 * GB * figure("egress").as<UsdPerByte>().low / usd == doctest::Approx(3.6));
}

TEST_CASE("eight A100 for a month emit 3.03 t") {
  // 6.5 kW * 1.54 * 730 h = 7,307.3 kWh, at 0.414 kg/kWh.
  const Catalog catalog;
  const double pue = got(catalog.economic_figure("pue-average")).value.low;
  const Joules energy = pue * *got(catalog.accelerator("dgx-a100-8x40")).power * month;
  CHECK(energy / kWh == doctest::Approx(7307.3).epsilon(1e-4));
  const auto carbon = got(catalog.economic_figure("carbon-us")).as<KilogramsPerJoule>().low;
  CHECK(energy * carbon / (1000.0 * kg) == doctest::Approx(3.025).epsilon(0.001));
}

TEST_CASE("the energy of a token of a 7.25B model is 2.08 Wh per thousand") {
  const Catalog catalog;
  const auto base = got(catalog.economic_figure("energy-per-token-base")).as<JoulesPerToken>().low;
  const auto slope = got(catalog.economic_figure("energy-per-token-per-billion")).as<JoulesPerToken>().low;
  CHECK((base + 7.25 * slope) * (1000.0 * token) / (kWh / 1000.0) == doctest::Approx(2.08).epsilon(0.005));
}

TEST_CASE("endpoint speeds say whether somebody measured or the vendor claims them") {
  const Catalog catalog;
  const EndpointSpeed groq = got(catalog.endpoint_speed("groq/llama-2-70b-chat@2024-01"));
  CHECK(groq.kind == "measured");
  CHECK(groq.output_typical->base_units() == doctest::Approx(185.1));
  CHECK(groq.output->low.base_units() == doctest::Approx(148.1));
  CHECK(*groq.ttft_p50 / ms == doctest::Approx(221.9));
  CHECK(*groq.itl_p50 / ms == doctest::Approx(5.3));
  const EndpointSpeed daily = got(catalog.endpoint_speed("openai/gpt-4o-2024-08-06@2026-07"));
  CHECK(daily.output_days->low.base_units() == doctest::Approx(83.29));
  CHECK(daily.ttft_days->high / second == doctest::Approx(1.312));
  CHECK_FALSE(groq.output_days);
  CHECK(got(catalog.endpoint_speed("replicate/llama-2-7b-chat@2023-12")).suspicious);
  CHECK(got(catalog.endpoint_speed("cerebras/llama-3.1-8b@2024-08")).kind == "claim");
}
