#include "catalog/tensors.h"

namespace llmtco {
namespace {

/// The matrices of a group of layers but for their feed-forward part: those that formats tell apart, and the rest
/// of mixer_parameters() as one.
class Mixer {
 public:
  Mixer(const Model& m, const LayerGroup& g, std::vector<Tensor>& all)
      : hidden_(m.hidden), layers_(g.count), all_(all), rest_(mixer_parameters(g, m.hidden)) {}

  void add(TensorKind kind, double outputs, int row) {
    if (outputs <= 0 || row <= 0) return;
    put(kind, outputs * row, row);
    rest_ -= outputs * row;
  }
  void add_rest() {
    constexpr double rounding = 0.5;  // of a weight
    if (rest_ > rounding) put(TensorKind::attention, rest_, hidden_);
  }

 private:
  void put(TensorKind kind, double weights, int row) {
    all_.push_back({kind, WeightPart::attention, weights, row, Tensor::anywhere, layers_});
  }

  int hidden_, layers_;
  std::vector<Tensor>& all_;
  double rest_;
};

void add_latent(const Model& m, const LayerGroup& g, Mixer& mixer) {
  const LatentAttention& a = g.latent;
  const double heads = g.heads, key = a.nope_dim + a.rope_dim;
  if (a.q_rank > 0) {
    mixer.add(TensorKind::attention, a.q_rank, m.hidden);
    mixer.add(TensorKind::attention, heads * key, a.q_rank);
  } else {
    mixer.add(TensorKind::query, heads * key, m.hidden);
  }
  mixer.add(TensorKind::attention, a.kv_rank + a.rope_dim, m.hidden);
  mixer.add(TensorKind::attention, heads * a.kv_rank, a.nope_dim);
  mixer.add(TensorKind::attention, heads * a.value_dim, a.kv_rank);
  mixer.add(TensorKind::output, m.hidden, g.heads * a.value_dim);
}

void add_heads(const Model& m, const LayerGroup& g, Mixer& mixer) {
  const double queries = static_cast<double>(g.heads) * g.head_dim * (g.gated ? 2 : 1);
  const double keys = static_cast<double>(g.kv_heads) * g.head_dim;
  const bool one = g.keys_as_values != KeysAsValues::no;
  const double values = one ? 0 : static_cast<double>(g.kv_heads) * g.value_dim;
  if (m.fused_attention) {
    mixer.add(TensorKind::fused, queries + keys + values, m.hidden);
  } else {
    if (g.query_rank == 0) mixer.add(TensorKind::query, queries, m.hidden);
    mixer.add(TensorKind::key, keys, m.hidden);
    mixer.add(TensorKind::value, values, m.hidden);
  }
  if (g.output_rank == 0) mixer.add(TensorKind::output, m.hidden, g.heads * g.value_dim);
}

/// llama.cpp keeps what makes queries, keys and values of a delta net in one matrix.
void add_recurrent(const Model& m, const LayerGroup& g, Mixer& mixer) {
  const Recurrence& r = g.recurrence;
  const double values = static_cast<double>(r.value_heads) * r.value_dim;
  const double channels = 2.0 * r.key_heads * r.key_dim + values;
  if (g.kind == LayerKind::deltanet) mixer.add(TensorKind::fused, channels, m.hidden);
  mixer.add(TensorKind::attention, m.hidden, r.value_heads * r.value_dim);
}

void add_mixer(const Model& m, const LayerGroup& g, std::vector<Tensor>& all) {
  Mixer mixer(m, g, all);
  switch (g.kind) {
    case LayerKind::none:
      return;
    case LayerKind::latent:
      add_latent(m, g, mixer);
      break;
    case LayerKind::full:
    case LayerKind::window:
    case LayerKind::compressed:
      add_heads(m, g, mixer);
      break;
    case LayerKind::deltanet:
    case LayerKind::kda:
    case LayerKind::mamba2:
      add_recurrent(m, g, mixer);
      break;
  }
  mixer.add_rest();
}

/// Gate, up and down of `count` feed-forward layers of a width, on `inputs` numbers, in layers [first, first +
/// layers).
struct FeedForwardLayers {
  WeightPart part;
  double count;
  int inputs;
  int width;
  int first;
  int layers;
};

void add_feed_forward(const Model& m, const FeedForwardLayers& f, std::vector<Tensor>& all) {
  if (f.count == 0 || f.layers == 0 || f.width == 0) return;
  const double weights = f.count * f.inputs * f.width;
  const auto add = [&](TensorKind kind, int row) {
    all.push_back({kind, f.part, weights, row, f.first, f.layers});
  };
  if (m.gated) add(TensorKind::gate, f.inputs);
  add(TensorKind::up, f.inputs);
  add(TensorKind::down, f.width);
}

/// Experts, and what every token uses besides, of `layers` layers, the first of which may be dense.
void add_experts(const Model& m, int layers, int first, std::vector<Tensor>& all) {
  const Experts& e = *m.experts;
  const int mixed = layers - e.dense_layers;
  const int start = first == Tensor::anywhere ? first : first + e.dense_layers;
  const int width = e.hidden > 0 ? e.hidden : m.hidden;
  add_feed_forward(m, {WeightPart::feed_forward, 1, m.hidden, e.dense_ffn, first, e.dense_layers}, all);
  add_feed_forward(
      m, {WeightPart::feed_forward, static_cast<double>(e.shared), m.hidden, e.shared_ffn, start, mixed},
      all);
  add_feed_forward(m, {WeightPart::experts, static_cast<double>(e.count), width, m.ffn, start, mixed}, all);
  const auto besides = [&](TensorKind kind, double weights) {
    if (weights > 0) all.push_back({kind, WeightPart::feed_forward, weights, m.hidden, start, mixed});
  };
  besides(TensorKind::router, static_cast<double>(e.count) * m.hidden);
  besides(TensorKind::attention, 2.0 * m.hidden * e.hidden);
}

}  // namespace

std::vector<Tensor> tensors_of(const Model& m) {
  std::vector<Tensor> all;
  const double vocabulary = static_cast<double>(m.vocabulary) * m.hidden;
  all.push_back({TensorKind::embedding, WeightPart::embedding, vocabulary, m.hidden});
  if (!m.tied_embeddings) all.push_back({TensorKind::head, WeightPart::head, vocabulary, m.hidden});
  const int own = own_feed_forward(m);
  for (const LayerGroup& g : layer_groups(m)) {
    add_mixer(m, g, all);
    if (g.ffn > 0)
      add_feed_forward(m, {WeightPart::feed_forward, 1, m.hidden, g.ffn, Tensor::anywhere, g.count}, all);
  }
  const int first = own == m.layers ? 0 : Tensor::anywhere;
  if (m.experts) {
    add_experts(m, own, first, all);
  } else {
    add_feed_forward(m, {WeightPart::feed_forward, 1, m.hidden, m.ffn, first, own}, all);
  }
  return all;
}

}  // namespace llmtco
