// Compiles data files into tables (tables.h): llmtco_tables FOLDER data/models.yaml ... writes FOLDER/tables.inc, which
// tables.cpp includes, and FOLDER/table_texts, the texts behind each other.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <unordered_map>

#include "catalog/entry_index.h"
#include "catalog/entry_names.h"
#include "catalog/tables.h"
#include "yaml/read.h"

namespace llmtco::detail {
namespace {

class Texts {
 public:
  std::uint32_t number_of(std::string_view text) {
    const auto [known, is_new] =
        numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(starts.size() - 1));
    if (is_new) {
      bytes += text;
      starts.push_back(static_cast<std::uint32_t>(bytes.size()));
    }
    return known->second;
  }
  std::string_view operator[](std::uint32_t n) const {
    return std::string_view(bytes).substr(starts[n], starts[n + 1] - starts[n]);
  }

  std::string bytes{};
  std::vector<std::uint32_t> starts{0};

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

class Tables {
 public:
  void add(const std::filesystem::path& path) {
    const std::string text = file_bytes(path.string(), 10'000'000), file = path.stem().string();
    std::vector<TableName> ids, folded, parts;
    const std::size_t before = entries_.size();
    for (const EntrySlice& slice : all_entries(text)) {
      const auto number = static_cast<std::uint32_t>(entries_.size() - before);
      const EntryNames names = add_entry(path.filename().string(), text, slice);
      const auto name = [&](const std::string& called) {
        return TableName{texts_.number_of(called), number};
      };
      ids.push_back(name(names.id));
      const auto kind = catalog_kind_names.from_text(file);
      if (!kind) continue;
      for (const std::string& each : folded_names(*kind, names)) folded.push_back(name(each));
      if (*kind != CatalogKind::prices) continue;
      for (const std::string& each : model_parts(names.id)) parts.push_back(name(each));
    }
    files_ += fmt::format("    {{\"{}\", {{{}, {}}}", file, before, entries_.size() - before);
    for (std::vector<TableName>* names : {&ids, &folded, &parts}) add_names(*names);
    files_ += "},\n";
  }

  std::string written() const {
    std::string out;
    const auto array = [&](const char* declaration, const auto& all, const auto& row) {
      out += fmt::format("const {}[] = {{\n", declaration);
      for (const auto& each : all) out += row(each) + ",\n";
      out += "};\n";
    };
    const auto number = [](std::uint32_t n) { return std::to_string(n); };
    array("std::uint32_t text_starts", texts_.starts, number);
    array("std::uint32_t aliases", aliases_, number);
    array("TreeRow rows", rows_, [](const TreeRow& r) {
      return fmt::format("{{{},{},{},{},{},{},{},{},{:d},{:d}}}", r.key, r.text, r.size, r.key_line,
                         r.key_byte, r.line, r.byte, r.kind, r.quoted, r.written_null);
    });
    array("TableEntry entries", entries_, [](const TableEntry& e) {
      return fmt::format("{{{},{},{},{},{},{},{},{}}}", e.id, e.begin, e.size, e.line, e.row, e.rows, e.alias,
                         e.aliases);
    });
    array("TableName names", names_,
          [](const TableName& n) { return fmt::format("{{{},{}}}", n.text, n.entry); });
    return out + "const TableOfFile files[] = {\n" + files_ + "};\n";
  }
  const std::string& texts() const { return texts_.bytes; }

 private:
  /// Gives what it is called.
  EntryNames add_entry(const std::string& name, std::string_view file, const EntrySlice& slice) {
    Diagnostics diagnostics;
    const auto root = read_text(std::string(slice.text), "data/" + name, diagnostics, slice.line);
    diagnostics.throw_if_errors();
    const std::vector<TreeRow> rows =
        rows_of(*root, [this](const std::string& text) { return texts_.number_of(text); });
    EntryNames names{.id = root->children().front().key(), .aliases = {}};
    if (const auto list = root->children().front().find("aliases")) {
      for (const Node& alias : list->children()) names.aliases.push_back(alias.text());
    }
    entries_.push_back({.id = texts_.number_of(names.id),
                        .begin = static_cast<std::uint32_t>(slice.text.data() - file.data()),
                        .size = static_cast<std::uint32_t>(slice.text.size()),
                        .line = static_cast<std::uint32_t>(slice.line),
                        .row = static_cast<std::uint32_t>(rows_.size()),
                        .rows = static_cast<std::uint32_t>(rows.size()),
                        .alias = static_cast<std::uint32_t>(aliases_.size()),
                        .aliases = static_cast<std::uint32_t>(names.aliases.size())});
    rows_.insert(rows_.end(), rows.begin(), rows.end());
    for (const std::string& alias : names.aliases) aliases_.push_back(texts_.number_of(alias));
    return names;
  }

  void add_names(std::vector<TableName>& names) {
    std::stable_sort(names.begin(), names.end(), [this](const TableName& a, const TableName& b) {
      return texts_[a.text] < texts_[b.text];
    });
    files_ += fmt::format(", {{{}, {}}}", names_.size(), names.size());
    names_.insert(names_.end(), names.begin(), names.end());
  }

  Texts texts_;
  std::vector<TreeRow> rows_;
  std::vector<TableEntry> entries_;
  std::vector<std::uint32_t> aliases_;
  std::vector<TableName> names_;
  std::string files_;
};

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << bytes) || !file.flush()) throw FileError(path.string() + ": cannot be written");
}

}  // namespace
}  // namespace llmtco::detail

int main(int argc, char** argv) {
  try {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    llmtco::detail::Tables tables;
    for (int i = 2; i < argc; ++i) tables.add(argv[i]);
    llmtco::detail::write(folder / "tables.inc", tables.written());
    llmtco::detail::write(folder / "table_texts", tables.texts());
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "llmtco_tables: %s\n", error.what());
    return 1;
  }
}
