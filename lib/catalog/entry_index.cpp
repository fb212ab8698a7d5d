#include "catalog/entry_index.h"

namespace llmtco::detail {
namespace {

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

}  // namespace

std::vector<EntrySlice> all_entries(std::string_view file) {
  std::vector<EntrySlice> entries;
  std::size_t start = file.npos, end = 0;  // of the entry that is read, without comments behind it
  int line = 0, first_line = 0;
  for (std::size_t at = 0, next = 0; at < file.size(); at = next) {
    next = next_line(file, at);
    ++line;
    if (starts_entry(file, at)) {
      if (start != file.npos) entries.push_back({file.substr(start, end - start), first_line});
      start = at;
      first_line = line;
    }
    if (file[at] != '#' && file[at] != '\n' && file[at] != '\r') end = next;
  }
  if (start != file.npos) entries.push_back({file.substr(start, end - start), first_line});
  return entries;
}

}  // namespace llmtco::detail
