#include "scenario/distribution_forms.h"

namespace llmtco {

std::vector<std::pair<std::string, MappingForm>> distribution_forms(const NumberForm& number) {
  NumberForm known = number;
  known.certain = true;
  known.low = -std::numeric_limits<double>::infinity();
  known.high = std::numeric_limits<double>::infinity();
  const FormPtr value = form(known);
  const FormPtr plain = form(NumberForm{.certain = true});
  const FormPtr part = form(number);
  const FormPtr text = form(TextForm{});
  constexpr bool required = true, optional = false;

  const std::vector<Field> low_mode_high{{"low", value, required, "least"},
                                         {"mode", value, required, "most likely"},
                                         {"high", value, required, "largest"}};
  const FormPtr weighted = form(MappingForm{
      "a part of a mixture",
      {{"weight", plain, required, "share of draws"}, {"of", part, required, "its distribution"}}});
  return {
      {"normal", {"normal", {{"mean", value, required, ""}, {"sd", value, required, "standard deviation"}}}},
      {"lognormal",
       {"lognormal", {{"median", value, required, ""}, {"sigma", plain, required, "of the logarithm"}}}},
      {"uniform", {"uniform", {{"low", value, required, ""}, {"high", value, required, ""}}}},
      {"triangular", {"triangular", low_mode_high}},
      {"pert", {"pert", low_mode_high}},
      {"beta",
       {"beta",
        {{"alpha", plain, required, ""},
         {"beta", plain, required, ""},
         {"low", value, optional, "0 if absent"},
         {"high", value, optional, "1 if absent"}}}},
      {"gamma", {"gamma", {{"shape", plain, required, ""}, {"scale", value, required, "mean over shape"}}}},
      {"discrete",
       {"discrete",
        {{"values", form(ListForm{value}), required, "what it may be"},
         {"probabilities", form(ListForm{plain}), required, "one per value, summing to 1"}}}},
      {"empirical",
       {"empirical",
        {{"file", text, required, "CSV file, relative to the scenario"},
         {"column", text, required, "its column"},
         {"unit", text, optional, "of the column's numbers; the field's base unit if absent"}}}},
      {"mixture", {"mixture", {{"parts", form(ListForm{weighted}), required, "weights summing to 1"}}}},
      {"truncated",
       {"truncated",
        {{"of", part, required, "the distribution that is cut"},
         {"low", value, optional, "nothing below"},
         {"high", value, optional, "nothing above"}}}},
  };
}

bool names_distribution(const Node& mapping) {
  if (!mapping.is_mapping() || mapping.size() != 1) return false;
  const Node inner = mapping.children().front();
  for (const auto& [name, keys] : distribution_forms(NumberForm{})) {
    if (name == inner.key()) return inner.is_mapping();
  }
  return false;
}

}  // namespace llmtco
