#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmtco {

struct Point {
  double x, y;
};

/// A drawing as SVG that stands in a page by itself: its colours are classes of the page's style, its names are escaped,
/// and a reader who cannot see it is told its title and what it shows. Lengths are in units of the drawing, 640 across.
///
///     Svg svg("costs", {640, 200}, "What each option costs", "Bars of the monthly cost of 3 options");
///     svg.rect({170, 20}, {100, 16}, "c1", "people: $12k");
///     svg.text({160, 32}, "own", "end");
class Svg {
 public:
  /// `id` is unique in the page and made by us, never by a user.
  Svg(std::string id, Point size, std::string_view title, std::string_view says);

  /// `style` is one or several classes; `tip` is shown while the pointer rests on the shape, and may be empty.
  void rect(Point corner, Point size, std::string_view style, std::string_view tip = "");
  void circle(Point centre, double radius, std::string_view style, std::string_view tip = "");
  void line(Point from, Point to, std::string_view style, std::string_view tip = "");
  void polyline(const std::vector<Point>& points, std::string_view style);
  void polygon(const std::vector<Point>& points, std::string_view style);
  void text(Point at, std::string_view words, std::string_view style = "");

  /// The whole element.
  std::string element() const { return head_ + body_ + "</svg>\n"; }

 private:
  std::string head_, body_;
};

/// A number of a drawing: one decimal, none where it is whole.
std::string svg_number(double value);

/// The text cut to so many columns, with an ellipsis for the rest.
std::string shortened(std::string_view text, std::size_t columns);
/// The same with the ellipsis in the middle, for names that may begin alike: "A very long…number 4".
std::string shortened_within(std::string_view text, std::size_t columns);

}  // namespace llmtco
