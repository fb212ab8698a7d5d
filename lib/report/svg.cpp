#include "report/svg.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>

#include "report/escape.h"
#include "report/layout.h"

namespace llmtco {
namespace {

std::string place(const char* x, const char* y, Point at) {
  return fmt::format(" {}=\"{}\" {}=\"{}\"", x, svg_number(at.x), y, svg_number(at.y));
}

std::string class_of(std::string_view style) {
  return style.empty() ? "" : fmt::format(" class=\"{}\"", style);
}

/// The end of a shape: with a tip, or nothing in it.
std::string closed(const char* name, std::string_view tip) {
  return tip.empty() ? "/>\n" : fmt::format("><title>{}</title></{}>\n", for_html(tip), name);
}

std::string list_of(const std::vector<Point>& points) {
  std::string list;
  for (const Point& point : points)
    list += fmt::format("{}{},{}", list.empty() ? "" : " ", svg_number(point.x), svg_number(point.y));
  return list;
}

}  // namespace

std::string svg_number(double value) {
  assert(std::isfinite(value));
  const double rounded = std::round(value * 10) / 10 + 0.0;
  return rounded == std::round(rounded) ? fmt::format("{:.0f}", rounded) : fmt::format("{:.1f}", rounded);
}

std::string shortened(std::string_view text, std::size_t columns) {
  return cut_to_fit(std::string(text), {.unicode = true, .width = columns});
}

std::string shortened_within(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  const std::size_t head = columns / 2;
  std::size_t from = text.size();  // of a tail that fits behind the ellipsis
  for (std::size_t at = text.size(); at-- > 0;) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (begins && display_width(text.substr(at)) > columns - head) break;
    if (begins) from = at;
  }
  return shortened(text, head) + std::string(text.substr(from));
}

Svg::Svg(std::string id, Point size, std::string_view title, std::string_view says)
    : head_(fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}-t {}-d\">\n"
                        "<title id=\"{}-t\">{}</title><desc id=\"{}-d\">{}</desc>\n",
                        svg_number(size.x), svg_number(size.y), id, id, id, for_html(title), id,
                        for_html(says))) {}

void Svg::rect(Point corner, Point size, std::string_view style, std::string_view tip) {
  body_ += "<rect" + place("x", "y", corner) + place("width", "height", size) + class_of(style) +
           closed("rect", tip);
}

void Svg::circle(Point centre, double radius, std::string_view style, std::string_view tip) {
  body_ += "<circle" + place("cx", "cy", centre) + fmt::format(" r=\"{}\"", svg_number(radius)) +
           class_of(style) + closed("circle", tip);
}

void Svg::line(Point from, Point to, std::string_view style, std::string_view tip) {
  body_ += "<line" + place("x1", "y1", from) + place("x2", "y2", to) + class_of(style) + closed("line", tip);
}

void Svg::polyline(const std::vector<Point>& points, std::string_view style) {
  body_ += fmt::format("<polyline points=\"{}\"{}/>\n", list_of(points), class_of(style));
}

void Svg::polygon(const std::vector<Point>& points, std::string_view style) {
  body_ += fmt::format("<polygon points=\"{}\"{}/>\n", list_of(points), class_of(style));
}

void Svg::text(Point at, std::string_view words, std::string_view style) {
  body_ += "<text" + place("x", "y", at) + class_of(style) + fmt::format(">{}</text>\n", for_html(words));
}

}  // namespace llmtco
