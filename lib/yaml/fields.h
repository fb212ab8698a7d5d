#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostics.h"
#include "yaml/node.h"

namespace llmtco {

/// Reads the keys of a mapping strictly: a key that was not read, a required one that is absent and a key
/// without a value are errors that name the place. `what` is how messages call the mapping: "workload",
/// "option 'gpt-4o'".
///
///     Fields fields(node, diagnostics, "workload");
///     const auto volume = fields.required("volume");
///     const auto growth = fields.optional("growth");
///     fields.finish();   // or at the end of the scope
class Fields {
 public:
  Fields(const Node& mapping, Diagnostics& diagnostics, std::string what);
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;
  ~Fields() { finish(); }

  /// The value of a key; nothing if the key is absent, or has no value (an error).
  std::optional<Node> optional(std::string_view key);
  /// The same, where absence is an error as well.
  std::optional<Node> required(std::string_view key);
  /// Whether the key is there; asking makes it a known key.
  bool has(std::string_view key);

  /// The keys that were not read yet, which from now on count as known: for mappings of free names.
  std::vector<Node> others();

  /// Reports unknown keys, once.
  void finish();

 private:
  std::optional<Node> asked(std::string_view key);

  Node mapping_;
  Diagnostics& diagnostics_;
  std::string what_;
  std::vector<Node> children_;
  std::vector<std::string> known_;
  bool finished_ = false;
};

}  // namespace llmtco
