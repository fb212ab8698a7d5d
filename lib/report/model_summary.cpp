#include "report/model_summary.h"

#include <fmt/format.h>

#include <vector>

#include "report/numbers.h"

namespace llmtco {
namespace {

std::string shown_number(double number) { return six_digits(number); }

/// 839 MB, 8.25 GB.
std::string bytes_text(double bytes) {
  if (bytes < 1e6) return fmt::format("{} B", shown_number(bytes));
  return bytes < 1e9 ? fmt::format("{:.3g} MB", bytes / 1e6) : fmt::format("{:.4g} GB", bytes / 1e9);
}

std::string layer_group_text(const LayerGroup& g) {
  std::string text = fmt::format("{} {}", g.count, to_text(g.kind));
  if (g.kind == LayerKind::compressed) text += fmt::format(" 1:{}", g.ratio);
  if (g.window > 0) text += fmt::format(" of {} tokens", shown_number(g.window));
  if (g.index.top_k > 0) text += fmt::format(" with the best {} of an index", shown_number(g.index.top_k));
  return text;
}

std::string summary_line(const std::string& name, const std::string& text) {
  return fmt::format("# {:<12} {}\n", name, text);
}

}  // namespace

std::string model_summary(const Model& model) {
  std::vector<std::string> groups;
  for (const LayerGroup& g : layer_groups(model)) groups.push_back(layer_group_text(g));
  const SequenceCache cache = sequence_cache(model);
  std::string kept = fmt::format("{} B a token in 16 bits", shown_number(cache.bytes_per_token));
  if (cache.window_bytes > 0) kept += fmt::format(", {} in full windows", bytes_text(cache.window_bytes));
  if (cache.state_bytes > 0) kept += fmt::format(", a state of {} a sequence", bytes_text(cache.state_bytes));
  const ShapeParameters shape = shape_parameters(model);
  std::string parameters = fmt::format("{:.4g} B counted", shape.total() / 1e9);
  if (model.experts) parameters += fmt::format(", {:.4g} B of them for a token", shape.active() / 1e9);
  if (shape.mtp > 0) parameters += fmt::format("; {:.4g} B to guess further tokens", shape.mtp / 1e9);
  return summary_line("layers", fmt::format("{}", fmt::join(groups, ", "))) + summary_line("cache", kept) +
         summary_line("at " + shown_number(model.context),
                      bytes_text(cache.bytes(model.context)) + " a sequence, the longest") +
         summary_line("parameters", parameters);
}

}  // namespace llmtco
