#include "report/layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "yaml/text.h"

namespace llmtco {

std::string Style::wrapped(std::string_view text, const char* code) const {
  return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}
std::string Style::bold(std::string_view text) const { return wrapped(text, "1"); }
std::string Style::dim(std::string_view text) const { return wrapped(text, "2"); }
std::string Style::red(std::string_view text) const { return wrapped(text, "31"); }
std::string Style::yellow(std::string_view text) const { return wrapped(text, "33"); }
std::string Style::green(std::string_view text) const { return wrapped(text, "32"); }

std::size_t display_width(std::string_view text) {
  // fmt pads by display width: what it adds to reach a width that is surely enough tells the width.
  const std::size_t enough = 2 * code_points(text) + 1;
  const std::string padded = fmt::format("{:<{}}", text, enough);
  return enough - (padded.size() - text.size());
}

std::vector<std::string> Table::lines() const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const auto& cells : rows_) {
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], display_width(cells[i]));
  }
  std::vector<std::string> lines;
  for (const auto& cells : rows_) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (widths[i] == 0) continue;  // a column nobody fills
      if (!line.empty()) line += "  ";
      const std::string padding(widths[i] - display_width(cells[i]), ' ');
      line += columns_[i] == Align::right ? padding + cells[i] : cells[i] + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace llmtco
