#include "catalog/weight_format.h"

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"

namespace llmtco {

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
  format.bits = reader.plain("bits");
  format.whole_file = reader.flag("whole_file", false);
  if (format.whole_file) {
    format.embedding_bits = format.head_bits = format.bits;
  } else {
    format.embedding_bits = reader.plain("embedding_bits");
    format.head_bits = reader.plain("head_bits");
  }
  format.compute = reader.text("compute");
  return format;
}

}  // namespace llmtco
