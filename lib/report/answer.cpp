#include "report/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "report/numbers.h"

namespace llmtco {
namespace {

struct Words {
  const char* lead;
  const Measure* measure;
  const char* than;
};

Words words_of(Objective objective) {
  switch (objective) {
    case Objective::cost:
      return {"Least to pay", measures::monthly_cost.row, "less"};
    case Objective::cost_with_damage:
      return {"Least to pay with expected damage", measures::cost_with_damage.row, "less"};
    case Objective::net_value:
      return {"Most value left", measures::net_value.row, "more"};
  }
  return {"", measures::monthly_cost.row, ""};
}

std::string without_best(const Result& result) {
  const bool any = std::any_of(result.options.begin(), result.options.end(),
                               [](const OptionResult& option) { return option.feasible; });
  return any ? "No option is in the race: each is a yardstick, misses its limits or cannot be compared."
             : "No option can serve this workload.";
}

}  // namespace

std::string answer_text(const Result& result) {
  const Answer& answer = result.answer;
  const auto best = std::find_if(result.options.begin(), result.options.end(),
                                 [&](const OptionResult& option) { return option.name == answer.best; });
  if (best == result.options.end()) return without_best(result);
  const Words words = words_of(answer.objective);
  const Statistics* figure = best->find(*words.measure);
  std::string text = fmt::format("{}: {}", words.lead, best->name);
  if (figure != nullptr) text += fmt::format(", {} a month", money(figure->mean.value));
  if (answer.runner_up.empty()) return text + "; nothing else is in the race.";
  const double difference = answer.difference_usd.mean.value;
  if (difference == 0) return text + fmt::format(", as much as {}.", answer.runner_up);
  return text + fmt::format(", {} {} than {}. It is {} in {} of draws.", money(std::abs(difference)),
                            words.than, answer.runner_up, words.than, percent(answer.p_below.value));
}

}  // namespace llmtco
