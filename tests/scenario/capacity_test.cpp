#include <doctest/doctest.h>

#include <algorithm>

#include "reading.h"

using namespace llmtco;

namespace {

/// Replicas that were measured at 10 calls a second, loaded to the brim; so many calls a second.
std::string fleet_with(const std::string& requests, const std::string& fields,
                       const std::string& kind = "rented") {
  return "scenario: Machines\nas_of: 2026-11-20\nhorizon: 12 months\nworkload:\n  chat: {" + requests +
         ", input_tokens: 500, output_tokens: 300}\noptions:\n  x: {kind: " + kind +
         ", model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1, "
         "throughput: 3000 tokens/s, max_load: 100%, " +
         fields + "}\n";
}

const std::string office = "requests: 20/s, profile: {hours: {08:00-18:00: 95%}, days: {mon-fri: 100%}}";

double of_line(const Result& result, const std::string& item) {
  const auto& lines = result.options.at(0).lines;
  const auto found =
      std::find_if(lines.begin(), lines.end(), [&](const LineResult& line) { return line.item == item; });
  REQUIRE_MESSAGE(found != lines.end(), item);
  return found->monthly_usd.mean.value;
}

/// What is wrong with the capacity of a fleet.
std::string wrong(const std::string& capacity, const std::string& more = "") {
  return complaints(fleet_with(office, more + "capacity: [" + capacity + "]"));
}

}  // namespace

TEST_CASE("a capacity of four kinds is paid for in merit order") {
  // 95 % of a day's calls within ten hours, five days a week: 0.95 x 168 / 50 = 3.192 x 20 = 63.84 calls a second need 7
  // replicas in 50 hours; 0.05 x 168 / 70 x 20 = 2.4 one in 70, and none but one always in the other 48.
  const Result result = answer(fleet_with(office,
                                          "capacity: [{kind: reserved, term: 1y, replicas: 1, price: $1/h}, "
                                          "{kind: block, replicas: 2, hours: mon-fri "
                                          "08:00-18:00, price: $1.5/h}, {kind: spot, replicas: at most 3, "
                                          "price: $0.5/h, evictions: 0%/h}, {kind: "
                                          "on_demand, price: $2/h, start: 6 min}]"));
  CHECK(of_line(result, "hours, reserved 1y") == doctest::Approx(730));
  CHECK(of_line(result, "unused hours, reserved 1y") == doctest::Approx(0));
  CHECK(of_line(result, "hours, block mon-fri 08:00-18:00") == doctest::Approx(50 * 2 / 168.0 * 730 * 1.5));
  CHECK(of_line(result, "hours, spot") == doctest::Approx(50 * 3 / 168.0 * 730 * 0.5));
  CHECK(of_line(result, "GPU hours, on demand") == doctest::Approx(50 * 1 / 168.0 * 730 * 2));
  CHECK(of_line(result, "hours of starts, on demand") == doctest::Approx(5 * 730 / 168.0 * 0.1 * 2));
}

TEST_CASE("a block on a clock ahead of UTC has its hours there") {
  // Nine hours ahead, 08:00-18:00 of Monday is 23:00 on Sunday to 09:00 UTC: with the profile on the same clock all
  // its hours are used.
  const std::string there =
      "requests: 20/s, profile: {hours: {08:00-18:00: 95%}, days: {mon-fri: 100%}, utc_offset: 9}";
  const auto unused = [&](const std::string& clock) {
    return of_line(
        answer(fleet_with(there,
                          "capacity: [{kind: block, replicas: 7, hours: mon-fri 08:00-18:00, price: "
                          "$1.5/h" +
                              clock + "}, {kind: on_demand, price: $2/h}]")),
        "unused hours, block mon-fri 08:00-18:00");
  };
  CHECK(unused(", utc_offset: 9") == doctest::Approx(0));
  CHECK(unused("") > 1000);
}

TEST_CASE("prices of spot and reserved machines are the catalogue's where nobody gives them") {
  const Study study = good_study(fleet_with(
      office,
      "segment: hyperscaler, capacity: [{kind: reserved, term: 3y, replicas: 2}, {kind: spot, evictions: "
      "1/month, rework: 3 min}]"));
  const auto& contracts = study.options.at(0).contracts;
  REQUIRE(contracts.size() == 2);
  const auto source = [&](OriginId origin) { return study.variables.origin(origin).name; };
  CHECK(source(std::get<Reserved>(contracts[0]).price.origin) == "h100-80-sxm.rent.hyperscaler.3y");
  CHECK(source(std::get<Spot>(contracts[1]).price.origin) == "h100-80-sxm.rent.hyperscaler.spot");
}

TEST_CASE("as many are reserved as cost least on average, and the report says so") {
  const std::string text = fleet_with("requests: {uniform: {low: 0.01/s, high: 200/s}}",
                                      "capacity: [{kind: reserved, term: 1y, replicas: cheapest, price: "
                                      "$1.24/h}, {kind: on_demand, price: $2/h}]");
  const Study study = good_study(text);
  CHECK(std::get<Reserved>(study.options.at(0).contracts[0]).replicas.constant == 8);
  const auto& origins = study.variables.origins();
  CHECK(std::any_of(origins.begin(), origins.end(), [](const Origin& origin) {
    return origin.source.find("8 replicas are reserved 1y, which is cheapest on average: $") == 0;
  }));
}

