#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace llmtco {

namespace detail {
struct Tree;
struct TreeEntry;

struct SourcePlace {
  std::shared_ptr<const Source> source;
  int line = 0;  ///< index into the source's text, 0-based
  int byte = 0;  ///< byte column, 0-based
  bool has_lines = true;

  Location location() const { return has_lines ? source->at(line, byte) : Location{source->name(), 0, 0}; }
};
}  // namespace detail

/// A value of a YAML text with its place: immutable, cheap to copy, alive as long as one copy is kept.
class Node {
 public:
  enum class Kind { null, scalar, sequence, mapping };

  Kind kind() const;
  bool is_null() const { return kind() == Kind::null; }
  bool is_scalar() const { return kind() == Kind::scalar; }
  bool is_sequence() const { return kind() == Kind::sequence; }
  bool is_mapping() const { return kind() == Kind::mapping; }

  /// The text of a scalar; empty for the other kinds.
  const std::string& text() const;
  /// Whether the scalar was written in quotes or as a block, so that it is a text whatever it looks like.
  bool quoted() const;

  /// Whether it is a null that is written out, as `null` or `~`, not just left empty.
  bool written_null() const;

  /// What an override multiplies, as it stood; nothing of a value that is not changed. It is a null where there
  /// was nothing. The changed value has its kind and text, and the override's place.
  std::optional<Node> original() const;
  /// By how much, and as it was typed: 1.1 and "+10%". 1 and empty for a value that is not changed.
  double factor() const;
  const std::string& change() const;

  /// The text it was read from; an override is one of its own.
  const std::shared_ptr<const Source>& source() const;
  /// Where the value starts. A null value has no text of its own: its key's place.
  Location location() const;
  /// Where its key stands; the place of the value for the root and for elements of sequences.
  Location key_location() const;
  /// Last part of the path: the key in a mapping, the index in a sequence, empty for the root.
  const std::string& key() const { return key_; }
  /// Keys and indices from the root, joined by dots: options.gpt-4o.cache_hit, correlations.0.
  const std::string& path() const { return path_; }

  std::size_t size() const;
  /// Values of a mapping or elements of a sequence, in the order of the text.
  std::vector<Node> children() const;
  /// Value of a key of a mapping; nothing if absent or not a mapping.
  std::optional<Node> find(std::string_view key) const;

  /// This mapping with the keys of another that it lacks added behind its own, except those listed in
  /// `not_taken`. Every value keeps its place. Requires two mappings.
  Node with_defaults(const Node& other, const std::vector<std::string>& not_taken) const;
  /// This mapping without a key.
  Node without(std::string_view key) const;
  /// This mapping with a key under another name.
  Node renamed(std::string_view key, std::string name) const;
  /// This mapping or list with another value under a key, or in place of an element, that it has.
  Node with(std::string_view key, const Node& value) const;
  /// This scalar with another text, at the same place.
  Node with_text(std::string text) const;
  /// `value` changed as this one changes what it was made of. Requires original().
  Node same_change_of(const Node& value) const;

  /// "a mapping", "a list", "a value", "nothing": for messages.
  const char* kind_name() const;

  /// A root. Used by the reader and by overrides.
  explicit Node(std::shared_ptr<const detail::Tree> tree);
  const std::shared_ptr<const detail::Tree>& tree() const { return tree_; }

 private:
  Node child(const detail::TreeEntry& entry, std::size_t index) const;

  std::shared_ptr<const detail::Tree> tree_;
  std::string key_;
  std::string path_;
  detail::SourcePlace key_place_;
};

}  // namespace llmtco
