#include "scenario/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "catalog/catalog.h"
#include "scenario/distribution_forms.h"
#include "scenario/form.h"
#include "scenario/number.h"
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
    if (number.or_more) name += "_or_more";
    if (!number.word.empty()) name += "_or_" + number.word;
    if (number.share) name += "_share";
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

  /// One branch for each way to write a number. Branches have titles, which editors offer and tell them apart by.
  Json definition(const NumberForm& number) {
    Json forms = Json::array();
    if (number.any_dimension || stands_for(dimensionless, number.dimension)) {
      Json plain{{"title", "a plain number"}, {"type", number.whole ? "integer" : "number"}};
      if (std::isfinite(number.low)) plain["minimum"] = number.low;
      if (number.share) {
        plain["exclusiveMaximum"] = 1;  // from there on a share has its % sign
      } else if (std::isfinite(number.high)) {
        plain["maximum"] = number.high;
      }
      forms.push_back(plain);
    }
    forms.push_back(
        {{"title", number.certain ? "a value with its unit" : "a value, an interval or a formula"},
         {"type", "string"},
         {"pattern", pattern(number)},
         {"patternErrorMessage", "expected " + wanted(number)}});
    if (number.or_more)
      forms.push_back(
          {{"title", "the least number"}, {"type", "string"}, {"pattern", "^at least [1-9][0-9]*$"}});
    if (!number.word.empty()) forms.push_back({{"title", number.word}, {"const", number.word}});
    if (!number.certain) forms.push_back(distribution(number));
    return forms.size() == 1 ? forms.front() : Json{{"anyOf", forms}};
  }

  static std::string wanted(const NumberForm& number) {
    return number.any_dimension ? "a number with its unit, such as 10M/month" : wanted_text(number.dimension);
  }

  static std::string pattern(const NumberForm& number) {
    const std::string one =
        number.any_dimension ? any_quantity_pattern() : quantity_pattern(number.dimension);
    if (number.certain) return "^" + one + "$";
    // The low end of an interval may leave its unit to the high end.
    return R"(^(?:= *[^ ].*|(?:-?\$? *[0-9.].* to )?)" + one + ")$";
  }

  Json distribution(const NumberForm& number) {
    Json all{{"title", "a distribution"},
             {"type", "object"},
             {"minProperties", 1},
             {"maxProperties", 1},
             {"additionalProperties", false}};
    for (const auto& [name, mapping] : distribution_forms(number)) {
      Json keys = print(mapping);
      std::string names;
      for (const Field& field : mapping.fields) names += (names.empty() ? "" : ", ") + field.key;
      keys["description"] = fmt::format("by its {}", names);
      all["properties"][name] = keys;
    }
    return all;
  }

  Json print(const TextForm& text) {
    Json all{{"type", "string"}, {"minLength", 1}};
    if (text.names) all["examples"] = catalog_.ids(*text.names);
    return all;
  }
  Json print(const BooleanForm&) { return {{"type", "boolean"}}; }
  Json print(const DateForm&) { return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}; }
  Json print(const ChoiceForm& choice) { return {{"enum", choice.of}}; }
  Json print(const ListForm& list) {
    const Json items = print(*list.of);
    Json all{{"type", "array"}, {"items", items}, {"minItems", 1}};
    return list.or_one ? Json{{"anyOf", {items, std::move(all)}}} : all;
  }
  Json print(const NamedForm& named) {
    return {{"type", "object"},
            {"minProperties", 1},
            {"patternProperties", notes()},
            {"additionalProperties", print(*named.of)}};
  }
  /// Keys that begin with x- are the author's own.
  static Json notes() { return {{"^x-", Json::object()}}; }

  Json print(const MappingForm& mapping) {
    Json all{{"title", mapping.what},
             {"type", "object"},
             {"additionalProperties", false},
             {"patternProperties", notes()},
             {"properties", Json::object()}};
    for (const Field& field : mapping.fields) {
      all["properties"][field.key] = described(field);
      if (field.required) all["required"].push_back(field.key);
    }
    return all;
  }

  /// A value with what it means, and how it is written.
  Json described(const Field& field) {
    Json value = print(*field.form);
    const std::string written = how_written(*field.form);
    const char* between = field.doc.empty() || written.empty() ? "" : ": ";
    if (!field.doc.empty() || !written.empty()) value["description"] = field.doc + between + written;
    return value;
  }

  static std::string how_written(const Form& form) {
    if (const auto* either = std::get_if<EitherForm>(&form.is)) return how_written(*either->scalar);
    const auto* number = std::get_if<NumberForm>(&form.is);
    if (number == nullptr) return "";
    std::string text = wanted(*number);
    const bool shares = number->dimension == dimensionless && std::isfinite(number->high);
    if (shares) text += fmt::format(", from {} to {}", number->low, number->high);
    return text;
  }

  Json print(const TaggedForm& tagged) {
    Json forms = Json::array();
    for (const auto& [value, mapping] : tagged.of) {
      Json form = print(mapping);
      form["properties"][tagged.tag] = {{"const", value}, {"description", tagged.tag_doc}};
      form["required"].push_back(tagged.tag);
      forms.push_back(form);
    }
    if (!tagged.like.empty()) forms.push_back(print_like(tagged));
    return {{"oneOf", forms}};
  }

  /// A mapping that takes keys of another: any key of any kind, or none (null).
  Json print_like(const TaggedForm& tagged) {
    Json properties, kinds = Json::array();
    for (const auto& [value, mapping] : tagged.of) {
      kinds.push_back(value);
      for (const Field& field : mapping.fields) {
        Json& forms = properties[field.key]["anyOf"];
        const Json form = print(*field.form);
        if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(form);
        properties[field.key]["description"] = field.doc;
      }
    }
    for (auto& [key, property] : properties.items()) property["anyOf"].push_back({{"type", "null"}});
    properties[tagged.tag] = {{"enum", kinds},
                              {"description", tagged.tag_doc + "; as the other's if absent"}};
    properties[tagged.like] = {
        {"type", "string"},
        {"description", "the option whose keys this one takes but for those it has itself"}};
    return {{"title", tagged.what + " like another"},
            {"type", "object"},
            {"additionalProperties", false},
            {"patternProperties", notes()},
            {"properties", properties},
            {"required", Json::array({tagged.like})}};
  }

  Json print(const EitherForm& either) {
    return {{"anyOf", {print(*either.scalar), print(*either.mapping)}}};
  }

  Catalog catalog_;
  Json definitions_ = Json::object();
};

}  // namespace

std::string scenario_schema() {
  Printer printer;
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
  schema.update(printer.print(scenario_form()));
  schema["title"] = "llmtco scenario";
  schema["$defs"] = std::move(printer).definitions();
  return schema.dump(1) + "\n";
}

}  // namespace llmtco
