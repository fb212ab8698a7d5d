#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "montecarlo/month_bills.h"
#include "report/focus_columns.h"

namespace llmtco {

/// Who sells tokens: "openai/gpt-4o" is OpenAI's, as the catalogue calls it.
struct FocusSeller {
  std::string name, model;
  bool is_maker = false;
};
FocusSeller focus_seller(const std::string& sold);

/// Properties of what is sold; the keys for models are those of 1.5, before it with x_ in front. Empty if there are none.
std::string focus_sku_details(const LineResult& line, const Served& by, FocusVersion version);

/// Hours and tier of a line: "01:00-04:00 UTC, from 200k input".
std::string focus_tier(const Labels& labels);

/// JSON in a cell.
std::string focus_json(const nlohmann::ordered_json& json);

}  // namespace llmtco
