#include "report/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/characters.h"

namespace llmtco {

std::string Style::wrapped(std::string_view text, const char* code) const {
  // The line ends after the colour, so that the next one begins without it.
  const std::size_t end = text.find_last_not_of('\n') + 1;
  return colour ? fmt::format("\x1b[{}m{}\x1b[0m{}", code, text.substr(0, end), text.substr(end))
                : std::string(text);
}
std::string Style::bold(std::string_view text) const { return wrapped(text, "1"); }
std::string Style::dim(std::string_view text) const { return wrapped(text, "2"); }
std::string Style::red(std::string_view text) const { return wrapped(text, "31"); }
std::string Style::yellow(std::string_view text) const { return wrapped(text, "33"); }
std::string Style::green(std::string_view text) const { return wrapped(text, "32"); }

Style Style::on_screen() const {
  Style style = *this;
  if (style.width == 0) style.width = usual_width;
  return style;
}

namespace {

/// Length of an escape for colour at the start of a text, as "\x1b[1m"; 0 if there is none.
std::size_t escape_length(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find('m');
  return end == std::string_view::npos ? 0 : end + 1;
}

std::string without_colour(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::size_t escape = escape_length(text);
    if (escape == 0) plain += text.front();
    text.remove_prefix(std::max<std::size_t>(1, escape));
  }
  return plain;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  if (text.find('\x1b') != std::string_view::npos) return display_width(without_colour(text));
  // fmt pads by display width: what it adds to reach a width that is surely enough tells the width.
  const std::size_t enough = 2 * code_points(text) + 1;
  const std::string padded = fmt::format("{:<{}}", text, enough);
  return enough - (padded.size() - text.size());
}

std::string cut_to_fit(const std::string& line, const Style& style) {
  if (style.width == 0 || display_width(line) <= style.width) return line;
  const std::size_t room = style.width - std::min(style.width, display_width(style.ellipsis()));
  std::string cut;
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t length = std::max<std::size_t>(1, utf8_length(std::string_view(line).substr(i, 4)));
    if (display_width(cut + line.substr(i, length)) > room) break;
    cut += line.substr(i, length);
    i += length;
  }
  return cut + style.ellipsis();
}

std::string wrapped_words(const std::string& words, const std::string& indent, std::size_t width) {
  const std::size_t room = width - std::min(width, indent.size());
  std::string text, line;
  const auto flush = [&] {
    if (!line.empty()) text += (text.empty() ? "" : indent) + line + "\n";
    line.clear();
  };
  for (std::size_t start = 0; start < words.size();) {
    std::size_t end = std::min(words.find(' ', start), words.size());
    // A number and its percent sign stay together.
    while (words.compare(end, 2, " %") == 0) end = std::min(words.find(' ', end + 1), words.size());
    const std::string word = words.substr(start, end - start);
    if (!line.empty() && display_width(line) + 1 + display_width(word) > room) flush();
    if (!word.empty()) line += (line.empty() ? "" : " ") + word;
    start = end + 1;
  }
  flush();
  return text;
}

std::string wrapped_parts(const std::vector<std::string>& parts, const std::string& indent,
                          const Style& style) {
  const std::string dot = style.unicode ? " · " : "; ";
  const std::size_t room = style.text_width() - std::min(style.text_width(), indent.size());
  std::string text, line;
  const auto flush = [&] {
    if (!line.empty()) text += (text.empty() ? "" : indent) + wrapped_words(line, indent, style.text_width());
    line.clear();
  };
  for (const std::string& part : parts) {
    if (!line.empty() && display_width(line + dot + part) > room) flush();
    line += (line.empty() ? "" : dot) + part;
  }
  flush();
  return text;
}

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const auto& cells : rows_) {
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], display_width(cells[i]));
  }
  return widths;
}

std::vector<Table> Table::parts(std::size_t width) const {
  if (width == 0) return {*this};
  const std::vector<std::size_t> each = widths();
  std::vector<std::vector<std::size_t>> columns_of_parts;
  std::size_t used = 0;
  for (std::size_t i = 1; i < columns_.size(); ++i) {
    if (columns_of_parts.empty() || used + 2 + each[i] > width) {
      columns_of_parts.push_back({0});
      used = each[0];
    }
    columns_of_parts.back().push_back(i);
    used += 2 + each[i];
  }
  std::vector<Table> parts;
  for (const std::vector<std::size_t>& columns : columns_of_parts) {
    std::vector<Align> aligned;
    for (const std::size_t i : columns) aligned.push_back(columns_[i]);
    Table part(aligned);
    for (const auto& cells : rows_) {
      std::vector<std::string> own;
      for (const std::size_t i : columns) own.push_back(i < cells.size() ? cells[i] : "");
      part.row(std::move(own));
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

std::string Table::text(const Style& style) const {
  const std::vector<std::string> all = lines();
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) text += (i == 0 ? style.bold(all[i]) : all[i]) + "\n";
  return text;
}

std::vector<std::string> Table::lines() const {
  const std::vector<std::size_t> widths = this->widths();
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
