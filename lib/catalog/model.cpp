#include "catalog/model.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/layers_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using detail::EntryReader;

void read_experts(EntryReader& reader, Model& model) {
  const auto node = reader.optional("experts");
  if (!node) return;
  EntryReader experts(*node, reader.diagnostics(), "experts");
  Experts e;
  e.count = experts.whole("count", 2);
  e.per_token = experts.whole("per_token");
  e.shared = experts.optional_whole("shared").value_or(0);
  e.shared_ffn = experts.optional_whole("shared_ffn", 1).value_or(model.ffn);
  e.hidden = experts.optional_whole("hidden", 1).value_or(0);
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
    model.mla = LatentAttention{mla.whole("kv_rank"), mla.optional_whole("q_rank").value_or(0),
                                mla.whole("rope_dim"), mla.whole("nope_dim"), mla.whole("value_dim")};
  }
  if (const auto node = reader.optional("sliding_window")) {
    EntryReader window(*node, reader.diagnostics(), "sliding_window");
    model.sliding_window = SlidingWindow{window.whole("tokens"), window.whole("layers")};
  }
}

/// A list of media, as `takes: [image]`.
ByMedium<bool> read_media(EntryReader& reader, std::string_view key) {
  ByMedium<bool> media;
  if (!reader.optional(key)) return media;
  for (const Node& node : reader.required_list(key, "media")) {
    const std::string word = text(node, reader.diagnostics()).value_or("");
    const auto medium = medium_names.from_text(word);
    if (medium) media[*medium] = true;
    if (!medium && node.is_scalar() && !word.empty())
      reader.diagnostics().error(node.location(),
                                 fmt::format("unknown medium {}{}", shown(word), at_path(node)),
                                 "use " + medium_names.alternatives());
  }
  return media;
}

/// Widths of feed-forward layers that are not the model's own, summed over the layers.
double other_widths(const Model& m) {
  double sum = 0;
  for (const LayerGroup& g : layer_groups(m)) sum += static_cast<double>(g.count) * std::max(g.ffn, 0);
  return sum;
}

/// What no model is, whatever its numbers: more of a part than of the whole. A whole that could not be read
/// is 0. The place is the entry, since the two numbers of one based on another may stand in two files.
void check_shape(const Model& model, const Node& node, Diagnostics& diagnostics) {
  const auto refuse = [&](const std::string& what) {
    diagnostics.error(node.key_location(), fmt::format("{} {}", model.id, what));
  };
  if (model.heads > 0 && model.kv_heads > model.heads)
    refuse(fmt::format("has {} heads of keys and values and {} heads", model.kv_heads, model.heads));
  if (model.layers == 0) return;
  if (model.sliding_window && model.sliding_window->layers > model.layers)
    refuse(
        fmt::format("has a sliding window in {} layers of {}", model.sliding_window->layers, model.layers));
  if (model.sliding_window && model.mla)
    refuse("has a sliding window in latent layers, which look back over everything");
  if (model.experts && model.experts->dense_layers > model.layers)
    refuse(fmt::format("has {} dense layers of {}", model.experts->dense_layers, model.layers));
  else if (model.experts && own_feed_forward(model) <= model.experts->dense_layers)
    refuse("has experts and no layer with them");
}

/// What is published, or what the shape adds up to.
void set_parameters(Model& model, std::optional<double> published, std::optional<double> active) {
  const ShapeParameters counted = shape_parameters(model);
  model.parameters = published.value_or(counted.total());
  model.active_parameters = active.value_or(model.experts ? counted.active() : model.parameters);
}

}  // namespace

std::vector<LayerGroup> layer_groups(const Model& m) {
  if (!m.groups.empty()) return m.groups;
  LayerGroup g{.kind = m.mla ? LayerKind::latent : LayerKind::full,
               .count = m.layers - (m.sliding_window ? m.sliding_window->layers : 0),
               .heads = m.heads,
               .kv_heads = m.kv_heads,
               .head_dim = m.head_dim,
               .value_dim = m.head_dim,
               .latent = m.mla.value_or(LatentAttention{})};
  std::vector<LayerGroup> groups;
  if (g.count > 0) groups.push_back(g);
  if (!m.sliding_window) return groups;
  g.kind = LayerKind::window;
  g.count = m.sliding_window->layers;
  g.window = m.sliding_window->tokens;
  groups.push_back(g);
  return groups;
}

