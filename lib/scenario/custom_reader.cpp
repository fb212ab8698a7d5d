#include "scenario/energy_reader.h"
#include "scenario/forms.h"
#include "scenario/option_kinds.h"

namespace llmtco {

std::vector<Field> custom_fields() {
  using namespace forms;
  return with_energy(EnergyOf::bought,
                     with_common(with_spend_contracts({{"lines", cost_lines_form(), required, "the bill"},
                                                       {"speed", speed_form(), optional, "unknown if absent"},
                                                       {"model", name_of(CatalogKind::quality), optional,
                                                        "model of the quality figures"}})));
}

void read_custom(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  option.contracts.emplace_back(CustomLines{read_cost_lines(place.find("lines"), inputs)});
  add_spend_contracts(place, inputs, option);
  Stated stated;
  if (const auto speed = place.find("speed")) {
    stated.speed = read_speed(*speed, inputs, option);
  } else {
    option.speed = {"unknown", "the scenario gives no speed"};
  }
  option.serving = std::move(stated);
  const auto model = place.find("model");
  if (model || place.has("accuracy")) {
    option.answers =
        read_accuracy(place.find("accuracy"), {.model = model ? model->text() : ""}, sources, inputs);
  } else {
    option.answers.note = "the scenario names neither a model nor an accuracy";
  }
}

}  // namespace llmtco
