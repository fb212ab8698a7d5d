#include "catalog/layers.h"

#include <cassert>

namespace llmtco {
namespace {

bool recurrent(LayerKind kind) {
  return kind == LayerKind::deltanet || kind == LayerKind::kda || kind == LayerKind::mamba2;
}

/// Channels that pass through the short convolution.
double conv_channels(const Recurrence& r) {
  return 2.0 * r.key_heads * r.key_dim + static_cast<double>(r.value_heads) * r.value_dim;
}
/// Numbers of the state.
double state_numbers(const Recurrence& r) {
  return static_cast<double>(r.value_heads) * r.value_dim * r.key_dim;
}

/// Keys and values of one token, or of the tokens that share an entry.
CachePart entry(const LayerGroup& g) {
  if (g.kind == LayerKind::latent) {
    const LatentAttention& a = g.latent;
    const double sparse = 2.0 * a.kv_rank + a.rope_dim, dense = a.nope_dim + a.rope_dim + a.value_dim;
    return {.numbers = static_cast<double>(a.kv_rank) + a.rope_dim,
            .flop = 2.0 * g.heads * (g.index.top_k > 0 ? sparse : dense)};
  }
  const double kept = g.keys_as_values == KeysAsValues::cache ? g.head_dim : g.head_dim + g.value_dim;
  return {
      .numbers = g.kv_heads * kept, .flop = 2.0 * g.heads * (g.head_dim + g.value_dim), .slices = g.kv_heads};
}

double index_parameters(const LayerGroup& g, double hidden) {
  if (g.index.heads == 0) return 0;
  const int rank = g.kind == LayerKind::latent ? g.latent.q_rank : g.query_rank;
  const double queries = (rank > 0 ? rank : hidden) * g.index.heads * g.index.dim;
  return queries + hidden * g.index.keys * g.index.dim + hidden * g.index.heads;
}

double latent_parameters(const LayerGroup& g, double hidden) {
  const LatentAttention& a = g.latent;
  const double heads = g.heads, key = a.nope_dim + a.rope_dim;
  const double query = a.q_rank > 0 ? hidden * a.q_rank + a.q_rank * heads * key : hidden * heads * key;
  const double key_value = hidden * (a.kv_rank + a.rope_dim) + a.kv_rank * heads * (a.nope_dim + a.value_dim);
  return query + key_value + heads * a.value_dim * hidden;
}

double head_parameters(const LayerGroup& g, double hidden) {
  const double queries = static_cast<double>(g.heads) * g.head_dim;
  const double values = static_cast<double>(g.heads) * g.value_dim;
  const double query = g.query_rank > 0 ? g.query_rank * (hidden + queries) : hidden * queries;
  const double output = g.output_rank > 0
                            ? g.output_rank * (values + static_cast<double>(g.output_groups) * hidden)
                            : values * hidden;
  const bool one = g.keys_as_values != KeysAsValues::no;
  const double key_value = hidden * g.kv_heads * (one ? g.head_dim : g.head_dim + g.value_dim);
  const double compressor = g.kind == LayerKind::compressed ? 2 * hidden * g.kv_heads * g.head_dim : 0;
  return query + key_value + output + compressor + (g.gated ? hidden * queries : 0);
}

double recurrent_parameters(const LayerGroup& g, double hidden) {
  const Recurrence& r = g.recurrence;
  const double values = static_cast<double>(r.value_heads) * r.value_dim;
  const double gates = g.kind == LayerKind::mamba2 ? r.value_heads : 2.0 * r.value_heads;
  return hidden * (conv_channels(r) + values + gates) + values * hidden + conv_channels(r) * r.conv;
}

}  // namespace

std::vector<CachePart> cache_parts(const LayerGroup& g) {
  if (recurrent(g.kind) || g.kind == LayerKind::none) return {};
  std::vector<CachePart> parts{entry(g)};
  CachePart& main = parts.front();
  if (g.kind == LayerKind::window) main.kept = main.read = g.window;
  if (g.kind == LayerKind::compressed) main.ratio = g.ratio;
  if (g.index.top_k > 0) main.read = g.index.top_k;
  if (g.index.heads > 0) {
    parts.push_back({.numbers = static_cast<double>(g.index.keys) * g.index.dim,
                     .ratio = static_cast<double>(g.ratio),
                     .flop = 2.0 * g.index.heads * g.index.dim,
                     .slices = g.index.keys});
  }
  if (g.kind == LayerKind::compressed && g.window > 0) {
    CachePart recent = entry(g);
    recent.kept = recent.read = g.window;
    parts.push_back(recent);
  }
  return parts;
}

double state_bytes(const LayerGroup& g) {
  if (!recurrent(g.kind)) return 0;
  const Recurrence& r = g.recurrence;
  const bool kda = g.kind == LayerKind::kda;
  const double positions = r.conv == 0 ? 0 : kda ? r.conv : r.conv - 1;
  return conv_channels(r) * positions * 2 + state_numbers(r) * (kda ? 2 : 4);
}

double recurrent_flop(const LayerGroup& g) {
  if (!recurrent(g.kind)) return 0;
  return (g.kind == LayerKind::mamba2 ? 5 : 7) * state_numbers(g.recurrence);
}

double mixer_parameters(const LayerGroup& g, double hidden) {
  if (g.kind == LayerKind::none) return 0;
  if (recurrent(g.kind)) return recurrent_parameters(g, hidden);
  const double heads =
      g.kind == LayerKind::latent ? latent_parameters(g, hidden) : head_parameters(g, hidden);
  return heads + index_parameters(g, hidden);
}

}  // namespace llmtco
