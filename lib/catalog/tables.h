#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "yaml/rows.h"

/// The data files as the build has compiled them (tables_main.cpp): a run parses none of them, nor looks for anything in
/// their text. Texts stand once, and have numbers.
namespace llmtco::detail {

struct TableEntry {
  std::uint32_t id;  ///< number of a text
  std::uint32_t begin,
      size;                 ///< of its text in the file, bytes; comments behind it are those of the next one
  std::uint32_t line;       ///< of the id, 1-based
  std::uint32_t row, rows;  ///< first of its rows (yaml/rows.h), and how many: a mapping of the id alone
  std::uint32_t alias, aliases;  ///< first of its other names, and how many
};

/// What an entry is called. Names stand in the order of their letters, those of equal letters in that of the file.
struct TableName {
  std::uint32_t text;
  std::uint32_t entry;  ///< its number in the file
};

struct Table {
  std::string_view file;  ///< models: data/models.yaml
  std::span<const TableEntry> entries;
  std::span<const TableName> ids;
  std::span<const TableName> folded,
      parts;  ///< catalog/entry_names.h; empty of files that are no kind of entries
};

/// Null if there is no such file.
const Table* table_of(std::string_view file);

std::string_view table_text(std::uint32_t number);
/// The number of the text of another name.
std::uint32_t table_alias(std::uint32_t alias);
/// The rows of an entry: those of its keys follow the first two.
std::span<const TreeRow> table_rows(const TableEntry& entry);
Node table_node(const Table& table, const TableEntry& entry);

/// The names that are equal to a text.
std::span<const TableName> names_equal(std::span<const TableName> names, std::string_view text);

}  // namespace llmtco::detail
