#include "text/source.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "text/characters.h"

namespace llmtco {
namespace {

constexpr std::size_t stride = 1024;

}  // namespace

std::string to_text(const Location& location) {
  if (location.line == 0) return location.file;
  return fmt::format("{}:{}:{}", location.file, location.line, location.column);
}

Source::Source(std::string name, std::string text, int first_line)
    : name_(std::move(name)), text_(std::move(text)), first_line_(first_line) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n' && i + 1 < text_.size()) line_starts_.push_back(i + 1);
  }
  if (code_points(text_) == text_.size()) return;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text_.size(); at += stride) {
    characters_before_.push_back(count);
    count += code_points(std::string_view(text_).substr(at, stride));
  }
}

std::size_t Source::characters(std::size_t from, std::size_t to) const {
  if (characters_before_.empty()) return to - from;
  const auto before = [&](std::size_t at) {
    const std::size_t mark = std::min(at / stride, characters_before_.size() - 1);
    return characters_before_[mark] +
           code_points(std::string_view(text_).substr(mark * stride, at - mark * stride));
  };
  return before(to) - before(from);
}

std::string_view Source::line(int line) const {
  assert(contains_line(line));
  const auto index = static_cast<std::size_t>(line - first_line_);
  const std::size_t begin = line_starts_[index];
  std::size_t end = index + 1 < line_starts_.size() ? line_starts_[index + 1] : text_.size();
  while (end > begin && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  return std::string_view(text_).substr(begin, end - begin);
}

Location Source::at_byte(std::size_t offset) const {
  const auto after =
      std::upper_bound(line_starts_.begin(), line_starts_.end(), std::min(offset, text_.size()));
  const auto index = static_cast<int>(after - line_starts_.begin()) - 1;
  return at(index, static_cast<int>(offset - line_starts_[static_cast<std::size_t>(index)]));
}

Location Source::at(int line_index, int byte_column) const {
  const int index = std::clamp(line_index, 0, line_count() - 1);
  const std::string_view text = line(first_line_ + index);
  const std::size_t before =
      index == line_index ? static_cast<std::size_t>(std::max(byte_column, 0)) : text.size();
  const std::size_t start = line_starts_[static_cast<std::size_t>(index)];
  const std::size_t end = start + std::min(before, text.size());
  return {name_, first_line_ + index, static_cast<int>(characters(start, end)) + 1};
}

std::size_t Source::byte_of(int line_index, int byte_column) const {
  const int index = std::clamp(line_index, 0, line_count() - 1);
  return line_starts_[static_cast<std::size_t>(index)] + static_cast<std::size_t>(std::max(byte_column, 0));
}

}  // namespace llmtco
