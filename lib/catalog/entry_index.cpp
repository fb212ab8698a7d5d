#include "catalog/entry_index.h"

#include <algorithm>

#include "text/characters.h"

namespace llmtco::detail {
namespace {

std::string_view unquoted(std::string_view text) {
  text = trimmed(text, " \t\n");
  const bool quoted =
      text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

/// Whether a line starts an entry: something other than a space or a comment at column 0.
bool starts_entry(std::string_view file, std::size_t line_start) {
  if (line_start >= file.size()) return false;
  const char c = file[line_start];
  return c != ' ' && c != '#' && c != '\n' && c != '\r' && c != '-';
}

std::size_t next_line(std::string_view file, std::size_t at) {
  const std::size_t end = file.find('\n', at);
  return end == file.npos ? file.size() : end + 1;
}

/// Start of the next entry at or after a line start; the end of the file if there is none.
std::size_t next_entry(std::string_view file, std::size_t line_start) {
  while (line_start < file.size() && !starts_entry(file, line_start))
    line_start = next_line(file, line_start);
  return line_start;
}

/// Comments and blank lines before the next id belong to that one, not to this entry.
std::string_view without_trailing_comments(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size(); at = next_line(text, at)) {
    if (text[at] != '#' && text[at] != '\n' && text[at] != '\r') end = next_line(text, at);
  }
  return text.substr(0, end);
}

EntrySlice slice_of(std::string_view text, int line) {
  const std::string_view first =
      text.substr(0, text.find('\n') == text.npos ? text.npos : text.find('\n') + 1);
  return {unquoted(first.substr(0, std::min(first.find(": "), first.find(":\n")))), text, line};
}

EntrySlice slice_at(std::string_view file, std::size_t start, int line) {
  const std::size_t end = next_entry(file, next_line(file, start));
  return slice_of(without_trailing_comments(file.substr(start, end - start)), line);
}

}  // namespace

std::optional<EntrySlice> find_entry(std::string_view file, std::string_view id) {
  for (std::size_t at = file.find(id); at != file.npos && !id.empty(); at = file.find(id, at + 1)) {
    const bool at_line_start = at == 0 || file[at - 1] == '\n';
    const std::size_t after = at + id.size();
    if (!at_line_start || after >= file.size() || file[after] != ':') continue;
    const auto line = std::count(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    EntrySlice slice = slice_at(file, at, static_cast<int>(line) + 1);
    if (slice.id == id) return slice;
  }
  return std::nullopt;
}

std::vector<EntrySlice> all_entries(std::string_view file) {
  std::vector<EntrySlice> entries;
  std::size_t start = file.npos, end = 0;  // of the entry that is read, without comments behind it
  int line = 0, first_line = 0;
  for (std::size_t at = 0, next = 0; at < file.size(); at = next) {
    next = next_line(file, at);
    ++line;
    if (starts_entry(file, at)) {
      if (start != file.npos) entries.push_back(slice_of(file.substr(start, end - start), first_line));
      start = at;
      first_line = line;
    }
    if (file[at] != '#' && file[at] != '\n' && file[at] != '\r') end = next;
  }
  if (start != file.npos) entries.push_back(slice_of(file.substr(start, end - start), first_line));
  return entries;
}

std::vector<std::string_view> aliases_of(const EntrySlice& slice) {
  constexpr std::string_view key = "\n  aliases: [";
  std::vector<std::string_view> aliases;
  const std::size_t start = slice.text.find(key);
  if (start == slice.text.npos) return aliases;
  std::string_view list = slice.text.substr(start + key.size());
  list = list.substr(0, list.find(']'));
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    aliases.push_back(unquoted(list.substr(0, comma)));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return aliases;
}

std::string_view field_of(const EntrySlice& slice, std::string_view key) {
  const std::string line = "\n  " + std::string(key) + ": ";
  const std::size_t start = slice.text.find(line);
  if (start == slice.text.npos) return {};
  const std::string_view rest = slice.text.substr(start + line.size());
  return unquoted(rest.substr(0, rest.find('\n')));
}

}  // namespace llmtco::detail
