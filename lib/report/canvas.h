#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/bars.h"

namespace llmtco {

/// A line of characters to draw on: what comes later hides what was there.
class CanvasLine {
 public:
  explicit CanvasLine(std::size_t width) : cells_(width, " ") {}
  /// Draws a glyph at the place of an amount.
  void put(double amount, const Scale& scale, std::string_view glyph);
  /// Draws it from one amount to another, at one place at least.
  void fill(double from, double to, const Scale& scale, std::string_view glyph);
  std::string text() const;
  bool empty_at(double amount, const Scale& scale) const;

 private:
  std::vector<std::string> cells_;
};

/// The cell an amount lies in, from 0 to the last.
std::size_t cell_of(double amount, const Scale& scale);

}  // namespace llmtco
