#include "performance/shape.h"

#include <algorithm>

namespace llmtco {
namespace {

/// Parameters of the routed experts, all of them and one summed over the layers.
struct ExpertParameters {
  double all = 0, one = 0;
};

ExpertParameters expert_parameters(const Model& m) {
  if (!m.experts) return {};
  const int layers = m.layers - m.experts->dense_layers;
  const double one = (m.gated ? 3.0 : 2.0) * m.hidden * m.ffn * layers;
  return {.all = one * m.experts->count, .one = one};
}

void set_kv(Shape& s, const Placement& p) {
  const Model& m = p.model;
  const double bytes = p.kv_bits / 8;
  const int windowed = m.sliding_window ? m.sliding_window->layers : 0;
  if (m.mla) {
    s.latent = true;
    s.kv_bytes_full = m.layers * (m.mla->kv_rank + m.mla->rope_dim) * bytes;
    s.attention_flop = 2.0 * m.layers * m.heads * (m.mla->nope_dim + m.mla->rope_dim + m.mla->value_dim);
  } else {
    const double per_layer = 2.0 * m.kv_heads * m.head_dim * bytes;
    s.kv_heads = m.kv_heads;
    s.kv_bytes_full = (m.layers - windowed) * per_layer;
    s.kv_bytes_window = windowed * per_layer;
    s.attention_flop = 4.0 * (m.layers - windowed) * m.heads * m.head_dim;
    s.attention_flop_window = 4.0 * windowed * m.heads * m.head_dim;
  }
  s.window = m.sliding_window ? m.sliding_window->tokens : 0;
  s.score_elements = static_cast<double>(m.layers) * m.heads;
}

void set_weights(Shape& s, const Placement& p) {
  const ShapeParameters count = shape_parameters(p.model);
  const ExpertParameters experts = expert_parameters(p.model);
  const WeightFormat& f = p.format;
  s.parameters_dense = count.attention + count.feed_forward - experts.all;
  s.parameters_expert = experts.one;
  s.parameters_head = static_cast<double>(p.model.vocabulary) * p.model.hidden;
  s.quantized = f.bits < 12;
  s.attention_16bit = p.model.experts && p.model.precision == "mxfp4" && f.compute == "fp4";

  const double head = count.head > 0 ? count.head * f.head_bits / 8 : 0;
  s.bytes_embedding = count.embedding * f.embedding_bits / 8;
  s.bytes_head = head;
  if (s.attention_16bit) {
    s.bytes_dense = s.parameters_dense * 2;
    s.bytes_experts = experts.all * f.bits / 8;
  } else {
    const double layers = weight_bytes(p.model, f).base_units() - head - s.bytes_embedding;
    const double matrices = s.parameters_dense + experts.all;
    s.bytes_dense = layers * s.parameters_dense / matrices;
    s.bytes_experts = layers * experts.all / matrices;
  }
  if (count.head == 0) {  // tied: the embedding is resident once and read as the head
    s.bytes_head = s.bytes_embedding;
    s.bytes_embedding = 0;
  }
}

}  // namespace

Shape shape_of(const Placement& p) {
  Shape s;
  const Model& m = p.model;
  s.layers = m.layers;
  s.hidden = m.hidden;
  set_weights(s, p);
  set_kv(s, p);
  if (m.experts) {
    s.mixture = true;
    s.experts = m.experts->count;
    s.experts_per_token = m.experts->per_token;
    s.mixtures = m.layers - m.experts->dense_layers;
    s.expert_numbers = s.mixtures * m.experts->per_token * 3.0 * m.ffn;
  }
  s.products = products_of(m);
  s.activations = s.layers * 8.0 * m.hidden;
  return s;
}

}  // namespace llmtco
