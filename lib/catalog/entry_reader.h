#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/entry.h"
#include "text/diagnostics.h"
#include "units/units.h"
#include "yaml/fields.h"

namespace llmtco::detail {

/// What a number of an entry may be, in base units. No chip, price or length comes near 1e24, and products of a
/// few numbers below it stay finite.
struct Bounds {
  double least = 0;
  double most = 1e24;
  bool above_least = false;  ///< `least` itself is refused: what others are divided by
};
inline constexpr Bounds not_negative{}, positive{.least = 0, .most = 1e24, .above_least = true},
    a_share{.least = 0, .most = 1}, part_of_one{.least = 0, .most = 1, .above_least = true};

/// A number with its unit from text like "80 GB", in base units; nothing (and an error) unless it is of the
/// dimension and within bounds.
std::optional<double> measured(const Node& node, Dimension dimension, Diagnostics& diagnostics,
                               const Bounds& bounds = not_negative);
/// "$2.29/h to $3.78/h", or one quantity for both ends.
std::optional<Range<double>> measured_range(const Node& node, Dimension dimension, Diagnostics& diagnostics,
                                            const Bounds& bounds = not_negative);

/// Reads the keys of an entry or of a mapping inside one. After an error the value is zero or empty; the
/// diagnostics tell that the entry cannot be used.
class EntryReader {
 public:
  EntryReader(const Node& node, Diagnostics& diagnostics, std::string what);

  /// id, name, aliases, source, as_of, note, where.
  void read_common(Entry& entry);
  /// source and as_of of a group of values; those of the entry where the group has none of its own. `of` stands before
  /// the keys: media_source.
  void read_provenance(std::string& source, std::string& as_of, const std::string& of = "");

  std::optional<Node> optional(std::string_view key) { return fields_.optional(key); }
  std::optional<Node> required(std::string_view key) { return fields_.required(key); }
  /// The mapping under a key, empty where the key is absent; an error where it is no mapping or has nothing.
  std::vector<Node> optional_mapping(std::string_view key, const char* of);
  /// The elements of a list that must be there and have some.
  std::vector<Node> required_list(std::string_view key, const char* of);

  std::string text(std::string_view key);
  std::string optional_text(std::string_view key);
  int whole(std::string_view key, int least = 1, int most = 1'000'000'000);
  std::optional<int> optional_whole(std::string_view key, int least = 0, int most = 1'000'000'000);
  double plain(std::string_view key, const Bounds& bounds = not_negative);
  std::optional<double> optional_plain(std::string_view key, const Bounds& bounds = not_negative);
  bool flag(std::string_view key, bool fallback);

  template <class Q>
  Q quantity(std::string_view key, const Bounds& bounds = not_negative) {
    const auto node = required(key);
    return Q(node ? measured(*node, Q::dimension, diagnostics_, bounds).value_or(0) : 0);
  }
  template <class Q>
  std::optional<Q> optional_quantity(std::string_view key, const Bounds& bounds = not_negative) {
    const auto node = optional(key);
    const auto value = node ? measured(*node, Q::dimension, diagnostics_, bounds) : std::nullopt;
    return value ? std::optional(Q(*value)) : std::nullopt;
  }
  template <class Q>
  std::optional<Range<Q>> optional_range(std::string_view key, const Bounds& bounds = not_negative) {
    const auto node = optional(key);
    const auto range = node ? measured_range(*node, Q::dimension, diagnostics_, bounds) : std::nullopt;
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
