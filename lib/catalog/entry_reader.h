#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/entry.h"
#include "text/diagnostics.h"
#include "units/units.h"
#include "yaml/fields.h"

namespace llmtco::detail {

/// A number with its unit from text like "80 GB", in base units; nothing (and an error) unless it is of the
/// dimension and not negative.
std::optional<double> measured(const Node& node, Dimension dimension, Diagnostics& diagnostics);
/// "$2.29/h to $3.78/h", or one quantity for both ends.
std::optional<Range<double>> measured_range(const Node& node, Dimension dimension, Diagnostics& diagnostics);

/// Reads the keys of an entry or of a mapping inside one. After an error the value is zero or empty; the
/// diagnostics tell that the entry cannot be used.
class EntryReader {
 public:
  EntryReader(const Node& node, Diagnostics& diagnostics, std::string what);

  /// id, name, aliases, source, as_of, note, where.
  void read_common(Entry& entry);
  /// source and as_of of a group of values; those of the entry where the group has none of its own.
  void read_provenance(std::string& source, std::string& as_of);

  std::optional<Node> optional(std::string_view key) { return fields_.optional(key); }
  std::optional<Node> required(std::string_view key) { return fields_.required(key); }
  std::vector<Node> others() { return fields_.others(); }

  std::string text(std::string_view key);
  std::string optional_text(std::string_view key);
  int whole(std::string_view key, int least = 1);
  std::optional<int> optional_whole(std::string_view key, int least = 0);
  double plain(std::string_view key);
  std::optional<double> optional_plain(std::string_view key);
  bool flag(std::string_view key, bool fallback);

  template <class Q>
  Q quantity(std::string_view key) {
    const auto node = required(key);
    return Q(node ? measured(*node, Q::dimension, diagnostics_).value_or(0) : 0);
  }
  template <class Q>
  std::optional<Q> optional_quantity(std::string_view key) {
    const auto node = optional(key);
    const auto value = node ? measured(*node, Q::dimension, diagnostics_) : std::nullopt;
    return value ? std::optional(Q(*value)) : std::nullopt;
  }
  template <class Q>
  std::optional<Range<Q>> optional_range(std::string_view key) {
    const auto node = optional(key);
    const auto range = node ? measured_range(*node, Q::dimension, diagnostics_) : std::nullopt;
    return range ? std::optional(Range<Q>{Q(range->low), Q(range->high)}) : std::nullopt;
  }
  template <class Q>
  Range<Q> range(std::string_view key) {
    required(key);
    return optional_range<Q>(key).value_or(Range<Q>{});
  }

  Diagnostics& diagnostics() { return diagnostics_; }
  const Node& node() const { return node_; }

 private:
  std::string checked_as_of(const Node& node);

  Node node_;
  Diagnostics& diagnostics_;
  Fields fields_;
};

}  // namespace llmtco::detail
