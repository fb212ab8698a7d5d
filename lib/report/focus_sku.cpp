#include "report/focus_sku.h"

#include <nlohmann/json.hpp>

#include "catalog/catalog.h"
#include "report/focus_terms.h"

namespace llmtco {

FocusSeller focus_seller(const std::string& sold) {
  const std::size_t slash = sold.find('/');
  if (slash == std::string::npos) return {"", sold};
  const std::string id = sold.substr(0, slash);
  const auto found = Catalog().provider(id);
  const auto* provider = std::get_if<Provider>(&found);
  return {provider == nullptr ? id : provider->name, sold.substr(slash + 1),
          provider != nullptr && !provider->resells};
}

std::string focus_json(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string focus_sku_details(const LineResult& line, const Served& by, FocusVersion version) {
  nlohmann::ordered_json details = nlohmann::ordered_json::object();
  const auto add = [&](const std::string& key, std::string_view value) {
    if (!value.empty()) details[is_sku_key(key, version) ? key : "x_" + key] = value;
  };
  const FocusTokens tokens = focus_tokens(line.id);
  if (!tokens.direction.empty()) {
    const FocusSeller seller = focus_seller(by.model);
    if (seller.is_maker) add("ModelDeveloper", seller.name);
    add("ModelId", seller.model);
    add("TokenCacheAction", tokens.cache_action);
    add("TokenDirection", tokens.direction);
  }
  add("Accelerator", line.quantity_unit == "GPU-h" || line.quantity_unit == "GPU-s" ? by.hardware : "");
  return details.empty() ? "" : focus_json(details);
}

std::string focus_tier(const Labels& labels) {
  std::string text = labels.window;
  if (labels.tier > Tokens()) text += (text.empty() ? "" : ", ") + tier_text(labels.tier);
  return text;
}

}  // namespace llmtco
