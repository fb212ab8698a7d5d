#include "catalog/model.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"

namespace llmtco {
namespace {

using detail::EntryReader;

/// Query, key, value and output matrices of one layer.
double attention_parameters(const Model& m) {
  const double hidden = m.hidden, heads = m.heads;
  if (m.mla) {
    const LatentAttention& a = *m.mla;
    const double query = hidden * a.q_rank + a.q_rank * heads * (a.nope_dim + a.rope_dim);
    const double key_value =
        hidden * (a.kv_rank + a.rope_dim) + a.kv_rank * heads * (a.nope_dim + a.value_dim);
    return query + key_value + heads * a.value_dim * hidden;
  }
  return 2 * hidden * heads * m.head_dim + 2 * hidden * m.kv_heads * m.head_dim;
}

void read_experts(EntryReader& reader, Model& model) {
  const auto node = reader.optional("experts");
  if (!node) return;
  EntryReader experts(*node, reader.diagnostics(), "experts");
  Experts e;
  e.count = experts.whole("count", 2);
  e.per_token = experts.whole("per_token");
  e.shared = experts.optional_whole("shared").value_or(0);
  e.dense_layers = experts.optional_whole("dense_layers").value_or(0);
  e.dense_ffn =
      e.dense_layers > 0 ? experts.whole("dense_ffn") : experts.optional_whole("dense_ffn").value_or(0);
  if (e.per_token > e.count) {
    reader.diagnostics().error(
        node->location(), fmt::format("{} uses {} experts per token of {}", model.id, e.per_token, e.count));
  }
  model.experts = e;
}

void read_attention(EntryReader& reader, Model& model) {
  const std::string kind = reader.text("attention");
  if (const auto known = attention_names.from_text(kind)) {
    model.attention = *known;
  } else if (!kind.empty()) {
    reader.diagnostics().error(reader.node().find("attention")->location(),
                               fmt::format("unknown attention {}", shown(kind)),
                               "use " + attention_names.alternatives());
  }
  if (model.attention == Attention::mla) reader.required("mla");
  if (const auto node = reader.optional("mla")) {
    EntryReader mla(*node, reader.diagnostics(), "mla");
    model.mla = LatentAttention{mla.whole("kv_rank"), mla.whole("q_rank"), mla.whole("rope_dim"),
                                mla.whole("nope_dim"), mla.whole("value_dim")};
  }
  if (const auto node = reader.optional("sliding_window")) {
    EntryReader window(*node, reader.diagnostics(), "sliding_window");
    model.sliding_window = SlidingWindow{window.whole("tokens"), window.whole("layers")};
  }
}

}  // namespace

ShapeParameters shape_parameters(const Model& m) {
  const double matrices = m.gated ? 3 : 2, hidden = m.hidden, vocabulary = m.vocabulary;
  ShapeParameters p;
  p.embedding = vocabulary * hidden;
  p.head = m.tied_embeddings ? 0 : vocabulary * hidden;
  p.attention = m.layers * attention_parameters(m);
  if (!m.experts) {
    p.feed_forward = p.active_feed_forward = m.layers * matrices * hidden * m.ffn;
    return p;
  }
  const Experts& e = *m.experts;
  const double expert = matrices * hidden * m.ffn, router = e.count * hidden;
  const double dense = e.dense_layers * matrices * hidden * e.dense_ffn;
  const double mixed_layers = m.layers - e.dense_layers;
  p.feed_forward = dense + mixed_layers * ((e.count + e.shared) * expert + router);
  p.active_feed_forward = dense + mixed_layers * ((e.per_token + e.shared) * expert + router);
  return p;
}

Model detail::read_model(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("model '{}'", node.key()));
  Model model;
  reader.read_common(model);
  model.parameters = reader.plain("parameters");
  model.active_parameters = reader.optional_plain("active_parameters").value_or(model.parameters);
  model.layers = reader.whole("layers");
  model.hidden = reader.whole("hidden");
  model.heads = reader.whole("heads");
  model.kv_heads = reader.whole("kv_heads");
  model.head_dim = reader.whole("head_dim");
  model.ffn = reader.whole("ffn");
  model.gated = reader.flag("gated", true);
  model.vocabulary = reader.whole("vocabulary");
  reader.required("tied_embeddings");
  model.tied_embeddings = reader.flag("tied_embeddings", false);
  read_experts(reader, model);
  read_attention(reader, model);
  model.precision = reader.text("precision");
  model.context = reader.whole("context");
  model.released = reader.whole("released", 2017);
  model.licence = reader.optional_text("licence");
  return model;
}

}  // namespace llmtco
