#include "text/plane.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "text/characters.h"

namespace llmtco {
namespace {

/// The part of n that a share of the way lies in; n is the caller's sign that it lies beyond an end.
std::size_t part_of(double share, std::size_t n) {
  constexpr double hair = 1e-9;
  if (!(share >= -hair && share <= 1 + hair)) return n;
  const double place = std::max(0.0, share * static_cast<double>(n) + hair);
  return std::min(static_cast<std::size_t>(place), n - 1);
}

/// Where a tick's label stands, and what it says.
struct Tick {
  std::size_t at;
  std::string text;
  bool first_choice;  ///< where not all labels have room: powers of ten of an axis by factors
};

std::vector<Tick> ticks_of(const PlaneAxis& axis, std::size_t cells) {
  std::vector<Tick> ticks;
  for (const double value : axis.ticks) {
    const std::size_t at = part_of(axis.share(value), cells);
    const double power = axis.by_factors ? std::log10(value) : 0;
    if (at < cells)
      ticks.push_back({at, axis.label ? axis.label(value) : "", std::abs(power - std::round(power)) < 1e-6});
  }
  return ticks;
}

/// Of ticks those whose labels keep apart: first choices from below, then the others from above.
std::vector<Tick> kept_apart(const std::vector<Tick>& ticks,
                             const std::function<bool(const Tick&, const Tick&)>& apart) {
  std::vector<Tick> kept;
  const auto keep = [&](const Tick& tick, bool first) {
    const auto is_apart = [&](const Tick& other) { return apart(tick, other); };
    if (tick.first_choice == first && std::all_of(kept.begin(), kept.end(), is_apart)) kept.push_back(tick);
  };
  std::for_each(ticks.begin(), ticks.end(), [&](const Tick& tick) { keep(tick, true); });
  std::for_each(ticks.rbegin(), ticks.rend(), [&](const Tick& tick) { keep(tick, false); });
  std::sort(kept.begin(), kept.end(), [](const Tick& a, const Tick& b) { return a.at < b.at; });
  return kept;
}

/// Labels on lines leave one free between them, but for those at the ends.
std::vector<Tick> on_lines(const PlaneAxis& axis, std::size_t lines) {
  const auto apart = [lines](const Tick& a, const Tick& b) {
    const std::size_t low = std::min(a.at, b.at), high = std::max(a.at, b.at);
    return high - low >= 2 || (high != low && (low == 0 || high + 1 == lines));
  };
  return kept_apart(ticks_of(axis, lines), apart);
}

/// Labels side by side, centred at their ticks where the width allows, with two blanks between them. `at` is the cell.
struct LabelRow {
  std::size_t margin, columns;

