#include "scenario/finance_reader.h"

#include <fmt/format.h>

#include <cmath>

#include "scenario/forms.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// One factor for each month of the horizon, lognormal about 1, each drawn by itself.
std::vector<Uncertain<double>> factors(const Place& volatility, Inputs& inputs) {
  const double cv = inputs.known_number(volatility), variance = std::log1p(cv * cv);
  std::vector<Uncertain<double>> months;
  if (cv == 0) return months;
  Study& study = inputs.study();
  const OriginId from = inputs.origin(written_origin(volatility.node()));
  for (int m = 0; m < study.demand.horizon_months; ++m) {
    months.push_back(study.variables.uncertain(
        fmt::format("business.takings of month {}", m + 1),
        DistributionOf<double>{distributions::Lognormal{std::exp(-variance / 2), std::sqrt(variance)}},
        from));
  }
  return months;
}

Customer read_customer(const Place& place, Inputs& inputs) {
  return {.acquisition = inputs.number<Usd>(place.at("acquisition")),
          .revenue = inputs.number<UsdPerSecond>(place.at("revenue")),
          .tasks = inputs.number<RequestsPerSecond>(place.at("tasks")),
          .churn = inputs.number_if<double>(place, "churn")};
}

}  // namespace

FormPtr finance_form() {
  using namespace forms;
  return mapping(
      "terms of finance",
      {{"rate", plain(0, 1), required, "what money is worth, a year, nominal, compounded monthly, as 10%"},
       {"reinvest_rate", plain(0, 1), optional,
        "a year, at which what comes back is kept, for the modified rate of return; `rate` if absent"},
       {"inflation", share_to(0, 1), optional,
        "a year, of all that is paid; 0, prices of the first day, if absent"},
       {"reference", text(), optional, "the option that others are held against, as what is paid today"},
       {"paid_at", choice(paid_at.words()), optional,
        "when in a month running costs fall; its end if absent"},
       {"machines_left", choice({"book_value", "nothing"}), optional,
        "what machines are worth at the end of the horizon; book_value if absent"}});
}

FormPtr business_form() {
  using namespace forms;
  return mapping(
      "a business",
      {{"revenue_per_task", amount<UsdPerRequest>(), optional, "what a task brings; or revenue"},
       {"revenue", amount<UsdPerSecond>(), optional, "what comes in, as $40k/month"},
       {"volatility", form(NumberForm{.low = 0, .high = 10, .certain = true}), optional,
        "spread of the takings of single months, standard deviation over mean; none if absent"},
       {"cash", amount<Usd>(), optional, "in the bank on the first day"},
       {"other_burn", amount<UsdPerSecond>(), optional,
        "all else that is paid, as $60k/month; none if absent"},
       {"funds", amount<Usd>(), optional, "that an option may cost in all"},
       {"customer",
        mapping("a customer",
                {{"acquisition", amount<Usd>(), required, "paid to win one"},
                 {"revenue", amount<UsdPerSecond>(), required, "of one, as $40/month"},
                 {"tasks", amount<RequestsPerSecond>(), required, "of one, as 300/month"},
                 {"churn", plain(0, 1), optional, "share that leaves in a month; none if absent"}}),
        optional, "what one customer brings"}});
}

void read_finance(const Place& root, Inputs& inputs) {
  const auto place = root.find("finance");
  if (!place) return;
  Study& study = inputs.study();
  Finance finance{.rate = inputs.number<double>(place->at("rate"))};
  finance.reinvest = inputs.number_if<double>(*place, "reinvest_rate");
  finance.inflation = inputs.number(*place, "inflation", 0.0, "prices stay those of the first day",
                                    {{instead(0.02, "2 % a year"), instead(0.04, "4 %")}});
  if (const auto at = place->find("paid_at")) finance.paid = *paid_at.from_text(at->text());
  if (const auto left = place->find("machines_left")) finance.books_are_worth = left->text() == "book_value";
  if (const auto reference = place->find("reference")) {
    finance.reference = reference->text();
    std::vector<std::string> names;
    for (const Option& option : study.options) names.push_back(option.name);
    if (!place_of(finance.reference, study.options))
      inputs.diagnostics().error(
          reference->node().location(),
          fmt::format("there is no option {}{}", shown(finance.reference), at_path(reference->node())),
          did_you_mean(finance.reference, names));
  }
  study.finance = std::move(finance);
}

void read_business(const Place& root, Inputs& inputs) {
  const auto place = root.find("business");
  if (!place) return;
  Business business;
  const auto wrong = [&](const Place& where, const char* what) {
    inputs.diagnostics().error(where.node().key_location(), fmt::format("{}{}", what, at_path(where.node())));
  };
  if (const auto each = place->find("revenue_per_task"))
    business.revenue = inputs.number<UsdPerRequest>(*each);
  if (const auto all = place->find("revenue")) {
    if (business.revenue) wrong(*all, "give revenue_per_task or revenue, not both");
    business.revenue = inputs.number<UsdPerSecond>(*all);
  }
  if (const auto volatility = place->find("volatility")) {
    if (!business.revenue) wrong(*volatility, "volatility is of the revenue, and there is none");
    business.months = factors(*volatility, inputs);
  }
  business.cash = inputs.number_if<Usd>(*place, "cash");
  if (const auto burn = place->find("other_burn")) {
    if (!business.cash) wrong(*burn, "other_burn eats up cash, and there is none");
    business.other_burn = inputs.number<UsdPerSecond>(*burn);
  }
  business.funds = inputs.number_if<Usd>(*place, "funds");
  if (const auto customer = place->find("customer")) business.customer = read_customer(*customer, inputs);
  inputs.study().business = std::move(business);
}

}  // namespace llmtco
