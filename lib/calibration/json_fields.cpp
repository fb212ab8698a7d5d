#include "calibration/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text/closest.h"

namespace llmtco::detail {

JsonFields::JsonFields(const JsonNode& node, std::string what, Diagnostics& diagnostics)
    : node_(node), what_(std::move(what)), diagnostics_(diagnostics) {
  if (node.kind != JsonNode::Kind::object)
    error(node, fmt::format("{} must be an object, not {}", what_, to_text(node.kind)));
}

void JsonFields::error(const JsonNode& at, std::string message, std::string hint) {
  diagnostics_.error(at.location, std::move(message), std::move(hint));
}

const JsonNode* JsonFields::optional(std::string_view key) {
  asked_.emplace_back(key);
  return node_.find(key);
}

const JsonNode* JsonFields::required(std::string_view key) {
  const JsonNode* found = optional(key);
  if (found == nullptr && node_.kind == JsonNode::Kind::object)
    error(node_, fmt::format("'{}' is missing in {}", key, what_));
  return found;
}

std::string JsonFields::text(std::string_view key) {
  const JsonNode* value = required(key);
  if (value == nullptr) return "";
  if (value->kind != JsonNode::Kind::text) {
    error(*value, fmt::format("'{}' of {} must be text, not {}", key, what_, to_text(value->kind)));
  }
  return value->text;
}

std::string JsonFields::optional_text(std::string_view key) {
  const JsonNode* value = node_.find(key);
  if (value == nullptr || value->kind == JsonNode::Kind::null) {
    asked_.emplace_back(key);
    return "";
  }
  return text(key);
}

bool JsonFields::boolean(std::string_view key) {
  const JsonNode* value = required(key);
  if (value != nullptr && value->kind != JsonNode::Kind::boolean) {
    error(*value, fmt::format("'{}' of {} must be true or false, not {}", key, what_, to_text(value->kind)));
  }
  return value != nullptr && value->boolean;
}

double JsonFields::checked_number(const JsonNode& value, std::string_view key, double least, bool above) {
  if (value.kind != JsonNode::Kind::number) {
    error(value, fmt::format("'{}' of {} must be a number, not {}", key, what_, to_text(value.kind)));
  } else if (!std::isfinite(value.number)) {
    error(value, fmt::format("'{}' of {} is too large", key, what_));
  } else if (value.number < least || (above && value.number <= least)) {
    error(value, fmt::format("'{}' of {} must be {}, is {:g}", key, what_,
                             above ? "positive" : fmt::format("{:g} or more", least), value.number));
  } else {
    return value.number;
  }
  return 0;
}

double JsonFields::number(std::string_view key, double least) {
  const JsonNode* value = required(key);
  return value == nullptr ? 0 : checked_number(*value, key, least, false);
}

double JsonFields::positive(std::string_view key) {
  const JsonNode* value = required(key);
  return value == nullptr ? 0 : checked_number(*value, key, 0, true);
}

double JsonFields::optional_number(std::string_view key, double least, double otherwise) {
  const JsonNode* value = optional(key);
  return value == nullptr || value->kind == JsonNode::Kind::null ? otherwise
                                                                 : checked_number(*value, key, least, false);
}

int JsonFields::whole(std::string_view key, int least) {
  const double value = number(key, least);
  if (value != std::floor(value) || std::fabs(value) > 1e9) {
    error(*node_.find(key), fmt::format("'{}' of {} must be a whole number, is {:g}", key, what_, value));
    return least;
  }
  return static_cast<int>(value);
}

const std::vector<JsonNode>& JsonFields::list(std::string_view key) {
  static const std::vector<JsonNode> none;
  const JsonNode* value = required(key);
  if (value == nullptr) return none;
  if (value->kind != JsonNode::Kind::list) {
    error(*value, fmt::format("'{}' of {} must be a list, not {}", key, what_, to_text(value->kind)));
    return none;
  }
  return value->items;
}

std::vector<std::string> JsonFields::texts(std::string_view key) {
  std::vector<std::string> found;
  for (const JsonNode& item : list(key)) {
    if (item.kind != JsonNode::Kind::text) {
      error(item, fmt::format("'{}' of {} must hold texts, not {}", key, what_, to_text(item.kind)));
    }
    found.push_back(item.text);
  }
  return found;
}

std::vector<double> JsonFields::numbers(std::string_view key, double least) {
  std::vector<double> found;
  for (const JsonNode& item : list(key)) found.push_back(checked_number(item, key, least, false));
  return found;
}

void JsonFields::finish() {
  for (std::size_t i = 0; i < node_.keys.size(); ++i) {
    const std::string& key = node_.keys[i];
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    error(node_.items[i], fmt::format("unknown key '{}' in {}", key, what_), did_you_mean(key, asked_));
  }
}

}  // namespace llmtco::detail
