#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmtco {

/// How a text may look: escapes for colour, characters beyond ASCII.
struct Style {
  bool colour = false;
  bool unicode = false;

  std::string bold(std::string_view text) const;
  std::string dim(std::string_view text) const;
  std::string red(std::string_view text) const;
  std::string yellow(std::string_view text) const;
  std::string green(std::string_view text) const;
  /// " … " or " .. " between the ends of an interval.
  const char* to() const { return unicode ? " … " : " .. "; }
  const char* dot() const { return unicode ? " · " : ", "; }
  const char* times() const { return unicode ? " × " : " x "; }

 private:
  std::string wrapped(std::string_view text, const char* code) const;
};

/// Columns a terminal needs for a text (East Asian wide characters take two, combining marks none).
std::size_t display_width(std::string_view text);

/// Text in aligned columns. Cells are plain text; colour is given by row.
class Table {
 public:
  enum class Align { left, right };

  explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  /// Rows padded to their column's width, two spaces apart, without trailing spaces.
  std::vector<std::string> lines() const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace llmtco
