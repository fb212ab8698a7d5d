#include "report/json_fields.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/currency_keys.h"
#include "report/json_text.h"
#include "report/options_json.h"
#include "text/money.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

Json options_of(const Result& result) {
  const MoneyIn money_in(result.currency);
  return named_in(result.currency, {{"options", options_json(result)}}).at("options");
}

}  // namespace

std::vector<std::string> json_field_names(const Result& result) {
  std::vector<std::string> names;
  const Json options = options_of(result);
  for (const auto& [option, fields] : options.items()) {
    for (const auto& [name, value] : fields.items()) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

std::string to_json(const Result& result, const std::vector<std::string>& fields) {
  Json all{{"options", Json::object()}};
  const Json options = options_of(result);
  for (const auto& [option, values] : options.items()) {
    Json& chosen = all["options"][option] = Json::object();
    for (const std::string& field : fields)
      chosen[field] = values.contains(field) ? values.at(field) : Json(nullptr);
  }
  return json_text(all);
}

}  // namespace llmtco
