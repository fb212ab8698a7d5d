#pragma once
#include <string>
#include <vector>

#include "report/layout.h"

namespace llmtco {

/// Rows of plain cells, the heading first, as a table: of the first columns the text begins at the left, of
/// the others it ends at the right. For a terminal, and in Markdown.
Table terminal_table(std::vector<std::vector<std::string>> rows, std::size_t left_columns);
std::string markdown_table(const std::vector<std::vector<std::string>>& rows, std::size_t left_columns);

}  // namespace llmtco
