#include "performance/shape.h"

#include <algorithm>
#include <cmath>

#include "performance/profile.h"

namespace llmtco {
namespace {

/// Parameters of the routed experts, all of them and one summed over the layers.
struct ExpertParameters {
  double all = 0, one = 0;
};

ExpertParameters expert_parameters(const Model& m) {
  if (!m.experts) return {};
  const double one = shape_parameters(m).expert;
  return {.all = one * m.experts->count, .one = one};
}

/// Parts that are kept and read alike are one.
void add(std::vector<CachePart>& parts, const CachePart& part) {
  const auto alike = [&](const CachePart& p) {
    return p.ratio == part.ratio && p.kept == part.kept && p.read == part.read && p.slices == part.slices;
  };
  const auto found = std::find_if(parts.begin(), parts.end(), alike);
  if (found == parts.end()) return parts.push_back(part);
  found->numbers += part.numbers;
  found->flop += part.flop;
}

void set_kv(Shape& s, const Placement& p) {
  for (const LayerGroup& g : layer_groups(p.model)) {
    s.latent = s.latent || g.kind == LayerKind::latent || g.kind == LayerKind::compressed;
    s.state_bytes += g.count * state_bytes(g);
    s.state_flop += g.count * recurrent_flop(g);
    if (g.recurrence.value_heads > 0) s.linear_layers += g.count;
    if (g.recurrence.value_heads > 0) s.state_slices = g.recurrence.value_heads;
    const std::vector<CachePart> parts = cache_parts(g);
    if (!parts.empty()) s.score_elements += static_cast<double>(g.count) * g.heads;
    for (CachePart part : parts) {
      part.numbers *= g.count * p.kv_bits / 8;
      part.flop *= g.count;
      add(s.cache, part);
    }
  }
  for (const CachePart& part : s.cache) {
    (part.grows() ? s.kv_bytes_full : s.kv_bytes_window) += part.numbers / part.ratio;
    if (part.grows()) s.attention_flop += part.flop / part.ratio;
  }
}

/// Layers as overheads and collectives count them, a mixer and a feed-forward part each: of a model that has
/// some of either alone, half of their sum.
double whole_layers(const Model& m) {
  double parts = 0;
  for (const LayerGroup& g : layer_groups(m)) parts += g.count * ((g.kind != LayerKind::none) + (g.ffn != 0));
  return parts / 2;
}

double slices(const CachePart& part, int tensor) { return std::min(tensor, part.slices); }

/// min(context / ratio, most); an infinite limit is none.
Column entries(const CachePart& part, double most, const Column& context) {
  const Column all = part.ratio == 1 ? context : context / part.ratio;
  return std::isinf(most) ? all : min(all, Column(most));
}

void set_weights(Shape& s, const Placement& p) {
  const ShapeParameters count = shape_parameters(p.model);
  const ExpertParameters experts = expert_parameters(p.model);
  const WeightFormat& f = p.format;
  s.parameters_dense = count.attention + count.feed_forward - experts.all;
  s.parameters_expert = experts.one;
  s.parameters_head = static_cast<double>(p.model.vocabulary) * p.model.hidden;
  s.quantized = f.bits < 12;
  const double rest = published_rest_bits(p.model, f);
  s.rest_bits = rest > 0 ? rest : keeps_attention_wide(p.model, f) ? 16 : 0;

  const WeightBytes bytes = weights_by_part(p.model, f);
  s.bytes_embedding = bytes.embedding;
  s.bytes_head = bytes.head;
  s.bytes_dense = bytes.attention + bytes.feed_forward;
  s.bytes_experts = bytes.experts;
  if (count.head == 0) {  // tied: the embedding is resident once and read as the head
    s.bytes_head = s.bytes_embedding;
    s.bytes_embedding = 0;
  }
}

/// Shares that the host keeps. Its own layers have experts in the proportion that all have.
void set_host(Shape& s, const Placement& p) {
  if (!p.host) return;
  s.host_layers = static_cast<double>(p.host->layers) / std::max(p.model.layers, 1);
  if (s.mixture) s.host_experts = std::min(1.0, s.host_layers + p.host->experts / std::max(s.mixtures, 1.0));
}

}  // namespace

Shape shape_of(const Placement& p) {
  Shape s;
  const Model& m = p.model;
  s.layers = whole_layers(m);
  s.hidden = m.hidden;
  set_weights(s, p);
  if (is_server(p)) s.bytes_embedding += 2 * m.vision_parameters;
  set_kv(s, p);
  if (m.experts) {
    s.mixture = true;
    s.experts = m.experts->count;
    s.experts_per_token = m.experts->per_token;
    s.mixtures = mixture_layers(m);
    s.expert_numbers = s.mixtures * m.experts->per_token * 3.0 * m.ffn;
  }
  s.products = products_of(m);
  s.activations = s.layers * 8.0 * m.hidden;
  set_host(s, p);
  return s;
}

Column kept_bytes(const Shape& s, int tensor, const Column& context) {
  Column bytes = s.state_bytes / std::min<double>(tensor, s.state_slices);
  for (const CachePart& part : s.cache)
    bytes += part.numbers / slices(part, tensor) * entries(part, part.kept, context);
  return bytes;
}

Column read_bytes(const Shape& s, int tensor, const Column& context) {
  Column bytes = 2 * s.state_bytes / std::min<double>(tensor, s.state_slices);
  for (const CachePart& part : s.cache)
    bytes += part.numbers / slices(part, tensor) * entries(part, part.read, context);
  return bytes;
}

Column token_flop(const Shape& s, const Column& context) {
  Column flop = 0.0;
  for (const CachePart& part : s.cache) flop += part.flop * entries(part, part.read, context);
  return flop;
}

}  // namespace llmtco
