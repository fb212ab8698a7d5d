#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calibration/json_tree.h"

namespace llmtco::detail {

/// Reads the fields of one JSON object; what is missing, of the wrong kind or out of range is an error at its
/// place. A field that could not be read gives 0 or "", so that the rest is checked too.
class JsonFields {
 public:
  /// `what` names the object in messages: "points[3]". A node that is no object is an error.
  JsonFields(const JsonNode& node, std::string what, Diagnostics& diagnostics);

  const JsonNode* optional(std::string_view key);
  const JsonNode* required(std::string_view key);

  std::string text(std::string_view key);
  bool boolean(std::string_view key);
  /// At least `least`, finite.
  double number(std::string_view key, double least);
  double positive(std::string_view key);
  int whole(std::string_view key, int least);
  std::vector<std::string> texts(std::string_view key);
  const std::vector<JsonNode>& list(std::string_view key);
  /// A list of numbers, each at least `least`.
  std::vector<double> numbers(std::string_view key, double least);

  std::string optional_text(std::string_view key);
  double optional_number(std::string_view key, double least, double otherwise);

  void error(const JsonNode& at, std::string message, std::string hint = "");
  /// Keys that were not asked for are errors, with the nearest known one.
  void finish();

  const JsonNode& node() const { return node_; }
  const std::string& what() const { return what_; }

 private:
  double checked_number(const JsonNode& value, std::string_view key, double least, bool above);

  const JsonNode& node_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::vector<std::string> asked_;
};

}  // namespace llmtco::detail