TEST_CASE("capacities that cannot be are named where they stand") {
  struct Mistake {
    std::string capacity, says;
  };
  const std::string last = ", {kind: on_demand, price: $2/h}";
  for (const Mistake& each : std::vector<Mistake>{
           {"{kind: spot, price: $1/h, evictions: 100%/h}",
            "s.yaml:7:207: machines that are taken away every hour serve nothing at "
            "options.x.capacity.0.evictions; "
            "evictions are below 100 %/h; give them as 5 %/h, or as 1/month\n"},
           {"{kind: spot, price: $1/h, evictions: 150%/h}",
            "s.yaml:7:207: '150%/h' is out of range: it must be from 0 to 100 %/h at "
            "options.x.capacity.0.evictions\n"},
           {"{kind: spot, price: $1/h, evictions: -1%/h}",
            "s.yaml:7:207: '-1%/h' is out of range: it must be from 0 to 100 %/h at "
            "options.x.capacity.0.evictions\n"},
           {"{kind: spot, price: $1/h, evictions: 5%}",
            "s.yaml:7:207: '5%' is a plain number: expected how often something happens, such as 5%/h or "
            "1/month at "
            "options.x.capacity.0.evictions\n"},
           {"{kind: spot, price: $1/h, fallback: on_demand}",
            "s.yaml:7:206: no on_demand follows that could stand in at options.x.capacity.0.fallback; add "
            "{kind: "
            "on_demand} behind it, or write fallback: none\n"},
           {"{kind: on_demand, price: $2/h}, {kind: reserved, term: 1y, replicas: 1, price: $1/h}",
            "s.yaml:7:202: nothing is left for it: on_demand before it serves whatever is needed at "
            "options.x.capacity.1; give that one its `replicas`, or put this one first\n"},
           {"{kind: reserved, term: 1y, replicas: cheepest, price: $1/h}" + last,
            "s.yaml:7:207: 'cheepest' is no number, nor cheapest at options.x.capacity.0.replicas; did you "
            "mean "
            "'cheapest'?\n"},
           {"{kind: reserved, term: 2y, replicas: 1, price: $1/h}" + last,
            "s.yaml:7:193: unknown term '2y' at options.x.capacity.0.term; did you mean '1y'?\n"},
           {"{kind: reserved, term: 1y, replicas: -1, price: $1/h}" + last,
            "s.yaml:7:207: '-1' is out of range: it must be from 0 to 1000000 at "
            "options.x.capacity.0.replicas\n"},
           {"{kind: reservd, term: 1y, replicas: 1, price: $1/h}" + last,
            "s.yaml:7:177: unknown kind 'reservd' at options.x.capacity.0.kind; did you mean 'reserved'?\n"},
           {"{kind: reserved, term: 1y, replicas: cheapest, price: $1/h}, {kind: reserved, term: 3y, "
            "replicas: "
            "cheapest, price: $0.8/h}" +
                last,
            "s.yaml:7:268: another reservation before it is `cheapest` as well at "
            "options.x.capacity.1.replicas; give "
            "one of the two its number\n"},
           {"{kind: block, replicas: 1, hours: mon-fri 08:30-18:00, price: $1/h}" + last,
            "s.yaml:7:204: 'mon-fri 08:30-18:00' names no hours of a week at options.x.capacity.0.hours; "
            "write whole "
            "hours as mon-fri 08:00-18:00, or 08:00-18:00 of every day\n"}})
    CHECK(wrong(each.capacity) == each.says);
  CHECK(wrong("{kind: on_demand, price: $2/h}", "price: $2/h, ") ==
        "s.yaml:7:159: `capacity` has the prices: leave `price` out at options.x.price\n");
}

TEST_CASE("more than a fixed fleet has, and fewer workers at most than always, are named where they stand") {
  const std::string fixed =
      "scenario: S\nas_of: 2026-11-20\nhorizon: 12 months\nworkload:\n  chat: {" + office +
      ", input_tokens: 500, output_tokens: 300}\noptions:\n  x: {kind: rented, model: "
      "llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1, "
      "replicas: 2, capacity: [{kind: reserved, term: 1y, price: $1/h, replicas: 3}]}\n";
  CHECK(complaints(fixed) ==
        "s.yaml:7:190: 3 replicas are taken for a fleet of 2 at options.x.capacity.0.replicas\n");
  CHECK(complaints(fleet_with(office, "price: $0.001/s, min_replicas: 3, max_replicas: 2", "serverless")) ==
        "s.yaml:7:211: max_replicas is below min_replicas, 3 at options.x.max_replicas\n");
  CHECK(complaints(fleet_with(office, "price: $0.001/s, replicas: 2", "serverless")) ==
        "s.yaml:7:180: unknown key 'replicas' in options.x\n");
}
