#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/diagnostics.h"
#include "yaml/tree.h"

namespace llmtco::detail {

/// Builds a tree from the events of a parser of YAML or JSON and enforces what such a parser lets pass.
/// Lines and columns are the parser's: 0-based, columns in bytes.
class Builder {
 public:
  /// Thrown when nothing sensible can follow; the diagnostics say why.
  struct Stop {};

  struct Properties {
    const std::string& tag;  ///< "?" for none, "!" for a quoted scalar
    std::size_t anchor;      ///< 0 for none
  };

  Builder(std::shared_ptr<const Source> source, std::size_t most_values, Diagnostics& diagnostics);

  void document(int line, int column);
  void null(int line, int column);
  void alias(int line, int column, std::size_t anchor);
  void scalar(int line, int column, Properties properties, const std::string& value);
  void open(Node::Kind kind, int line, int column, Properties properties);
  void close();

  /// The document, or nothing (with a message) when the text was empty.
  std::optional<Node> root() const;
  /// Where the innermost unfinished list or mapping started.
  Location open_bracket() const;

 private:
  struct Level {
    std::shared_ptr<Tree> tree;
    std::size_t anchor = 0;
    std::size_t nodes = 1;  ///< values inside, aliases expanded
    bool expects_key = false;
    bool key_is_duplicate = false;
    TreeEntry pending{};
    bool pending_is_merge = false;
    std::vector<TreeEntry> merges{};                   ///< values of merge keys
    std::unordered_map<std::string, int> key_lines{};  ///< where each key was first seen
  };

  SourcePlace place(int line, int column) const { return {source_, line, column}; }
  bool wants_key() const { return !levels_.empty() && levels_.back().expects_key; }
  void take_key(const SourcePlace& at, const std::string& key, bool quoted);
  void take_value(std::shared_ptr<const Tree> value, std::size_t nodes, const SourcePlace& at);
  void merge(const TreeEntry& merge, Level& into);
  static void merge_mapping(const Tree& from, Level& into);
  void refuse_tag(const std::string& tag, const SourcePlace& at);
  [[noreturn]] void refuse_key(const SourcePlace& at, const char* found);
  [[noreturn]] void stop(const SourcePlace& at, std::string message, std::string hint);
  void check_quotes_closed(const SourcePlace& at);
  std::string_view text_from(const SourcePlace& at) const;

  std::shared_ptr<const Source> source_;
  std::size_t most_values_;  ///< aliases expanded
  Diagnostics& diagnostics_;
  std::vector<Level> levels_;
  std::map<std::size_t, std::pair<std::shared_ptr<const Tree>, std::size_t>> anchors_;
  std::shared_ptr<const Tree> root_;
  int documents_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace llmtco::detail
