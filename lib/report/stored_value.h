#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/result_reader.h"
#include "yaml/node.h"

namespace llmtco {

/// A value of a result that was written as JSON (docs/json.md), read strictly: what is not there or of another kind is an
/// InputError with its place.
///
///     result.json:12:15: error: answer.p_best is no number; write it again with 'llmtco run SCENARIO --format json'
class StoredValue {
 public:
  /// `currency` is the one that keys of money name: at("budget_usd") finds budget_eur.
  StoredValue(Node node, std::string currency) : node_(std::move(node)), currency_(std::move(currency)) {}

  /// The value of a key, which has to be there.
  StoredValue at(std::string_view key) const;
  /// The same; nothing where it is not there or null.
  std::optional<StoredValue> find(std::string_view key) const;
  /// Whether the key is there, null or not.
  bool has(std::string_view key) const;
  /// Of a mapping whose keys are names that users chose.
  std::optional<StoredValue> named(const std::string& name) const;

  bool is_null() const { return node_.is_null(); }
  bool is_mapping() const { return node_.is_mapping(); }
  std::string text() const;
  /// Empty for null.
  std::string text_or_none() const { return is_null() ? std::string() : text(); }
  double number() const;
  /// NaN for null.
  double number_or_none() const;
  std::uint64_t whole_number() const;
  bool yes() const;

  /// Elements of a list.
  std::vector<StoredValue> elements() const;
  /// Values of a mapping, in the order of the file.
  std::vector<StoredValue> entries() const;
  std::vector<std::string> texts() const;
  /// Its key in the mapping it stands in.
  const std::string& key() const { return node_.key(); }

  /// The value as one of the words of an enumeration (text/names.h).
  template <class Names>
  auto one_of(const Names& names) const {
    const auto value = names.from_text(text());
    if (!value) refuse("is none of the words known here: " + names.alternatives());
    return *value;
  }

  /// Throws: the path of the value, what is wrong with it, and what to do.
  [[noreturn]] void refuse(const std::string& what) const;
  const Node& node() const { return node_; }

 private:
  StoredValue child(Node node) const { return {std::move(node), currency_}; }

  Node node_;
  std::string currency_;
};

}  // namespace llmtco
