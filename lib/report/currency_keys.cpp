#include "report/currency_keys.h"

#include <cctype>
#include <nlohmann/json.hpp>

#include "text/currencies.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

/// Whether the keys below one are names that users chose.
bool holds_names(const std::string& key) {
  return key == "options" || key == "classes" || key == "labels" || key == "difference" ||
         key == "attributions";
}

Json renamed(const std::string& currency, const Json& value, bool are_names) {
  if (!value.is_structured()) return value;
  Json all = value.is_array() ? Json::array() : Json::object();
  if (value.is_array()) {
    for (const Json& each : value) all.push_back(renamed(currency, each, false));
    return all;
  }
  for (const auto& [key, each] : value.items())
    all[are_names ? key : key_in(currency, key)] = renamed(currency, each, holds_names(key) && !are_names);
  return all;
}

}  // namespace

std::string key_in(const std::string& currency, const std::string& key) {
  if (currency == dollars_code) return key;
  std::string code = currency, name = key;
  for (char& c : code) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (std::size_t at = 0; (at = name.find("usd", at)) != std::string::npos; at += 3) {
    const bool begins = at == 0 || name[at - 1] == '_', ends = at + 3 == name.size() || name[at + 3] == '_';
    if (begins && ends) name.replace(at, 3, code);
  }
  return name;
}

nlohmann::ordered_json named_in(const std::string& currency, const nlohmann::ordered_json& all) {
  return currency == dollars_code ? all : renamed(currency, all, false);
}

}  // namespace llmtco
