#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/names.h"
#include "yaml/fields.h"

namespace llmtco::detail {

/// Reads the fields of one JSON object of measurements; what is missing, of the wrong kind or out of range is
/// an error at its place. A field that could not be read gives 0 or "", so that the rest is checked too.
class CheckedFields {
 public:
  /// `what` names the object in messages; its path where nothing else is said.
  CheckedFields(const Node& node, Diagnostics& diagnostics) : CheckedFields(node, diagnostics, node.path()) {}
  CheckedFields(const Node& node, Diagnostics& diagnostics, std::string what);

  std::optional<Node> optional(std::string_view key) { return fields_.optional(key); }
  std::optional<Node> required(std::string_view key) { return fields_.required(key); }

  std::string text(std::string_view key);
  bool boolean(std::string_view key);
  /// One of the words of an enumeration; another is an error, with the nearest of them or all as its hint.
  template <class E, std::size_t N>
  std::optional<E> word(std::string_view key, const Names<E, N>& names) {
    const auto node = required(key);
    if (!node) return std::nullopt;
    const auto found = names.from_text(text_of(*node));
    if (!found) unknown_word(*node, names.words(), "use " + names.alternatives());
    return found;
  }
  /// At least `least`.
  double number(std::string_view key, double least);
  double positive(std::string_view key);
  int whole(std::string_view key, int least);
  /// A whole number of bytes and the like: up to 2^53, above which a double skips numbers.
  std::int64_t count(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  /// The elements of a list.
  std::vector<Node> list(std::string_view key);
  /// A list of numbers, each at least `least`.
  std::vector<double> numbers(std::string_view key, double least);
  std::vector<std::int64_t> counts(std::string_view key);

  /// Absent, or null as Python writes None: "" and `otherwise`.
  std::string optional_text(std::string_view key);
  double optional_number(std::string_view key, double least, double otherwise);

  void error(const Node& at, std::string message, std::string hint = "");
  /// Keys that were not read are no mistake: another program's file.
  void allow_others() { fields_.others(); }
  /// Reports such keys otherwise; so does the end of the scope.
  void finish() { fields_.finish(); }

  const Node& node() const { return node_; }
  const std::string& what() const { return what_; }

 private:
  void unknown_word(const Node& node, const std::vector<std::string>& known, const std::string& otherwise);
  bool has_value(std::string_view key);
  std::string text_of(const Node& value);
  double number_of(const Node& value, double least, bool above);
  double whole_of(const Node& value, double least, double most);

  Node node_;
  std::string what_;
  Diagnostics& diagnostics_;
  Fields fields_;
};

}  // namespace llmtco::detail
