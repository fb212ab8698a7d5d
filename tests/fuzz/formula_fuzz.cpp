#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/diagnostics.h"
#include "units/parse.h"
#include "variables/expression.h"
#include "yaml/override.h"
#include "yaml/read.h"

namespace {

llmtco::Node scenario() {
  llmtco::Diagnostics diagnostics;
  return *llmtco::read_text("a: {b: 1, c.d: [1, {e: 2}], f: ~}\noptions: {gpt-4.1: {price: $1}}\n", "s.yaml",
                            diagnostics);
}

}  // namespace

/// Any text is a formula, a quantity and an override, or complaints.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  static const llmtco::Node root = scenario();
  const std::string text(reinterpret_cast<const char*>(bytes), count);
  llmtco::Graph graph;
  const llmtco::NodeId known = graph.constant(2);
  const auto lookup = [&](std::string_view name) -> llmtco::Expression {
    if (name == "v") return llmtco::TypedNode{known, {}};
    return llmtco::ExpressionError{"unknown", std::string(name)};
  };
  const llmtco::Expression read = llmtco::parse_expression(text, graph, lookup);
  if (std::holds_alternative<llmtco::TypedNode>(read)) graph.evaluate({});
  const auto quantity = llmtco::parse_quantity(text);
  if (const auto* value = std::get_if<llmtco::Measured>(&quantity);
      value != nullptr && !std::isfinite(value->value))
    __builtin_trap();
  llmtco::Diagnostics diagnostics;
  const auto changed = llmtco::with_override(root, text, diagnostics);
  if (!changed && !diagnostics.has_errors()) __builtin_trap();  // refused without a word
  return 0;
}
