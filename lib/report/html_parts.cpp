#include "report/html_parts.h"

#include <fmt/format.h>

#include "report/escape.h"
#include "report/page_scripts.h"

namespace llmtco {

std::string html_paragraph(std::string_view words, std::string_view style) {
  if (words.empty()) return "";
  const std::string of = style.empty() ? "" : fmt::format(" class=\"{}\"", style);
  return fmt::format("<p{}>{}</p>\n", of, for_html(words));
}

namespace {

std::string table_row(const std::vector<std::string>& cells, bool heading, std::size_t left_columns) {
  std::string text = "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool of_row = !heading && i == 0;
    const char* tag = heading || of_row ? "th" : "td";
    const char* scope = heading ? " scope=\"col\"" : of_row ? " scope=\"row\"" : "";
    const char* side = i < left_columns ? "" : " class=\"n\"";
    text += fmt::format("<{}{}{}>{}</{}>", tag, scope, side, for_html(cells[i]), tag);
  }
  return text + "</tr>\n";
}

}  // namespace

std::string html_table(const std::vector<std::vector<std::string>>& rows, std::size_t left_columns,
                       std::string_view says) {
  std::string text =
      fmt::format("<div class=\"wide\" tabindex=\"0\"><table><caption>{}</caption>\n<thead>", for_html(says));
  for (const auto& cells : rows) {
    const bool heading = &cells == &rows.front();
    text += table_row(cells, heading, left_columns);
    if (heading) text += "</thead>\n<tbody>\n";
  }
  return text + "</tbody></table></div>\n";
}

std::string html_list(const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string text = "<ul>\n";
  for (const std::string& line : lines) text += "<li>" + for_html(line) + "</li>\n";
  return text + "</ul>\n";
}

std::string html_verbatim(const std::string& lines) {
  return "<pre tabindex=\"0\">" + for_html_lines(lines) + "</pre>\n";
}

std::string html_details(std::string_view heading, const std::string& content, bool open) {
  return fmt::format("<details{}><summary>{}</summary>\n{}</details>\n", open ? " open" : "",
                     for_html(heading), content);
}

namespace {

/// Read by the scripts of the page, where it has them.
std::string numbers_for_scripts(const Chart& chart) {
  if (page_script().empty() || chart.numbers.kind.empty()) return "";
  return std::string(html_numbers_begin) + chart_numbers_json(chart.numbers) + "</script>\n";
}

}  // namespace

std::string html_figure(const Chart& chart, bool open) {
  return fmt::format(
      "<figure>\n<h3>{}</h3>\n<div class=\"wide\" "
      "tabindex=\"0\">{}</div>\n<figcaption>{}</figcaption>\n{}{}</figure>\n",
      for_html(chart.title), chart.svg, for_html(chart.caption),
      html_details("The numbers of this picture", html_table(chart.table, chart.left_columns, chart.title),
                   open),
      numbers_for_scripts(chart));
}

std::string html_section(std::string_view id, std::string_view heading, const std::string& content) {
  if (content.empty()) return "";
  return fmt::format("<section aria-labelledby=\"{}\">\n<h2 id=\"{}\">{}</h2>\n{}</section>\n", id, id,
                     for_html(heading), content);
}

}  // namespace llmtco