int own_feed_forward(const Model& m) {
  int layers = 0;
  for (const LayerGroup& g : layer_groups(m)) layers += g.ffn < 0 ? g.count : 0;
  return layers;
}

SequenceCache sequence_cache(const Model& model) {
  constexpr double bytes = 2;
  SequenceCache cache;
  for (const LayerGroup& g : layer_groups(model)) {
    cache.state_bytes += g.count * state_bytes(g);
    for (const CachePart& part : cache_parts(g)) {
      if (part.grows())
        cache.bytes_per_token += g.count * part.numbers * bytes / part.ratio;
      else
        cache.window_bytes += g.count * part.numbers * bytes * part.kept;
    }
  }
  return cache;
}

ShapeParameters shape_parameters(const Model& m) {
  const double matrices = m.gated ? 3 : 2, hidden = m.hidden, vocabulary = m.vocabulary;
  ShapeParameters p;
  p.embedding = vocabulary * hidden;
  p.head = m.tied_embeddings ? 0 : vocabulary * hidden;
  for (const LayerGroup& g : layer_groups(m)) p.attention += g.count * mixer_parameters(g, hidden);
  const double others = matrices * hidden * other_widths(m);
  double last = matrices * hidden * m.ffn;  // of the last layer
  if (!m.experts) {
    p.feed_forward = p.active_feed_forward = others + own_feed_forward(m) * matrices * hidden * m.ffn;
  } else {
    const Experts& e = *m.experts;
    const double width = e.hidden > 0 ? e.hidden : hidden;
    const double expert = matrices * width * m.ffn, router = e.count * hidden;
    const double shared = e.shared * matrices * hidden * e.shared_ffn;
    const double projections = e.hidden > 0 ? 2 * hidden * e.hidden : 0;
    const double dense = others + e.dense_layers * matrices * hidden * e.dense_ffn;
    const double mixed_layers = own_feed_forward(m) - e.dense_layers;
    const double every = shared + projections + router;
    p.expert = mixed_layers * expert;
    p.feed_forward = dense + mixed_layers * (e.count * expert + every);
    p.active_feed_forward = dense + mixed_layers * (e.per_token * expert + every);
    last = e.count * expert + every;
  }
  const double mixer = mixer_parameters(layer_groups(m).back(), hidden);
  p.mtp = m.mtp_layers * (mixer + last + 2 * hidden * hidden);
  return p;
}

Model detail::read_model(const Node& node, Diagnostics& diagnostics) {
  const std::size_t mistakes = diagnostics.error_count();
  EntryReader reader(node, diagnostics, fmt::format("model '{}'", node.key()));
  Model model;
  reader.read_common(model);
  const auto parameters = reader.optional_plain("parameters", positive);
  const auto active = reader.optional_plain("active_parameters", positive);
  model.hidden = reader.whole("hidden", 1, 10'000'000);
  model.heads = reader.whole("heads", 1, 100'000);
  model.kv_heads = reader.whole("kv_heads", 1, 100'000);
  model.head_dim = reader.whole("head_dim", 1, 100'000);
  model.ffn = reader.whole("ffn");
  model.ffn_padded = reader.optional_whole("ffn_padded").value_or(0);
  model.gated = reader.flag("gated", true);
  model.vocabulary = reader.whole("vocabulary");
  reader.required("tied_embeddings");
  model.tied_embeddings = reader.flag("tied_embeddings", false);
  model.fused_attention = reader.flag("fused_attention", false);
  read_experts(reader, model);
  read_attention(reader, model);
  read_layers(reader, model);
  model.precision = reader.text("precision");
  model.rest_bits = reader.optional_plain("rest_bits", {.least = 1, .most = 32});
  model.vision_parameters = reader.optional_plain("vision_parameters", positive).value_or(0);
  model.mtp_layers = reader.optional_whole("mtp_layers", 1, 1000).value_or(0);
  model.context = reader.whole("context");
  model.released = reader.whole("released", 2017, 2100);
  model.licence = reader.optional_text("licence");
  model.takes = read_media(reader, "takes");
  model.makes = read_media(reader, "makes");
  check_shape(model, node, diagnostics);
  if (parameters && active && *active > *parameters)
    diagnostics.error(node.key_location(), fmt::format("{} uses {:.4g} parameters per token of {:.4g}",
                                                       model.id, *active, *parameters));
  if (diagnostics.error_count() == mistakes) set_parameters(model, parameters, active);
  return model;
}

}  // namespace llmtco
