#include <algorithm>

#include "scenario/dated_reader.h"
#include "scenario/forms.h"
#include "scenario/people_reader.h"

namespace llmtco {
namespace {

CustomLine line_of(ItemId item, const Place& place) {
  CustomLine line;
  line.item = item;
  line.type = CostType::invoiced;
  line.behaviour = CostBehaviour::fixed;
  line.source = source_text(written_origin(place.node()));
  return line;
}

/// An amount paid once, in a month.
CustomLine once(ItemId item, const Place& place, Inputs& inputs) {
  CustomLine line = line_of(item, place);
  line.price = inputs.number<Usd>(place.at("cost"));
  line.when.from = read_month(place, "month", 0, inputs);
  line.when.until = line.when.from;
  line.life_months = whole_months(place, "life", 0, inputs);
  if (line.life_months > 0) line.type = CostType::amortized;
  return line;
}

/// An amount paid again and again: first in `month`, else after the first interval.
CustomLine again(ItemId item, const Place& place, const char* interval, Inputs& inputs) {
  CustomLine line = line_of(item, place);
  line.price = inputs.number<Usd>(place.at("cost"));
  line.when.every = read_interval(place, interval, inputs);
  line.when.from = read_month(place, "month", line.when.every, inputs);
  return line;
}

CustomLine dual_running(const Place& place, Inputs& inputs) {
  CustomLine line = line_of(ItemId::dual_running, place);
  line.price = inputs.number<UsdPerSecond>(place.at("cost"));
  const int months = whole_months(place, "months", 1, inputs);
  line.when.until = std::min(months, inputs.study().demand.horizon_months) - 1;
  return line;
}

FormPtr once_form(const char* what, const char* doc) {
  using namespace forms;
  return mapping(what,
                 {{"cost", amount<Usd>(), required, doc},
                  {"month", count(1), optional, "of the horizon, from 1, that pays it; the first if absent"},
                  {"life", fixed_amount<Seconds>(), optional,
                   "as 36 months, over which it is written off; a cost of its month if absent"}});
}

FormPtr again_form(const char* what, const char* doc) {
  using namespace forms;
  return mapping(what,
                 {{"cost", amount<Usd>(), required, doc},
                  {"every", fixed_amount<Seconds>(), required, "as 6 months"},
                  {"month", count(1), optional, "the first that pays it; after one interval if absent"}});
}

}  // namespace

FormPtr change_form() {
  using namespace forms;
  return mapping(
      "a change",
      {{"migration", once_form("a migration", "of moving here: prompts rewritten, tests, contracts"),
        optional, "what moving here costs"},
       {"dual_running",
        mapping("dual running", {{"cost", amount<UsdPerSecond>(), required, "of the old way, as $20k/month"},
                                 {"months", fixed_amount<Seconds>(), required, "as 3 months"}}),
        optional, "the old way is paid for as well, in the first months"},
       {"evaluation", again_form("evaluations", "of one round: questions, runs, review"), optional,
        "rounds of evaluation"},
       {"fine_tuning", again_form("fine-tuning", "of one round: data, runs, checks"), optional,
        "rounds of fine-tuning"},
       {"requalification",
        mapping("a requalification",
                {{"cost", amount<Usd>(), required, "of moving to the next model"},
                 {"model_life", fixed_amount<Seconds>(), required,
                  "as 12 months, after which a model is retired"},
                 {"month", count(1), optional, "of the first retirement; after one life if absent"}}),
        optional, "each time the model is retired"},
       {"exit",
        mapping("an exit",
                {{"cost", amount<Usd>(), required, "of leaving again: data, contracts, another move"},
                 {"probability", plain(0, 1), required, "that it comes to that, a year"}}),
        optional, "what being locked in may cost: a risk"}});
}

std::vector<CustomLine> read_change(const Place& option, Inputs& inputs) {
  std::vector<CustomLine> lines;
  const auto change = option.find("change");
  if (!change) return lines;
  if (const auto place = change->find("migration")) lines.push_back(once(ItemId::migration, *place, inputs));
  if (const auto place = change->find("dual_running")) lines.push_back(dual_running(*place, inputs));
  if (const auto place = change->find("evaluation"))
    lines.push_back(again(ItemId::evaluation, *place, "every", inputs));
  if (const auto place = change->find("fine_tuning"))
    lines.push_back(again(ItemId::fine_tuning, *place, "every", inputs));
  if (const auto place = change->find("requalification"))
    lines.push_back(again(ItemId::requalification, *place, "model_life", inputs));
  return lines;
}

std::optional<Exit> read_exit(const Place& option, Inputs& inputs) {
  const auto change = option.find("change");
  const auto place = change ? change->find("exit") : std::nullopt;
  if (!place) return std::nullopt;
  return Exit{inputs.number<Usd>(place->at("cost")), inputs.number<double>(place->at("probability")),
              source_text(written_origin(place->node()))};
}

}  // namespace llmtco
