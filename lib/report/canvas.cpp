#include "report/canvas.h"

#include <algorithm>

namespace llmtco {

std::size_t cell_of(double amount, const Scale& scale) {
  return std::min(place_of(amount, scale), std::max<std::size_t>(scale.width, 1) - 1);
}

void CanvasLine::put(double amount, const Scale& scale, std::string_view glyph) {
  cells_.at(cell_of(amount, scale)) = glyph;
}

void CanvasLine::fill(double from, double to, const Scale& scale, std::string_view glyph) {
  const std::size_t first = cell_of(std::min(from, to), scale);
  const std::size_t last = std::max(first + 1, std::min(place_of(std::max(from, to), scale), cells_.size()));
  for (std::size_t i = first; i < last; ++i) cells_.at(i) = glyph;
}

bool CanvasLine::empty_at(double amount, const Scale& scale) const {
  return cells_.at(cell_of(amount, scale)) == " ";
}

std::string CanvasLine::text() const {
  std::string text;
  for (const std::string& cell : cells_) text += cell;
  return text.erase(text.find_last_not_of(' ') + 1);
}

}  // namespace llmtco
