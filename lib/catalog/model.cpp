#include "catalog/model.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "yaml/scalar.h"

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

/// What no transformer is, whatever its numbers: more of a part than of the whole. A whole that could not be read
/// is 0. The place is the entry, since the two numbers of one based on another may stand in two files.
void check_shape(const Model& model, const Node& node, Diagnostics& diagnostics) {
  const auto refuse = [&](const std::string& what) {
    diagnostics.error(node.key_location(), fmt::format("{} {}", model.id, what));
  };
  if (model.heads > 0 && model.kv_heads > model.heads)
    refuse(fmt::format("has {} heads of keys and values and {} heads", model.kv_heads, model.heads));
  if (model.parameters > 0 && model.active_parameters > model.parameters)
    refuse(
        fmt::format("uses {:.4g} parameters per token of {:.4g}", model.active_parameters, model.parameters));
  if (model.layers == 0) return;
  if (model.sliding_window && model.sliding_window->layers > model.layers)
    refuse(
        fmt::format("has a sliding window in {} layers of {}", model.sliding_window->layers, model.layers));
  if (model.experts && model.experts->dense_layers > model.layers)
    refuse(fmt::format("has {} dense layers of {}", model.experts->dense_layers, model.layers));
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
  model.parameters = reader.plain("parameters", positive);
  model.active_parameters = reader.optional_plain("active_parameters", positive).value_or(model.parameters);
  model.layers = reader.whole("layers", 1, 100'000);
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
  read_experts(reader, model);
  read_attention(reader, model);
  model.precision = reader.text("precision");
  model.context = reader.whole("context");
  model.released = reader.whole("released", 2017, 2100);
  model.licence = reader.optional_text("licence");
  model.takes = read_media(reader, "takes");
  model.makes = read_media(reader, "makes");
  check_shape(model, node, diagnostics);
  return model;
}

}  // namespace llmtco
