#include "performance/products.h"

namespace llmtco {
namespace {

void add_latent(Products& p, const LayerGroup& g, double h) {
  const double heads = g.heads, layers = g.count;
  const double queries = heads * (g.latent.nope_dim + g.latent.rope_dim), values = heads * g.latent.value_dim;
  p.count += 5 * layers;
  p.depth += layers * (2 * h + g.latent.q_rank);
  p.depth_cut += layers * values;
  p.numbers += layers * (3 * h + 2.0 * g.latent.q_rank + 2.0 * g.latent.kv_rank);
  p.numbers_cut += layers * (queries + values + 4 * heads * g.latent.kv_rank);
}

/// Two products a layer: `inner` numbers out of the hidden state, `outer` of which the other makes it again.
void add_pair(Products& p, double layers, double h, double inner, double outer) {
  p.count += 2 * layers;
  p.depth += layers * h;
  p.depth_cut += layers * outer;
  p.numbers += layers * 2 * h;
  p.numbers_cut += layers * (inner + outer);
}

void add_mixer(Products& p, const LayerGroup& g, double h) {
  const Recurrence& r = g.recurrence;
  const double keys = static_cast<double>(r.key_heads) * r.key_dim;
  const double values = static_cast<double>(r.value_heads) * r.value_dim;
  switch (g.kind) {
    case LayerKind::full:
    case LayerKind::window:
    case LayerKind::compressed: {
      const double queries = static_cast<double>(g.heads) * g.head_dim;
      const bool both = g.keys_as_values == KeysAsValues::no;
      const double kept = static_cast<double>(g.kv_heads) * (g.head_dim + (both ? g.value_dim : 0));
      add_pair(p, g.count, h, (g.gated ? 2 : 1) * queries + kept, static_cast<double>(g.heads) * g.value_dim);
      break;
    }
    case LayerKind::latent:
      add_latent(p, g, h);
      break;
    case LayerKind::deltanet:
    case LayerKind::kda:
      add_pair(p, g.count, h, 2 * keys + 2 * values, values);
      break;
    case LayerKind::mamba2:
      add_pair(p, g.count, h, 2 * values + 2 * keys, values);
      break;
    case LayerKind::none:
      break;
  }
}

void add_feed_forward(Products& p, const Model& m, double layers, double width) {
  p.count += 2 * layers;
  p.depth += layers * m.hidden;
  p.depth_cut += layers * width;
  p.numbers += layers * 2 * m.hidden;
  p.numbers_cut += layers * (m.gated ? 3 : 2) * width;
}

}  // namespace

Products products_of(const Model& m) {
  Products p;
  for (const LayerGroup& g : layer_groups(m)) {
    add_mixer(p, g, m.hidden);
    if (g.ffn > 0) add_feed_forward(p, m, g.count, g.ffn);
  }
  if (!m.experts) {
    add_feed_forward(p, m, own_feed_forward(m), m.ffn);
    return p;
  }
  const double mixtures = mixture_layers(m);
  add_feed_forward(p, m, m.experts->dense_layers, m.experts->dense_ffn);
  if (m.experts->shared > 0)
    add_feed_forward(p, m, mixtures, static_cast<double>(m.experts->shared) * m.experts->shared_ffn);
  p.count += mixtures;  // routers
  p.depth += mixtures * m.hidden;
  p.numbers += mixtures * (m.hidden + m.experts->count);
  return p;
}

double mixture_layers(const Model& m) {
  return m.experts ? own_feed_forward(m) - m.experts->dense_layers : 0;
}

}  // namespace llmtco
