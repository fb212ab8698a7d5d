#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace llmtco {

/// 1, 2 or 5 times a power of ten, at least `least`: the step of an axis whose labels people read. Requires least above 0.
double round_step(double least);

/// Values as places along an edge of a plane.
struct PlaneAxis {
  double low = 0, high = 1;  ///< low below high; by factors both above 0
  bool by_factors = false;   ///< the same step for the same factor (logarithmic)
  std::vector<double> ticks{};
  std::string title{};  ///< what it counts, with its unit
  std::function<std::string(double)> label{};

  /// 0 at `low`, 1 at `high`, beyond them below 0 or above 1. Not finite where a value has no place, as 0 by factors.
  double share(double value) const;
};

/// An axis over values, from a multiple of a round step to another, with about `steps` of them.
///
///     0 to 47 in 5 steps: ticks at 0, 10, 20, 30, 40, 50
///
/// Of a single value the axis goes on by its size, or by 1.
PlaneAxis plane_axis(double low, double high, int steps = 5);

/// The same by factors, between round numbers that begin with 1, 2 or 5, which are its ticks, or with 1 alone beyond
/// three powers of ten. Requires low above 0.
///
///     0.03 to 0.4: ticks at 0.02, 0.05, 0.1, 0.2, 0.5
PlaneAxis plane_axis_by_factors(double low, double high);

struct PlanePoint {
  double x = 0, y = 0;
};

/// A picture of points and lines in characters, with an axis along its left and its lower edge.
///
///     s
///     1 ┤      ●
///       │    ⡠⠊
///     0 ┤●⠤⠒⠁
///       └┬─────┬
///        0     2
///         req/s
///
/// Values have the cell they lie in: a plane of 10 cells over 0 to 1 has cells of 0.1, and what is at its upper end is in
/// the last one. What lies beyond an end, or is no number, is not drawn. What is drawn later hides what was there; marks
/// hide lines, and lines the guides. Lines are of braille dots, two by four in a cell; in ASCII of ' . and : for the upper
/// half of a cell, the lower one and both.
class Plane {
 public:
  struct Size {
    std::size_t width =
        80;  ///< columns of the whole picture, with labels; a narrower one than it needs is wider
    std::size_t lines = 10;  ///< between the axes, 2 or more
  };
  enum class Stroke { solid, dotted };

  Plane(PlaneAxis x, PlaneAxis y, Size size, bool unicode);

  /// A mark of one column. Whether it lies within the axes.
  bool mark(PlanePoint at, std::string_view glyph);
  /// A straight line between two points, where it is within the axes.
  void line(PlanePoint from, PlanePoint to, Stroke stroke = Stroke::solid);
  void lines(const std::vector<PlanePoint>& points, Stroke stroke = Stroke::solid);
  /// The line through the origin up to a height, level from there: min(slope x, top). Requires both above 0.
  void roof(double slope, double top);
  /// A guide from the left to the right, from the bottom to the top; whether it lies within the axes.
  bool across(double y, std::string_view glyph);
  bool upright(double x, std::string_view glyph);

  /// A mark in a cell, lines counted from the bottom. Requires that there is such a cell.
  void put(std::size_t column, std::size_t line, std::string_view glyph);
  std::size_t columns() const { return columns_; }
  std::size_t count_lines() const { return size_.lines; }
  /// Columns of labels and axis in front of the first cell.
  std::size_t margin() const { return margin_; }

  /// Lines with their ends, each behind an indent, which the width does not count; none with blanks at its end.
  std::string text(std::string_view indent = "") const;

 private:
  struct Cell {
    std::string mark{}, guide{};
    std::uint8_t dots = 0;  ///< of the two columns, top to bottom: 1 2 3 7, 4 5 6 8 as braille counts them
  };
  Cell& cell(std::size_t column, std::size_t line) { return cells_[line * columns_ + column]; }
  void dot(std::size_t x, std::size_t y);
  std::string cell_text(const Cell& cell) const;
  std::string foot_text(std::string_view indent) const;

  PlaneAxis x_, y_;
  Size size_;
  bool unicode_;
  std::size_t margin_ = 0, columns_ = 0;
  std::vector<Cell> cells_;  ///< line by line from the bottom
};

}  // namespace llmtco
