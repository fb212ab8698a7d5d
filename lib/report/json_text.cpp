#include "report/json_text.h"

#include <nlohmann/json.hpp>

#include "text/plain.h"

namespace llmtco {

std::string json_text(const nlohmann::ordered_json& all, int indent) {
  std::string text = all.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
  text += '\n';
  return plain_json(std::move(text));
}

}  // namespace llmtco
