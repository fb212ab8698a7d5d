#include "montecarlo/objective.h"
#include "scenario/energy_reader.h"
#include "scenario/finance_reader.h"
#include "scenario/forms.h"
#include "scenario/gates.h"
#include "scenario/known_reader.h"
#include "scenario/option_kinds.h"
#include "scenario/rates.h"
#include "scenario/workload_reader.h"

namespace llmtco {
namespace {

using namespace forms;

/// Of one of the kinds, each with the keys its reader knows.
FormPtr option_form() {
  TaggedForm option{.what = "an option",
                    .tag = "kind",
                    .of = {},
                    .like = "like",
                    .tag_doc = "who serves, and how it is paid for"};
  for (const OptionKind& kind : option_kinds()) {
    const std::string name(kind.name);
    option.of.push_back({name, {"an option of kind " + name, kind.fields()}});
  }
  return form(std::move(option));
}

FormPtr any_number() { return form(NumberForm{.any_dimension = true}); }

Form whole() {
  const auto correlation =
      mapping("a correlation", {{"between", form(ListForm{text()}), required, "two variables"},
                                {"spearman", form(NumberForm{.low = -1, .high = 1, .certain = true}),
                                 required, "rank correlation, -1 to 1"}});
  return Form{MappingForm{
      "a scenario",
      {{"scenario", text(), required, "its name"},
       {"description", form(TextForm{.lines = true}), optional,
        "for the reader of the report; may go over several lines"},
       {"as_of", form(DateForm{}), required, "prices in force on this day are used"},
       {"horizon", fixed_amount<Seconds>(), optional, "whole months, as 12 months; 12 if absent"},
       {"currency", text(), optional, "of the report, as EUR, with its rate under `rates`; USD if absent"},
       {"rates", rates_form(), optional, "dollars of one unit of other currencies, with the day of the rate"},
       {"price_change", share_to(-0.99, 10), optional,
        "how token prices of all APIs move, relative and a year, as -40% to 10%; they stay if absent"},
       {"budget", fixed_amount<UsdPerSecond>(), optional, "as $20k/month"},
       {"budget_of", choice(budget_months.words()), optional,
        "which months must be within the budget; every month if absent"},
       {"objective", choice(objectives.words()), optional,
        "what the best option has least of, or of net_value most; cost, what is to be paid, if absent"},
       {"catalog", form(ListForm{text()}), optional,
        "overlay files with prices, models and accelerators of your own"},
       {"variables", form(NamedForm{"variable", any_number()}), optional,
        "numbers used in several places, or in formulas"},
       {"correlations", form(ListForm{correlation}), optional, "between variables"},
       {"models", form(NamedForm{"model", known_model_form()}), optional,
        "what is known of a model, for all options on it"},
       {"endpoints", form(NamedForm{"endpoint", known_endpoint_form()}), optional,
        "what is known of an endpoint, for all options on it"},
       {"energy", energy_form(), optional,
        "asks for energy, carbon and water of every option whose energy is known, and says of which "
        "electricity"},
       {"workload", form(NamedForm{"request class", request_class_form()}), required,
        "who asks what, how often"},
       {"options", form(NamedForm{"option", option_form()}), required, "ways to serve it"},
       {"finance", finance_form(), optional, "what money is worth: present values, payback, rates of return"},
       {"business", business_form(), optional, "what comes in, and what it has to last"},
       {"gates", gates_form(), optional, "rules that `check` holds a change to (docs/check.md)"}}}};
}

}  // namespace

const Form& scenario_form() {
  static const Form form_of_all = whole();
  return form_of_all;
}

}  // namespace llmtco
