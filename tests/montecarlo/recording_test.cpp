#include "montecarlo/recording.h"

#include "measures/list.h"
#include "studies.h"

using namespace llmtco;

namespace {

Evaluation with_lines(std::vector<double> dollars) {
  Evaluation evaluation;
  for (const double each : dollars)
    evaluation.bill.push_back(
        lump({.labels = {.name = "it"}, .type = CostType::invoiced, .behaviour = CostBehaviour::fixed},
             Drawn<Usd>(each * usd)));
  set_costs(evaluation.bill, evaluation.figures);
  return evaluation;
}

}  // namespace

TEST_CASE("a recording says how many series of draws it may have to keep") {
  // Costs on three bases; a line apart from the total only where there are several. Shares keep sums.
  Evaluation one = with_lines({100}), two = with_lines({100, 50});
  CHECK(Recording(16, {}, {one}).series_of_draws() == 3);
  CHECK(Recording(16, {}, {two}).series_of_draws() == 5);
  CHECK(Recording(16, {}, {one, two}).series_of_draws() == 8);
  two.figures.set(measures::meets_slo, 1.0);
  CHECK(Recording(16, {}, {two}).series_of_draws() == 5);
  two.figures.set(measures::load, 0.5, {.month = 3});
  CHECK(Recording(16, {}, {two}).series_of_draws() == 6);
  // In brief costs alone: neither lines nor what fleets do.
  CHECK(Recording(16, {}, {two}, {.brief = true}).series_of_draws() == 3);
  // Nor damage, nor what single months come to; but what must be bought, whose range is the question.
  two.figures.set(measures::damage, 10.0 * usd);
  two.figures.set(measures::monthly_cost, 100.0 * usd, {.month = 0});
  CHECK(Recording(16, {}, {two}, {.brief = true}).series_of_draws() == 3);
  two.figures.set(measures::bought, 8.0);
  CHECK(Recording(16, {}, {two}, {.brief = true}).series_of_draws() == 4);
}

TEST_CASE("a figure that is another one has its series, and the only line of a bill that of the total") {
  Evaluation api;
  api.bill = {
      lump({.labels = {.name = "tokens"}, .type = CostType::invoiced, .behaviour = CostBehaviour::usage},
           Drawn<Usd>(100.0 * usd))};
  set_costs(api.bill, api.figures);
  const Recording recording(16, {}, {api});
  const OptionRecording& option = recording.options[0];
  CHECK(option.figures.at(measures::marginal_cost) == option.figures.at(measures::monthly_cost));
  CHECK(option.figures.at(measures::energy_cost) != option.figures.at(measures::monthly_cost));
  CHECK(option.lines[0].amount == option.figures.at(measures::monthly_cost));
}

TEST_CASE("the only line of a bill is not its total where nobody is paid for it") {
  Evaluation it = with_lines({100});
  it.bill[0].type = CostType::risk;
  it.figures = {};
  set_costs(it.bill, it.figures);
  const Recording recording(16, {}, {it});
  const OptionRecording& option = recording.options[0];
  CHECK(option.lines[0].amount != option.figures.at(measures::monthly_cost));
}
