#pragma once
#include <algorithm>
#include <cassert>
#include <string>
#include <string_view>
#include <vector>

namespace llmtco {

/// How a text may look: escapes for colour, characters beyond ASCII.
struct Style {
  bool colour = false;
  bool unicode = false;
  std::size_t width = 0;  ///< columns of the terminal; 0 where there is none, and nothing is cut

  std::string bold(std::string_view text) const;
  std::string dim(std::string_view text) const;
  std::string red(std::string_view text) const;
  std::string yellow(std::string_view text) const;
  std::string green(std::string_view text) const;
  /// " … " or " .. " between the ends of an interval.
  const char* to() const { return unicode ? " … " : " .. "; }
  const char* dot() const { return unicode ? " · " : ", "; }
  const char* times() const { return unicode ? " × " : " x "; }
  const char* becomes() const { return unicode ? " → " : " -> "; }
  const char* ellipsis() const { return unicode ? "…" : ".."; }
  /// Columns of a screen of which nothing is known.
  static constexpr std::size_t usual_width = 80;
  /// The same, of the usual width where it has none.
  Style on_screen() const;
  /// Columns that running text fills: 110, or what a narrower terminal has.
  std::size_t text_width() const { return width == 0 ? widest_text : std::min(width, widest_text); }

 private:
  static constexpr std::size_t widest_text = 110;  ///< longer lines are hard to read
  std::string wrapped(std::string_view text, const char* code) const;
};

/// Columns a terminal needs for a text (East Asian wide characters take two, combining marks and colours none).
std::size_t display_width(std::string_view text);

/// The line as it is, or cut to the terminal's width with an ellipsis for the rest.
std::string cut_to_fit(const std::string& line, const Style& style);

/// Words broken into lines of `width` columns, each but the first behind `indent`, which counts as well.
std::string wrapped_words(const std::string& words, const std::string& indent, std::size_t width);

/// Parts apart by dots, lines broken between parts where they fit, each line but the first behind `indent`.
std::string wrapped_parts(const std::vector<std::string>& parts, const std::string& indent,
                          const Style& style);

/// Text in aligned columns. Cells are plain text; colour is given by row.
class Table {
 public:
  enum class Align { left, right };

  explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}
  /// Cells of the first columns, all of them or some.
  void row(std::vector<std::string> cells) {
    assert(cells.size() <= columns_.size());
    rows_.push_back(std::move(cells));
  }
  /// Rows padded to their column's width, two spaces apart, without trailing spaces.
  std::vector<std::string> lines() const;
  /// The lines, each with its end, the first of them bold.
  std::string text(const Style& style = {}) const;
  /// The same table in parts that each fit `width` columns, where it does not as a whole: every part begins
  /// with the first column and takes as many of the others as there is room for. In one where `width` is 0.
  std::vector<Table> parts(std::size_t width) const;

 private:
  std::vector<std::size_t> widths() const;

  std::vector<Align> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace llmtco
