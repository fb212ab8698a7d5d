#include "report/roofline_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/numbers.h"
#include "text/plane.h"

namespace llmtco {
namespace {

constexpr double tera = 1e12;

std::string plain_number(double value) { return fmt::format("{:.6g}", value); }

/// From the lowest to the highest of the points, and of the roof as much as shows its edge.
struct Extent {
  double low_x, high_x, low_y, high_y;
};

Extent extent_of(const Roofline& line) {
  Extent all{line.decode.intensity, 2 * line.ridge(), line.decode.reached, line.peak};
  const auto widen = [&](const RooflinePoint& point) {
    all.low_x = std::min(all.low_x, point.intensity);
    all.high_x = std::max(all.high_x, point.intensity);
    all.low_y = std::min(all.low_y, point.reached);
    all.high_y = std::max(all.high_y, point.reached);
  };
  widen(line.prefill);
  for (const RooflinePoint& point : line.batches) widen(point);
  return all;
}

std::string point_words(const char* letter, const std::string& what, const RooflinePoint& point,
                        double ridge) {
  return fmt::format(
      "{} {}: {} FLOP a byte, {} TFLOP/s, {} of the {} that it could attain, bound by {}", letter, what,
      point.intensity < 999.5 ? significant(point.intensity, 3) : grouped(point.intensity, 0),
      significant(point.reached / tera, 3), percent(point.share()), significant(point.attainable / tera, 3),
      point.intensity < ridge ? "memory" : "computing");
}

std::string decode_words(const RooflinePoint& decode) {
  return fmt::format("decode of {:g} sequence{}", decode.size, decode.size == 1 ? "" : "s");
}

}  // namespace

std::string roofline_plot(const Roofline& line, const Style& given) {
  const Style style = given.on_screen();
  if (!line.none.empty()) return "  no roofline: " + line.none + "\n";
  const Extent all = extent_of(line);
  PlaneAxis x = plane_axis_by_factors(all.low_x, all.high_x),
            y = plane_axis_by_factors(all.low_y / tera, all.high_y / tera);
  x.title = "FLOP for each byte moved";
  y.title = "TFLOP/s of one GPU";
  x.label = y.label = plain_number;
  Plane plane(x, y, {style.text_width() - 4, 14}, style.unicode);
  plane.roof(line.bandwidth / tera, line.peak / tera);
  const char* dot = style.unicode ? "·" : "o";
  for (const RooflinePoint& point : line.batches) plane.mark({point.intensity, point.reached / tera}, dot);
  plane.mark({line.prefill.intensity, line.prefill.reached / tera}, "P");
  plane.mark({line.decode.intensity, line.decode.reached / tera}, "D");
  std::string text = style.bold("  the roofline of one GPU") + "\n";
  text += plane.text("    ");
  const auto add = [&](const std::string& words) {
    text += style.dim("  " + wrapped_words(words, "    ", style.text_width()));
  };
  add(point_words("D", decode_words(line.decode), line.decode, line.ridge()));
  add(point_words("P", fmt::format("prefill of {:g} tokens", line.prefill.size), line.prefill, line.ridge()));
  add(fmt::format(
      "line: what the datasheet allows, {} TB/s of memory up to {} FLOP a byte, {} TFLOP/s from "
      "there on",
      significant(line.bandwidth / tera, 3), significant(line.ridge(), 3), significant(line.peak / tera, 3)));
  if (line.batches.size() > 1)
    add(fmt::format("{} decode of 1 sequence, and of twice as many each time, up to {:g}", dot,
                    line.batches.back().size));
  return text;
}

}  // namespace llmtco
