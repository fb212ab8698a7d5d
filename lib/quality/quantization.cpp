#include "quality/quantization.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "catalog/embedded.h"
#include "columns/normal.h"
#include "columns/repeatable.h"
#include "quality/quantization_terms.h"
#include "yaml/yaml.h"

namespace llmtco {
namespace {

double read(Fields& fields, const char* key, Diagnostics& diagnostics) {
  const auto node = fields.required(key);
  return node ? number(*node, diagnostics).value_or(0) : 0;
}

double log_increase(const QuantizedWeights& w, const QuantizationModel& m, bool mmlu) {
  double sum = 0;
  for (const QuantizationModel::Term& t : m.terms) sum += t.value * term_factor(t.name, w, mmlu);
  return sum;
}

Estimate estimate(double log_value, double sd, double most) {
  const auto at = [&](double z) { return std::min(most, repeatable::exp(log_value + z * sd)); };
  return {.value = at(0), .low = at(-z95), .high = at(z95)};
}

}  // namespace

double term_factor(std::string_view name, const QuantizedWeights& w, bool mmlu) {
  if (name == "base") return 1;
  if (name == "bits") return -(w.bits - 4.9);
  if (name == "collapse") return w.bits < 3.3 ? (3.3 - w.bits) * (3.3 - w.bits) : 0;
  if (name == "size") return -repeatable::log(w.parameters / 8e9);
  if (name == "recent") return w.released >= 2024 ? 1 : 0;
  if (name == "imatrix") return w.importance_matrix ? 1 : 0;
  if (name == "mmlu") return mmlu ? 1 : 0;
  if (name == "mmlu.gguf") return mmlu && w.family == "gguf" ? 1 : 0;
  if (name.starts_with("family.")) return name.substr(7) == grid_family(w) ? 1 : 0;
  if (name.starts_with("format.")) return name.substr(7) == w.format ? 1 : 0;
  return 0;
}

std::string grid_family(const QuantizedWeights& w) {
  if (w.family != "gguf") return w.family;
  if (w.format.find("-iq") != std::string::npos) return "gguf-iq";
  return w.format.find("_k") != std::string::npos ? "gguf-k" : "gguf-legacy";
}

QuantizedWeights quantized_weights(const WeightFormat& format, const Model& model, bool importance_matrix) {
  return {.format = format.id,
          .family = format.family,
          .bits = format.quality_bits,
          .parameters = model.parameters,
          .released = model.released,
          .importance_matrix = importance_matrix};
}

Estimate perplexity_increase(const QuantizedWeights& w, const QuantizationModel& m) {
  if (w.bits >= 12) return {};
  return estimate(log_increase(w, m, false), m.perplexity_sd, 1e9);
}

Estimate mmlu_loss(const QuantizedWeights& w, const QuantizationModel& m) {
  if (w.bits >= 12) return {};
  return estimate(log_increase(w, m, true), m.mmlu_sd, 1.0);
}

QuantizationModel read_quantization_model(std::string text, const std::string& name,
                                          Diagnostics& diagnostics) {
  QuantizationModel m;
  const auto root = read_text(std::move(text), name, diagnostics);
  if (!root) return m;
  Fields fields(*root, diagnostics, "quantization model");
  if (const auto node = fields.required("as_of")) m.as_of = node->text();
  fields.optional("source");
  m.perplexity_sd = read(fields, "perplexity_sd", diagnostics);
  m.mmlu_sd = read(fields, "mmlu_sd", diagnostics);
  if (const auto terms = fields.required("terms")) {
    for (const Node& node : terms->children()) {
      Fields term(node, diagnostics, "term '" + node.key() + "'");
      m.terms.push_back({.name = node.key(),
                         .value = read(term, "value", diagnostics),
                         .spread = read(term, "spread", diagnostics),
                         .prior = read(term, "prior", diagnostics)});
    }
  }
  return m;
}

std::string written(const QuantizationModel& m) {
  std::string text = fmt::format(
      "# Fall of quality by weight format: docs/fidelity.md. Written by tools/fit.sh; terms of the sum in\n"
      "# lib/quality/quantization.h, each with the prior it was held by.\n"
      "as_of: {}\nsource: fitted on data/quantization.yaml\nperplexity_sd: {:.3f}\nmmlu_sd: {:.3f}\nterms:\n",
      m.as_of, m.perplexity_sd, m.mmlu_sd);
  for (const QuantizationModel::Term& t : m.terms) {
    text += fmt::format("  {}: {{value: {:.4f}, prior: {:.4f}, spread: {:.3f}}}\n", t.name, t.value, t.prior,
                        t.spread);
  }
  return text;
}

const QuantizationModel& shipped_quantization_model() {
  static const QuantizationModel shipped = [] {
    Diagnostics diagnostics;
    QuantizationModel m = read_quantization_model(std::string(embedded_data("quantization_model")),
                                                  "data/quantization_model.yaml", diagnostics);
    diagnostics.throw_if_errors();
    return m;
  }();
  return shipped;
}

}  // namespace llmtco
