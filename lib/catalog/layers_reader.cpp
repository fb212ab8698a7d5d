#include "catalog/layers_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco::detail {
namespace {

/// A word of a table of names; the first of the table, and an error, for any other.
template <class E, std::size_t N>
E word(const Node& node, const Names<E, N>& names, const char* what, Diagnostics& diagnostics) {
  const auto known = names.from_text(node.text());
  if (!known) {
    const std::string hint = did_you_mean(node.text(), names.words());
    diagnostics.error(node.location(),
                      fmt::format("unknown {} {}{}", what, shown(node.text()), at_path(node)),
                      hint.empty() ? "use " + names.alternatives() : hint);
  }
  return known.value_or(names.table.front().first);
}

void read_index(EntryReader& reader, LayerGroup& g) {
  const auto node = reader.optional("index");
  if (!node) return;
  EntryReader index(*node, reader.diagnostics(), "index");
  g.index.top_k = index.whole("top_k");
  g.index.heads = index.optional_whole("heads", 1).value_or(0);
  if (g.index.heads == 0) return;
  g.index.dim = index.whole("dim");
  g.index.keys = index.optional_whole("keys", 1).value_or(1);
}

void read_heads(EntryReader& reader, const Model& model, LayerGroup& g) {
  Diagnostics& diagnostics = reader.diagnostics();
  g.heads = reader.optional_whole("heads", 1, 100'000).value_or(model.heads);
  g.kv_heads = reader.optional_whole("kv_heads", 1, 100'000).value_or(model.kv_heads);
  g.head_dim = reader.optional_whole("head_dim", 1, 100'000).value_or(model.head_dim);
  g.value_dim = reader.optional_whole("value_dim", 1, 100'000).value_or(g.head_dim);
  if (const auto node = reader.optional("keys_as_values"))
    g.keys_as_values = word(*node, keys_as_values_names, "sharing", diagnostics);
  g.gated = reader.flag("gated", false);
  g.query_rank = reader.optional_whole("query_rank", 1).value_or(0);
  g.output_rank = reader.optional_whole("output_rank", 1).value_or(0);
  if (g.output_rank > 0) g.output_groups = reader.optional_whole("output_groups", 1, 100'000).value_or(1);
  if (g.heads > 0 && g.kv_heads > g.heads)
    diagnostics.error(reader.node().location(), fmt::format("{} heads of keys and values and {} heads{}",
                                                            g.kv_heads, g.heads, at_path(reader.node())));
  if (g.keys_as_values != KeysAsValues::no && g.value_dim != g.head_dim)
    diagnostics.error(
        reader.node().location(),
        fmt::format("values of {} cannot be keys of {}{}", g.value_dim, g.head_dim, at_path(reader.node())),
        "remove value_dim or keys_as_values");
}

void read_recurrence(EntryReader& reader, LayerGroup& g) {
  Recurrence& r = g.recurrence;
  if (g.kind == LayerKind::mamba2) {
    r.value_heads = reader.whole("heads", 1, 100'000);
    r.value_dim = reader.whole("head_dim", 1, 100'000);
    r.key_dim = reader.whole("state", 1, 100'000);
    r.key_heads = reader.whole("groups", 1, 100'000);
  } else {
    r.key_heads = reader.whole("key_heads", 1, 100'000);
    r.value_heads = reader.whole("value_heads", 1, 100'000);
    r.key_dim = r.value_dim = reader.whole("head_dim", 1, 100'000);
  }
  r.conv = reader.optional_whole("conv", 0, 1000).value_or(0);
}

/// The keys of any kind, so that a kind that is not known is the only mistake.
void know_all(EntryReader& reader) {
  for (const char* const key :
       {"heads", "kv_heads", "head_dim", "value_dim", "keys_as_values", "gated", "query_rank", "output_rank",
        "output_groups", "index", "window", "ratio", "key_heads", "value_heads", "conv", "state", "groups"})
    reader.optional(key);
}

LayerGroup read_group(const Node& node, const Model& model, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, "a group of layers");
  LayerGroup g;
  const auto kind = reader.required("kind");
  if (kind) g.kind = word(*kind, layer_kind_names, "kind of layer", diagnostics);
  g.count = reader.whole("count", 1, 100'000);
  g.ffn = reader.optional_whole("ffn").value_or(-1);
  if (!kind || !layer_kind_names.from_text(kind->text())) {
    know_all(reader);
    return g;
  }
  switch (g.kind) {
    case LayerKind::full:
      read_heads(reader, model, g);
      read_index(reader, g);
      break;
    case LayerKind::window:
      read_heads(reader, model, g);
      g.window = reader.whole("window");
      break;
    case LayerKind::compressed:
      read_heads(reader, model, g);
      read_index(reader, g);
      g.ratio = reader.whole("ratio", 2);
      g.window = reader.optional_whole("window", 1).value_or(0);
      break;
    case LayerKind::latent:
      g.heads = reader.optional_whole("heads", 1, 100'000).value_or(model.heads);
      g.latent = model.mla.value_or(LatentAttention{});
      read_index(reader, g);
      if (!model.mla) diagnostics.error(kind->location(), "latent layers need the key 'mla' of the model");
      break;
    case LayerKind::deltanet:
    case LayerKind::kda:
    case LayerKind::mamba2:
      read_recurrence(reader, g);
      break;
    case LayerKind::none:
      break;
  }
  return g;
}

/// An index that is shared is some layer's own.
void check_indices(const std::vector<LayerGroup>& groups, const std::vector<Node>& nodes,
                   Diagnostics& diagnostics) {
  const auto own = [](const LayerGroup& g) { return g.index.heads > 0; };
  if (std::any_of(groups.begin(), groups.end(), own)) return;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].index.top_k > 0)
      diagnostics.error(
          nodes[i].location(),
          fmt::format("no layer has an index of its own that the one{} could share", at_path(nodes[i])),
          "give heads and dim of the index");
  }
}

}  // namespace

void read_layers(EntryReader& reader, Model& model) {
  Diagnostics& diagnostics = reader.diagnostics();
  const auto node = reader.required("layers");
  if (!node || !node->is_sequence()) {
    if (node) model.layers = reader.whole("layers", 1, 100'000);
    return;
  }
  const std::vector<Node> nodes = reader.required_list("layers", "groups of layers");
  for (const Node& each : nodes) {
    model.groups.push_back(read_group(each, model, diagnostics));
    model.layers += model.groups.back().count;
  }
  check_indices(model.groups, nodes, diagnostics);
  // What an overlay's entry takes over from the one it is based on, the list replaces.
  const auto here = [&](const std::optional<Node>& other) {
    return other && other->location().file == node->location().file;
  };
  if (const auto window = reader.optional("sliding_window"); here(window))
    diagnostics.error(window->key_location(), fmt::format("{} tells its windows twice", model.id),
                      "remove sliding_window, or write `layers` as a number");
  model.sliding_window.reset();
  const auto latent = [](const LayerGroup& g) { return g.kind == LayerKind::latent; };
  const bool any_latent = std::any_of(model.groups.begin(), model.groups.end(), latent);
  if (const auto mla = reader.optional("mla"); here(mla) && !any_latent)
    diagnostics.error(mla->key_location(), fmt::format("{} has no latent layer", model.id),
                      "remove mla, or give layers of kind latent");
}

}  // namespace llmtco::detail
