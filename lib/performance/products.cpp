#include "performance/products.h"

namespace llmtco {
namespace {

void add_attention(Products& p, const Model& m) {
  const double h = m.hidden, layers = m.layers;
  if (m.mla) {
    const double heads = m.heads;
    const double queries = heads * (m.mla->nope_dim + m.mla->rope_dim), values = heads * m.mla->value_dim;
    p.count += 5 * layers;
    p.depth += layers * (2 * h + m.mla->q_rank);
    p.depth_cut += layers * values;
    p.numbers += layers * (3 * h + 2 * m.mla->q_rank + 2 * m.mla->kv_rank);
    p.numbers_cut += layers * (queries + values + 4 * heads * m.mla->kv_rank);
    return;
  }
  const double queries = static_cast<double>(m.heads) * m.head_dim;
  p.count += 2 * layers;
  p.depth += layers * h;
  p.depth_cut += layers * queries;
  p.numbers += layers * 2 * h;
  p.numbers_cut += layers * (2 * queries + 2.0 * m.kv_heads * m.head_dim);
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
  add_attention(p, m);
  if (!m.experts) {
    add_feed_forward(p, m, m.layers, m.ffn);
    return p;
  }
  const double mixtures = m.layers - m.experts->dense_layers;
  add_feed_forward(p, m, m.experts->dense_layers, m.experts->dense_ffn);
  if (m.experts->shared > 0) add_feed_forward(p, m, mixtures, static_cast<double>(m.experts->shared) * m.ffn);
  p.count += mixtures;  // routers
  p.depth += mixtures * m.hidden;
  p.numbers += mixtures * (m.hidden + m.experts->count);
  return p;
}

}  // namespace llmtco
