#include "report/escape.h"

#include <algorithm>

#include "text/characters.h"
#include "text/csv.h"

namespace llmtco {

std::string for_terminal(std::string_view text) { return displayable(text); }

std::string for_csv(std::string_view text) { return csv_text(text); }

std::string for_html(std::string_view text) {
  std::string safe;
  for (const char c : displayable(text))
    safe += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
  return safe;
}

std::string for_html_lines(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    safe += for_html(text.substr(0, end));
    if (end < text.size()) safe += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return safe;
}

std::string for_html_attribute(std::string_view text) {
  std::string safe;
  for (const char c : for_html(text)) safe += c == '"' ? std::string("&quot;") : std::string(1, c);
  return safe;
}

std::string for_markdown(std::string_view text) {
  std::string safe;
  for (const char c : for_html(text)) {
    if (std::string_view("\\`*_{}[]()#+!|~@$").find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

}  // namespace llmtco
