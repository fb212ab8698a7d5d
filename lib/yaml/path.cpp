#include "yaml/path.h"

#include <algorithm>
#include <charconv>

namespace llmtco::detail {

std::optional<PathStep> first_step(const Tree& tree, std::string_view rest) {
  std::size_t length = 0;
  std::string key;
  if (rest.starts_with('"')) {
    const std::size_t end = rest.find('"', 1);
    if (end == rest.npos || (end + 1 < rest.size() && rest[end + 1] != '.')) return std::nullopt;
    key = rest.substr(1, end - 1);
    length = end + 1;
  } else {
    for (const TreeEntry& entry : tree.entries) {
      const std::size_t size = entry.key.size();
      if (size <= length || !rest.starts_with(entry.key)) continue;
      if (rest.size() == size || rest[size] == '.') length = size;
    }
    if (length == 0) length = std::min(rest.find('.'), rest.size());
    key = rest.substr(0, length);
  }
  if (key.empty()) return std::nullopt;
  const bool last = length == rest.size();
  if (!last && length + 1 == rest.size()) return std::nullopt;  // a dot at the end
  return PathStep{std::move(key), last ? std::string_view() : rest.substr(length + 1), last};
}

std::optional<std::size_t> index_in(const Tree& list, std::string_view key) {
  std::size_t index = 0;
  const char* end = key.data() + key.size();
  const auto parsed = std::from_chars(key.data(), end, index);
  if (parsed.ec != std::errc() || parsed.ptr != end || index >= list.entries.size()) return std::nullopt;
  return index;
}

}  // namespace llmtco::detail
