#include "scenario/schema.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "scenario/distribution_forms.h"
#include "scenario/form.h"
#include "scenario/patterns.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

/// Prints forms; numbers and distributions, which contain each other, become definitions that are referred
/// to.
class Printer {
 public:
  Json print(const Form& form) {
    return std::visit([this](const auto& is) { return print(is); }, form.is);
  }
  Json definitions() && { return std::move(definitions_); }

 private:
  static std::string key(const NumberForm& number) {
    const Dimension& d = number.dimension;
    std::string name = number.any_dimension ? "any"
                                            : fmt::format("{}_{}_{}_{}_{}_{}_{}_{}", d.usd, d.tokens, d.bytes,
                                                          d.flop, d.seconds, d.joules, d.requests, d.carbon);
    if (number.certain) name += number.whole ? "_whole" : "_certain";
    if (std::isfinite(number.low)) name += fmt::format("_from_{}", number.low);
    if (std::isfinite(number.high)) name += fmt::format("_to_{}", number.high);
    return name;
  }
  static Json reference(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }

  Json print(const NumberForm& number) {
    const std::string name = "number_" + key(number);
    if (!definitions_.contains(name)) {
      definitions_[name] = nullptr;  // so that a number inside its own distribution refers to it
      definitions_[name] = definition(number);
    }
    return reference(name);
  }

  Json definition(const NumberForm& number) {
    Json forms = Json::array();
    if (number.any_dimension || stands_for(dimensionless, number.dimension)) {
      Json plain{{"type", number.whole ? "integer" : "number"}};
      if (std::isfinite(number.low)) plain["minimum"] = number.low;
      if (std::isfinite(number.high)) plain["maximum"] = number.high;
      forms.push_back(plain);
    }
    const std::string one =
        number.any_dimension ? any_quantity_pattern() : quantity_pattern(number.dimension);
    forms.push_back({{"type", "string"}, {"pattern", "^" + one + "$"}});
    if (!number.certain) {
      // The low end of an interval may leave its unit to the high end.
      forms.push_back({{"type", "string"}, {"pattern", "^-?\\$? *[0-9.].* to " + one + "$"}});
      forms.push_back({{"type", "string"}, {"pattern", "^= *[^ ]"}});
      forms.push_back(distribution(number));
    }
    return {{"anyOf", forms}};
  }

  Json distribution(const NumberForm& number) {
    Json all{{"type", "object"}, {"minProperties", 1}, {"maxProperties", 1}, {"additionalProperties", false}};
    for (const auto& [name, fields] : distribution_forms(number)) all["properties"][name] = print(fields);
    return all;
  }

  Json print(const TextForm&) { return {{"type", "string"}, {"minLength", 1}}; }
  Json print(const BooleanForm&) { return {{"type", "boolean"}}; }
  Json print(const DateForm&) { return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}; }
  Json print(const ChoiceForm& choice) { return {{"enum", choice.of}}; }
  Json print(const ListForm& list) {
    return {{"type", "array"}, {"items", print(*list.of)}, {"minItems", 1}};
  }
  Json print(const NamedForm& named) {
    return {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", print(*named.of)}};
  }
  Json print(const MappingForm& mapping) {
    Json all{{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
    for (const Field& field : mapping.fields) {
      Json value = print(*field.form);
      if (!field.doc.empty()) value["description"] = field.doc;
      all["properties"][field.key] = value;
      if (field.required) all["required"].push_back(field.key);
    }
    return all;
  }
  Json print(const TaggedForm& tagged) {
    Json forms = Json::array();
    for (const auto& [value, mapping] : tagged.of) {
      Json form = print(mapping);
      form["properties"][tagged.tag] = {{"const", value}};
      form["required"].push_back(tagged.tag);
      forms.push_back(form);
    }
    return {{"oneOf", forms}};
  }
  Json print(const EitherForm& either) {
    return {{"anyOf", {print(*either.scalar), print(*either.mapping)}}};
  }

  Json definitions_ = Json::object();
};

}  // namespace

std::string scenario_schema() {
  Printer printer;
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "llmtco scenario"}};
  schema.update(printer.print(scenario_form()));
  schema["$defs"] = std::move(printer).definitions();
  return schema.dump(1) + "\n";
}

}  // namespace llmtco
