#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace llmtco {

/// The same with keys that name the currency their amounts are in: monthly_cost_usd is monthly_cost_eur, usd_per_mtok
/// eur_per_mtok. Names that users chose (options, classes, labels) stay.
nlohmann::ordered_json named_in(const std::string& currency, const nlohmann::ordered_json& all);

/// A key or a metric of dollars in the currency: cost_per_request_eur.
std::string key_in(const std::string& currency, const std::string& key);

}  // namespace llmtco
