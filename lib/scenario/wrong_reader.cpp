#include <fmt/format.h>

#include <algorithm>

#include "scenario/demand_reader.h"
#include "scenario/forms.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr int most_retries = 20;

FormPtr wrong_form() {
  using namespace forms;
  const auto escalation =
      mapping("an escalation", {{"escalate", text(), required, "option that is asked then"}});
  return mapping(
      "wrong answers",
      {{"detected", share(), required, "share of wrong answers that are found"},
       {"then", form(EitherForm{choice({"retry", "human"}), escalation}), required,
        "what is done about those: retry, human, or {escalate: OPTION}"},
       {"retries", form(NumberForm{.low = 1, .high = most_retries, .certain = true, .whole = true}), optional,
        "at most so many of a task; required with `then: retry`"},
       {"same_again", share(), optional,
        "share of wrong answers that whoever tries again gives again, beyond chance; none if absent"},
       {"human_cost", amount<UsdPerRequest>(), optional,
        "what a person who does the task costs: with `then: human`, and of what is still wrong after the "
        "others"},
       {"undetected_cost", amount<UsdPerRequest>(), optional,
        "damage of a wrong answer that nobody finds, and of a task that is given up; none if absent"},
       {"churn",
        mapping("a churn",
                {{"share", share(), required, "of those answers over which a customer leaves"},
                 {"value", amount<UsdPerRequest>(), required, "what a customer is worth, as $200"}}),
        optional, "customers who leave; none if absent"}});
}

FormPtr critical_form() {
  using namespace forms;
  return mapping(
      "critical failures",
      {{"per_million", plain(0, 1e6), required,
        "of a million answers of the published weights, as 0.2 to 3; formats of few bits have more"},
       {"cost", amount<UsdPerRequest>(), required, "of each, as $250k"}});
}

/// Keys that only some ways to go on have.
void check_keys(const Place& place, const WrongAnswers& wrong, Inputs& inputs) {
  const auto retries = place.find("retries");
  const auto complain = [&](const Node& node, const char* message) {
    inputs.diagnostics().error(node.location(), message + at_path(node));
  };
  if (wrong.then == AfterWrong::retry && !retries)
    complain(place.at("then").node(), "say how often a task is tried again, as `retries: 1`");
  if (wrong.then != AfterWrong::retry && retries) complain(retries->node(), "`retries` is of `then: retry`");
  if (wrong.then == AfterWrong::human && !wrong.human_cost)
    complain(place.at("then").node(), "say what a person who does the task costs, as `human_cost: $4`");
  if (const auto same = place.find("same_again"); same && wrong.then == AfterWrong::human)
    complain(same->node(), "`same_again` is of retries and other options; people are right");
}

struct NamedOption {
  std::string name;
  Node node;
};

/// The option of that name, or what was meant.
const Option* named_option(const NamedOption& named, Inputs& inputs) {
  const std::vector<Option>& options = inputs.study().options;
  if (const auto place = place_of(named.name, options)) return &options[*place];
  std::vector<std::string> names;
  for (const Option& option : options) names.push_back(option.name);
  inputs.diagnostics().error(
      named.node.location(),
      fmt::format("{} is no option of this scenario{}", shown(named.name), at_path(named.node)),
      did_you_mean(named.name, names));
  return nullptr;
}

/// Whether it is known how right an option is; of a split or route, how right its parts are.
bool accuracy_is_known(const Option& option, const std::vector<Option>& all) {
  if (!std::holds_alternative<Split>(option.serving) && !std::holds_alternative<Route>(option.serving))
    return !option.answers.by_class.empty();
  const std::vector<std::string> parts = sends_to(option);
  return std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
    const auto place = place_of(part, all);
    return place && accuracy_is_known(all[*place], all);
  });
}

}  // namespace

std::vector<Field> wrong_fields() {
  return {
      {"wrong", wrong_form(), forms::optional, "what becomes of wrong answers; in place of cost_if_wrong"},
      {"critical", critical_form(), forms::optional, "rare and dear failures; none if absent"}};
}

std::optional<WrongAnswers> read_wrong(const Place& requests, Inputs& inputs) {
  const auto place = requests.find("wrong");
  if (!place) return std::nullopt;
  WrongAnswers wrong;
  wrong.detected = inputs.number<double>(place->at("detected"));
  const Place then = place->at("then");
  if (then.node().is_mapping()) {
    wrong.then = AfterWrong::escalate;
    wrong.escalate_to = then.at("escalate").text();
  } else {
    wrong.then = *after_wrong_names.from_text(then.text());
  }
  if (const auto retries = place->find("retries"))
    wrong.retries = static_cast<int>(inputs.known_number(*retries));
  if (const auto human = place->find("human_cost")) wrong.human_cost = inputs.number<UsdPerRequest>(*human);
  const Instead others =
      wrong.then == AfterWrong::human
          ? std::vector<Alternative>()
          : std::vector<Alternative>{instead(0.3, "30 % of them are wrong again for the same reason"),
                                     instead(1.0, "all")};
  wrong.same_again = inputs.number(*place, "same_again", 0.0,
                                   "who tries again is wrong no more often than on any other task", others);
  wrong.undetected_cost = inputs.number(
      *place, "undetected_cost", UsdPerRequest(), "wrong answers that nobody finds do no damage",
      {{instead(0.1 * usd / request, "10 cents each"), instead(1.0 * usd / request, "$1 each")}});
  if (const auto churn = place->find("churn"))
    wrong.churn = WrongAnswers::Churn{inputs.number<double>(churn->at("share")),
                                      inputs.number<UsdPerRequest>(churn->at("value"))};
  check_keys(*place, wrong, inputs);
  if (const auto cost = requests.find("cost_if_wrong"))
    inputs.diagnostics().error(
        cost->node().location(),
        fmt::format("`wrong` says what wrong answers cost, so that cost_if_wrong is not asked{}",
                    at_path(cost->node())),
        "leave it out, or give it as wrong.undetected_cost");
  return wrong;
}

std::optional<CriticalFailures> read_critical(const Place& requests, Inputs& inputs) {
  const auto place = requests.find("critical");
  if (!place) return std::nullopt;
  return CriticalFailures{inputs.number<double>(place->at("per_million")),
                          inputs.number<UsdPerRequest>(place->at("cost"))};
}

void check_named_options(const Place& workload, Inputs& inputs) {
  for (const Place& requests : workload.children()) {
    if (const auto elasticity = requests.find("elasticity")) {
      if (const auto reference = elasticity->find("reference"))
        named_option({reference->text(), reference->node()}, inputs);
    }
    const auto wrong = requests.find("wrong");
    if (!wrong || !wrong->at("then").node().is_mapping()) continue;
    const Place escalate = wrong->at("then").at("escalate");
    const Option* option = named_option({escalate.text(), escalate.node()}, inputs);
    if (option != nullptr && !accuracy_is_known(*option, inputs.study().options))
      inputs.diagnostics().error(
          escalate.node().location(),
          fmt::format("how right {} is is unknown, so that nobody can say what asking it changes{}",
                      shown(option->name), at_path(escalate.node())),
          "give its `accuracy`");
  }
}

}  // namespace llmtco
