#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "text/plain.h"

namespace llmtco {

/// A JSON value as a text that a log may hold (text/plain.h); what is not UTF-8 in it is written as U+FFFD.
template <class Json>
std::string json_text(const Json& value, int indent) {
  return plain_json(value.dump(indent, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace llmtco
