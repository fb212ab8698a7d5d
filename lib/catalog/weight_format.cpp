#include "catalog/weight_format.h"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "text/closest.h"

namespace llmtco {
namespace {

/// Bits of one number.
constexpr detail::Bounds a_width{.least = 0, .most = 64, .above_least = true};

}  // namespace

Bytes weight_bytes(const Model& model, const WeightFormat& format) {
  const ShapeParameters shape = shape_parameters(model);
  const double rest = shape.attention + shape.feed_forward;
  if (format.whole_file) return (rest + shape.embedding + shape.head) * format.bits / 8 * byte;
  return (shape.embedding * format.embedding_bits + shape.head * format.head_bits + rest * format.bits) / 8 *
         byte;
}

WeightFormat detail::read_weight_format(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("format '{}'", node.key()));
  WeightFormat format;
  reader.read_common(format);
  format.family = reader.text("family");
  format.bits = reader.plain("bits", a_width);
  format.whole_file = reader.flag("whole_file", false);
  if (format.whole_file) {
    format.embedding_bits = format.head_bits = format.bits;
  } else {
    format.embedding_bits = reader.plain("embedding_bits", a_width);
    format.head_bits = reader.plain("head_bits", a_width);
  }
  format.group = reader.optional_whole("group").value_or(0);
  format.square = reader.flag("square", false);
  format.compute = reader.text("compute");
  const std::vector<std::string> known = {"fp32", "fp16", "fp8", "int8", "fp4"};
  if (!format.compute.empty() && std::find(known.begin(), known.end(), format.compute) == known.end()) {
    const std::string hint = did_you_mean(format.compute, known);
    diagnostics.error(node.find("compute")->location(),
                      fmt::format("unknown operands {} in format '{}'", shown(format.compute), node.key()),
                      hint.empty() ? fmt::format("use {}", fmt::join(known, ", ")) : hint);
  }
  return format;
}

}  // namespace llmtco
