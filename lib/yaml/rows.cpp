#include "yaml/rows.h"

#include <limits>
#include <stdexcept>

#include "yaml/tree.h"

namespace llmtco {
namespace {

std::uint16_t fitting(int place) {
  if (place < 0 || place > std::numeric_limits<std::uint16_t>::max())
    throw std::length_error("a line or a column is beyond what a row holds");
  return static_cast<std::uint16_t>(place);
}

class Rows {
 public:
  explicit Rows(const std::function<std::uint32_t(const std::string&)>& number_of) : number_of_(number_of) {}

  void add(const std::string& key, const detail::SourcePlace& key_place, const detail::Tree& tree) {
    const std::size_t at = all.size();
    all.push_back({.key = number_of_(key),
                   .text = number_of_(tree.text),
                   .size = 1,
                   .key_line = fitting(key_place.line),
                   .key_byte = fitting(key_place.byte),
                   .line = fitting(tree.place.line),
                   .byte = fitting(tree.place.byte),
                   .kind = static_cast<std::uint8_t>(tree.kind),
                   .quoted = tree.quoted,
                   .written_null = tree.written_null});
    for (const detail::TreeEntry& entry : tree.entries) add(entry.key, entry.key_place, *entry.value);
    all[at].size = static_cast<std::uint32_t>(all.size() - at);
  }

  std::vector<TreeRow> all{};

 private:
  const std::function<std::uint32_t(const std::string&)>& number_of_;
};

class TreeOf {
 public:
  TreeOf(const RowTexts& texts, std::shared_ptr<const Source> source)
      : texts_(texts), source_(std::move(source)) {}

  std::shared_ptr<const detail::Tree> made(const TreeRow& row) const {
    auto tree = std::make_shared<detail::Tree>();
    tree->kind = static_cast<Node::Kind>(row.kind);
    tree->text = texts_[row.text];
    tree->quoted = row.quoted;
    tree->written_null = row.written_null;
    tree->place = {source_, row.line, row.byte};
    const TreeRow *const inside = &row + 1, *const end = &row + row.size;
    std::size_t entries = 0;
    for (const TreeRow* each = inside; each != end; each += each->size) ++entries;
    tree->entries.reserve(entries);
    for (const TreeRow* each = inside; each != end; each += each->size) {
      detail::TreeEntry& entry = tree->entries.emplace_back();
      entry.key = texts_[each->key];
      entry.key_place = {source_, each->key_line, each->key_byte};
      entry.value = made(*each);
    }
    return tree;
  }

 private:
  const RowTexts& texts_;
  std::shared_ptr<const Source> source_;
};

}  // namespace

std::vector<TreeRow> rows_of(const Node& root,
                             const std::function<std::uint32_t(const std::string&)>& number_of) {
  Rows rows(number_of);
  rows.add("", root.tree()->place, *root.tree());
  return std::move(rows.all);
}

Node node_of(std::span<const TreeRow> rows, const RowTexts& texts, std::shared_ptr<const Source> source) {
  return Node(TreeOf(texts, std::move(source)).made(rows.front()));
}

}  // namespace llmtco
