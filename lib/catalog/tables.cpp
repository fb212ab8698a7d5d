#include "catalog/tables.h"

#include <algorithm>
#include <string>

#include "catalog/embedded.h"

namespace llmtco::detail {
namespace {

/// What a file has of the arrays below.
struct Span {
  std::size_t first, count;
};
struct TableOfFile {
  const char* file;
  Span entries, ids, folded, parts;
};

struct TextsFile {
  const char *name, *begin, *end;
};

#include "table_texts.inc"
#include "tables.inc"

RowTexts texts() { return {texts_file[0].begin, text_starts}; }

template <class T>
std::span<const T> part_of(std::span<const T> all, Span part) {
  return all.subspan(part.first, part.count);
}

}  // namespace

const Table* table_of(std::string_view file) {
  static const std::vector<Table>& tables = *[] {
    auto* made = new std::vector<Table>;  // outlives whatever asks at the end
    const std::span<const TableName> all(names);
    for (const TableOfFile& each : files)
      made->push_back({.file = each.file,
                       .entries = part_of(std::span<const TableEntry>(entries), each.entries),
                       .ids = part_of(all, each.ids),
                       .folded = part_of(all, each.folded),
                       .parts = part_of(all, each.parts)});
    return made;
  }();
  const auto found =
      std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.file == file; });
  return found == tables.end() ? nullptr : &*found;
}

std::string_view table_text(std::uint32_t number) { return texts()[number]; }

std::uint32_t table_alias(std::uint32_t alias) { return aliases[alias]; }

std::span<const TreeRow> table_rows(const TableEntry& entry) {
  return std::span<const TreeRow>(rows).subspan(entry.row, entry.rows);
}

Node table_node(const Table& table, const TableEntry& entry) {
  const std::string_view text = embedded_data(table.file).substr(entry.begin, entry.size);
  auto source = std::make_shared<const Source>("data/" + std::string(table.file) + ".yaml", std::string(text),
                                               static_cast<int>(entry.line));
  return node_of(table_rows(entry), texts(), std::move(source)).children().front();
}

std::span<const TableName> names_equal(std::span<const TableName> names, std::string_view text) {
  struct Less {
    bool operator()(const TableName& a, std::string_view b) const { return table_text(a.text) < b; }
    bool operator()(std::string_view a, const TableName& b) const { return a < table_text(b.text); }
  };
  const auto [from, to] = std::equal_range(names.begin(), names.end(), text, Less{});
  return {from, to};
}

}  // namespace llmtco::detail
