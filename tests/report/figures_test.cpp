#include <doctest/doctest.h>

#include "measures/list.h"
#include "montecarlo/summarize.h"
#include "report/csv.h"
#include "report/figure_groups.h"
#include "report/json.h"

using namespace llmtco;

namespace {

constexpr std::size_t blocks = 8;

/// An option that sets every figure of the list to a number of its own, for some subjects.
Result one_of_everything(const std::vector<Subject>& subjects) {
  Study study;
  study.name = "A test";
  RequestClass chat, search;
  chat.name = "chat";
  search.name = "search";
  study.demand.workload.classes = {chat, search};
  study.options.push_back({.name = "it", .kind = "custom", .serving = Stated{}});
  Figures<Column> demand;
  Evaluation evaluation;
  for (const Measure& measure : measures::all) {
    if (measure.is_ratio()) continue;
    for (const Subject& subject : subjects) {
      const double number = measure.reduction == Reduction::share ? 1
                            : measure.topic == Topic::demand      ? 4
                                                                  : 8;
      (measure.topic == Topic::demand ? demand : evaluation.figures).put(measure, number, subject);
    }
  }
  Recording recording(blocks, demand, {evaluation});
  for (std::size_t block = 0; block < blocks; ++block) recording.set(block, demand, {evaluation});
  recording.finish();
  return summarize({&study}, {recording}, {.replicates = blocks, .pool = nullptr}).front();
}

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("whatever figure of the list an evaluation sets arrives in result, JSON and CSV") {
  const Result result = one_of_everything({{}});
  const std::string json = to_json(result), csv = to_csv(result);
  for (const Measure& measure : measures::all) {
    CAPTURE(measure.id);
    if (!measure.is_reported()) {
      CHECK(result.options[0].find(measure) == nullptr);
      continue;
    }
    const bool of_demand = measure.topic == Topic::demand;
    const Statistics* figure = of_demand ? result.demand.find(measure) : result.options[0].find(measure);
    REQUIRE(figure != nullptr);
    const double expected = measure.reduction == Reduction::share   ? 1
                            : of_demand                             ? 4
                            : measure.id == "cost.per_right_answer" ? 8 / 8
                            : measure.is_ratio()                    ? 8 / 4
                                                                    : 8;
    CHECK(figure->mean.value == expected);
    CHECK(figure->reduction == measure.reduction);
    // The answer has a p_best of its own, the limits a floor of accuracy.
    const std::size_t in_answer = measure.key == "p_best" || measure.key == "accuracy" ? 1 : 0;
    CHECK(times_in(json, "\"" + std::string(measure.key.substr(0, measure.key.find('.'))) + "\":") ==
          1 + in_answer);
    const std::string row = "it," + metric_of(measure) + "," + std::string(name(measure.basis)) + ",";
    CHECK(times_in(csv, row) == (of_demand || measure.topic == Topic::feasibility ? 0 : 1));
  }
  CHECK(times_in(json, "\"classes\"") == 0);
  CHECK(times_in(json, "\"months\"") == 0);
}

TEST_CASE(
    "figures of a class stand under its name, those of a month in a list, and only where there are any") {
  const Result result = one_of_everything({{}, {.request_class = 1}, {.month = 0}, {.month = 1}});
  const std::string json = to_json(result), csv = to_csv(result);
  CHECK(times_in(json, "\"classes\": {") == 1);
  CHECK(times_in(json, "\"search\": {") == 1);
  CHECK(times_in(json, "\"chat\": {") == 0);
  CHECK(times_in(json, "\"demand_months\": [") == 1);
  CHECK(times_in(json, "\"months\": [") == 1);
  CHECK(times_in(json, "\"month\": 1,") == 2);  // of the demand and of the option
  CHECK(times_in(json, "\"month\": 2,") == 2);
  CHECK(times_in(json, "\"monthly_cost_usd\"") == 2);  // of all requests and of the class
  CHECK(times_in(json, "\"cost_usd\"") == 2);          // of the months
  CHECK(times_in(json, "\"tpot_s\"") == 4);
  CHECK(times_in(csv, "it,class search: ttft_p95,,s,8,8,8,8,0,") == 1);
  CHECK(times_in(csv, "it,month 2: monthly_cost,fully loaded,USD,8,8,8,8,0,") == 1);
}

TEST_CASE("a figure that is unknown is null, an object of which nothing is known as a whole") {
  Result result = one_of_everything({{}});
  result.options[0].figures.erase_if([](const auto& figure) {
    return figure.measure->topic == Topic::latency && figure.measure != measures::tpot_p95.row;
  });
  const std::string json = to_json(result);
  CHECK(times_in(json, "\"ttft_s\": null") == 1);
  CHECK(times_in(json, "\"tpot_s\": {\n        \"p50\": null,\n        \"p95\": {") == 1);
}

TEST_CASE("CSV has unit and basis in columns of their own") {
  CHECK(metric_of(measures::ttft_p95) == "ttft_p95");
  CHECK(metric_of(measures::monthly_cost) == "monthly_cost");
  CHECK(metric_of(measures::marginal_cost_per_mtok) == "usd_per_mtok");
  CHECK(metric_of(*measures::find("cost.per_request.energy")) == "cost_per_request");
  CHECK(metric_of(measures::meets_slo) == "p_meets_slo");
}