  std::size_t width() const { return margin + columns; }
  std::size_t begin(const Tick& tick) const {
    const std::size_t length = code_points(tick.text), middle = margin + tick.at;
    return std::min(middle - std::min(middle, length / 2), width() - std::min(width(), length));
  }
  std::size_t end(const Tick& tick) const { return begin(tick) + code_points(tick.text); }
  std::vector<Tick> ticks(const PlaneAxis& axis) const {
    std::vector<Tick> all = ticks_of(axis, columns);
    std::erase_if(all, [this](const Tick& tick) { return code_points(tick.text) > width(); });
    return kept_apart(all, [this](const Tick& a, const Tick& b) {
      return end(a) + 2 <= begin(b) || end(b) + 2 <= begin(a);
    });
  }
};

/// The first so many characters.
std::string cut(const std::string& text, std::size_t characters) {
  std::size_t i = 0;
  for (std::size_t n = 0; n < characters && i < text.size(); ++n)
    i += std::max<std::size_t>(1, utf8_length(std::string_view(text).substr(i, 4)));
  return text.substr(0, i);
}

void end_line(std::string& text) { text = text.erase(text.find_last_not_of(' ') + 1) + "\n"; }

/// The part of a line from (0, 0) to (1, 1) that lies within, as shares of its length (Liang and Barsky).
bool clip(double from, double to, double& begin, double& end) {
  const double way = to - from;
  if (way == 0) return from >= 0 && from <= 1;
  const double at_low = -from / way, at_high = (1 - from) / way;
  begin = std::max(begin, std::min(at_low, at_high));
  end = std::min(end, std::max(at_low, at_high));
  return begin <= end;
}

}  // namespace

Plane::Plane(PlaneAxis x, PlaneAxis y, Size size, bool unicode)
    : x_(std::move(x)), y_(std::move(y)), size_(size), unicode_(unicode) {
  assert(size.lines >= 2);
  constexpr std::size_t least = 12;
  for (const Tick& tick : ticks_of(y_, size.lines)) margin_ = std::max(margin_, code_points(tick.text));
  margin_ += 2;  // a blank and the axis
  columns_ = std::max(least, size.width - std::min(size.width, margin_));
  cells_.resize(columns_ * size.lines);
}

bool Plane::mark(PlanePoint at, std::string_view glyph) {
  const std::size_t column = part_of(x_.share(at.x), columns_), line = part_of(y_.share(at.y), size_.lines);
  if (column == columns_ || line == size_.lines) return false;
  put(column, line, glyph);
  return true;
}

void Plane::put(std::size_t column, std::size_t line, std::string_view glyph) {
  assert(column < columns_ && line < size_.lines);
  cell(column, line).mark = glyph;
}

bool Plane::across(double y, std::string_view glyph) {
  const std::size_t line = part_of(y_.share(y), size_.lines);
  if (line == size_.lines) return false;
  for (std::size_t column = 0; column < columns_; ++column) cell(column, line).guide = glyph;
  return true;
}

bool Plane::upright(double x, std::string_view glyph) {
  const std::size_t column = part_of(x_.share(x), columns_);
  if (column == columns_) return false;
  for (std::size_t line = 0; line < size_.lines; ++line) cell(column, line).guide = glyph;
  return true;
}

void Plane::dot(std::size_t x, std::size_t y) {
  constexpr std::uint8_t bits[2][4] = {{0x40, 0x04, 0x02, 0x01},
                                       {0x80, 0x20, 0x10, 0x08}};  // from the bottom
  cell(x / 2, y / 4).dots |= bits[x % 2][y % 4];
}

void Plane::line(PlanePoint from, PlanePoint to, Stroke stroke) {
  const double x0 = x_.share(from.x), y0 = y_.share(from.y), x1 = x_.share(to.x), y1 = y_.share(to.y);
  double begin = 0, end = 1;
  if (!std::isfinite(x0 + y0 + x1 + y1) || !clip(x0, x1, begin, end) || !clip(y0, y1, begin, end)) return;
  const std::size_t width = 2 * columns_, height = 4 * size_.lines;
  const double steps = std::ceil((end - begin) * std::max(std::abs(x1 - x0) * static_cast<double>(width),
                                                          std::abs(y1 - y0) * static_cast<double>(height)));
  const auto last = static_cast<std::size_t>(steps);
  const std::size_t every = stroke == Stroke::dotted ? 3 : 1;
  for (std::size_t i = 0; i <= last; i += every) {
    const double way = begin + (end - begin) * (last == 0 ? 0 : static_cast<double>(i) / steps);
    const std::size_t x = part_of(x0 + way * (x1 - x0), width), y = part_of(y0 + way * (y1 - y0), height);
    if (x < width && y < height) dot(x, y);
  }
}

void Plane::lines(const std::vector<PlanePoint>& points, Stroke stroke) {
  for (std::size_t i = 1; i < points.size(); ++i) line(points[i - 1], points[i], stroke);
}

void Plane::roof(double slope, double top) {
  const double ridge = top / slope;
  if (ridge > x_.low) line({x_.low, slope * x_.low}, {ridge, top});
  if (ridge < x_.high) line({std::max(ridge, x_.low), top}, {x_.high, top});
}

std::string Plane::cell_text(const Cell& cell) const {
  if (!cell.mark.empty()) return cell.mark;
  if (cell.dots == 0) return cell.guide.empty() ? " " : cell.guide;
  if (!unicode_) {
    constexpr unsigned upper = 0x01 | 0x02 | 0x08 | 0x10;
    const bool above = (cell.dots & upper) != 0, below = (cell.dots & ~upper) != 0;
    return above && below ? ":" : above ? "'" : ".";
  }
  const unsigned code = 0x2800U + cell.dots;  // braille patterns, in UTF-8
  return {static_cast<char>(0xE0U | (code >> 12U)), static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)),
          static_cast<char>(0x80U | (code & 0x3FU))};
}

/// The axis below, its labels, each centred at its tick where it has room, and what it counts.
std::string Plane::foot_text(std::string_view indent) const {
  const LabelRow row{margin_, columns_};
  const std::size_t width = row.width();
  std::vector<std::string> axis(columns_, unicode_ ? "─" : "-");
  std::string labels;
  std::size_t used = 0;
  for (const Tick& tick : row.ticks(x_)) {
    labels += std::string(row.begin(tick) - used, ' ') + tick.text;
    used = row.end(tick);
    axis[tick.at] = unicode_ ? "┬" : "+";
  }
  std::string text = std::string(indent) + std::string(margin_ - 1, ' ') + (unicode_ ? "└" : "+");
  for (const std::string& each : axis) text += each;
  text += "\n";
  end_line(labels);
  text += std::string(indent) + labels;
  if (x_.title.empty()) return text;
  const std::string title = cut(x_.title, width);
  const std::size_t length = code_points(title);
  const std::size_t at = length > columns_ ? width - length : margin_ + (columns_ - length) / 2;
  return text + std::string(indent) + std::string(at, ' ') + title + "\n";
}

std::string Plane::text(std::string_view indent) const {
  const std::vector<Tick> ticks = on_lines(y_, size_.lines);
  std::string text;
  if (!y_.title.empty()) text += std::string(indent) + cut(y_.title, margin_ + columns_) + "\n";
  for (std::size_t line = size_.lines; line-- > 0;) {
    const auto tick =
        std::find_if(ticks.begin(), ticks.end(), [&](const Tick& each) { return each.at == line; });
    const std::string label = tick == ticks.end() ? "" : tick->text;
    std::string row = std::string(indent) + std::string(margin_ - 2 - code_points(label), ' ') + label + " ";
    row += tick == ticks.end() ? (unicode_ ? "│" : "|") : (unicode_ ? "┤" : "+");
    for (std::size_t column = 0; column < columns_; ++column)
      row += cell_text(cells_[line * columns_ + column]);
    end_line(row);
    text += row;
  }
  return text + foot_text(indent);
}

}  // namespace llmtco
