#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/chart.h"
#include "report/inputs_json.h"

namespace llmtco {

/// Pieces of the page. What users wrote is escaped by each.

/// "<p>...</p>" of words; nothing of none.
std::string html_paragraph(std::string_view words, std::string_view style = "");

/// Rows of plain cells, the heading first, as a table that scrolls sideways where the page is too narrow. Of the first
/// columns the text begins at the left, of the others it ends at the right. `says` is read out to those who do not see.
std::string html_table(const std::vector<std::vector<std::string>>& rows, std::size_t left_columns,
                       std::string_view says);

std::string html_list(const std::vector<std::string>& lines);

/// Lines as they are, to copy.
std::string html_verbatim(const std::string& lines);

/// What opens when its heading is chosen.
std::string html_details(std::string_view heading, const std::string& content, bool open = false);

/// What the numbers of a picture begin with that scripts draw anew; a page without any needs no script.
inline constexpr std::string_view html_numbers_begin = "<script type=\"application/json\">";

/// A picture with its caption, and its numbers folded away, or unfolded.
std::string html_figure(const Chart& chart, bool open = false);

/// A section under its heading; nothing where there is nothing in it. `id` is made by us.
std::string html_section(std::string_view id, std::string_view heading, const std::string& content);

/// A section of a page and how it is called in the list of them; it is left out where there is nothing in it.
struct HtmlSection {
  const char *id, *heading;  ///< made by us
  std::string content;
};

/// What a page is of, and its sections.
struct HtmlPage {
  std::string name;   ///< of the scenario: its heading
  std::string about;  ///< in the title of the window behind the name: "what serving it costs"
  std::string description{};
  std::string tool_version{};
  std::vector<HtmlSection> sections{};
};

/// The whole page: the one frame of every page there is, with its policy and its style.
std::string html_page(const HtmlPage& page);

/// The sections that are no pictures.
std::string html_answer(const Result& result, const Lineup& lineup);
std::string html_bills(const Result& result, const Lineup& lineup);
/// Of options that are routes: where their requests go, and how to see every threshold.
std::string html_routes(const Lineup& lineup);
std::string html_again(const Result& result, const ResultInputs* inputs);

/// The style of the page, light, dark and on paper.
std::string_view html_style();

}  // namespace llmtco
