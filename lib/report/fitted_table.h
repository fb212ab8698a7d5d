#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "report/layout.h"

namespace llmtco {

/// What stands where a figure is not known.
inline constexpr const char* unknown_cell = "unknown";

/// A column of a table beside the names of its rows.
struct ScreenColumn {
  std::string heading;               ///< two lines where there is little room: "to pay\na month"
  std::vector<std::string> cells{};  ///< one a row
  std::string legend{};              ///< what the heading cannot say; empty where it says all
  int worth = 0;                     ///< where there is too little room, what is worth least goes first
  bool left = false;                 ///< a text, aligned left and in colour
};

/// Drawn behind the first columns, as wide as there is room.
struct Picture {
  std::string heading{};
  std::size_t behind = 1;  ///< that many columns
  std::function<std::string(std::size_t row, std::size_t width)> draw;
};

/// A table that fits the terminal: names, columns and a picture. Where there is too little room, headings take two
/// lines, and then the columns worth least are left out; the first stays.
class FittedTable {
 public:
  /// `best`: the row that stands out. Requires a width in `style`.
  FittedTable(std::vector<std::string> names, const std::vector<ScreenColumn>& columns, const Style& style,
              std::optional<Picture> picture = {}, std::optional<std::size_t> best = {});

  /// Headings, then the rows.
  std::string text() const;
  /// Characters of the picture, 0 where there is no room, and of what stands before it.
  std::size_t picture_width() const { return fit_.picture; }
  std::size_t before_picture() const;
  /// Of the columns that are shown.
  std::vector<std::string> legends() const;

 private:
  struct Fit {
    std::vector<const ScreenColumn*> columns{};
    std::size_t name = 0, picture = 0;  ///< widths
    bool two_lines = false;             ///< of the headings
    bool dropped_much = false;
  };
  Fit fitted(bool two_lines) const;
  std::size_t used(const Fit& fit) const;
  using Cell = std::function<std::string(const ScreenColumn&)>;
  std::string line(const std::string& name, const std::string& picture, const Cell& cell) const;
  std::string headings() const;
  std::string row(std::size_t i) const;

  std::vector<std::string> names_;
  const std::vector<ScreenColumn>& columns_;
  const Style& style_;
  std::optional<Picture> picture_;
  std::optional<std::size_t> best_;
  Fit fit_;
};

}  // namespace llmtco
