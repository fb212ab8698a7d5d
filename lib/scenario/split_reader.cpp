#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/forms.h"
#include "scenario/option_kinds.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {

std::vector<Field> split_fields() {
  return with_costs({{"parts", form(NamedForm{"option", forms::share()}), forms::required,
                      "share of the requests of each option"}});
}

void read_split(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  Split split;
  std::vector<std::string> candidates;
  for (const Place& other : sources.options.children()) {
    if (&kind_of(other) != &kind_of(place)) candidates.push_back(other.key());
  }
  double known = 0;
  bool certain = true;
  for (const Place& part : place.at("parts").children()) {
    split.parts.push_back({part.key(), inputs.number<double>(part)});
    certain = certain && split.parts.back().share.is_known();
    known += split.parts.back().share.constant;
    if (std::find(candidates.begin(), candidates.end(), part.key()) != candidates.end()) continue;
    const bool is_split = sources.options.node().find(part.key()).has_value();
    inputs.diagnostics().error(
        part.node().key_location(),
        fmt::format("{} {}{}", shown(part.key()),
                    is_split ? "is a split itself" : "is no option of this scenario", at_path(part.node())),
        did_you_mean(part.key(), candidates));
  }
  if (certain && std::abs(known - 1) > 1e-9) {
    inputs.diagnostics().error(
        place.at("parts").node().location(),
        fmt::format("the shares sum to {:.6g}, not to 1{}", known, at_path(place.at("parts").node())));
  }
  option.serving = std::move(split);
  option.answers.note = "weighted over the parts";
}

}  // namespace llmtco
