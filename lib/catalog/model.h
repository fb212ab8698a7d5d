#pragma once

#include <optional>
#include <string>

#include "catalog/entry.h"
#include "catalog/media.h"
#include "text/names.h"

namespace llmtco {

/// How keys and values are kept: as many heads as queries, fewer, one, or a compressed latent per token.
enum class Attention { mha, gqa, mqa, mla };

/// Feed-forward layers of which a router picks a few per token.
struct Experts {
  int count = 0;
  int per_token = 0;
  int shared = 0;        ///< used by every token besides
  int dense_layers = 0;  ///< layers with one ordinary feed-forward layer instead
  int dense_ffn = 0;     ///< its width
};

/// Multi-head latent attention: a token's cache is kv_rank + rope_dim numbers per layer, whatever the heads.
struct LatentAttention {
  int kv_rank = 0;
  int q_rank = 0;
  int rope_dim = 0;
  int nope_dim = 0;
  int value_dim = 0;
};

/// Layers that look back a fixed number of tokens and cache no more than that.
struct SlidingWindow {
  int tokens = 0;
  int layers = 0;
};

/// A transformer as its public configuration describes it.
struct Model : Entry {
  double parameters = 0;         ///< published total
  double active_parameters = 0;  ///< published, used for one token; the total for dense models
  int layers = 0;
  int hidden = 0;
  int heads = 0;
  int kv_heads = 0;
  int head_dim = 0;
  int ffn = 0;         ///< width of the feed-forward layer, of one expert where there are experts
  int ffn_padded = 0;  ///< width that checkpoints with a scale per group are padded to; 0: as it is
  bool gated = true;   ///< three feed-forward matrices rather than two
  int vocabulary = 0;
  bool tied_embeddings = false;
  std::optional<Experts> experts;
  Attention attention = Attention::mha;
  std::optional<LatentAttention> mla;
  std::optional<SlidingWindow> sliding_window;
  std::string precision;            ///< weight format of the published weights, an id
  int context = 0;                  ///< longest, in tokens
  int released = 0;                 ///< year
  std::string licence;              ///< may be empty
  ByMedium<bool> takes{}, makes{};  ///< what it reads and writes besides text
};

/// Parameters of a shape, by where they stand. Norms and biases (below 0.1 %) are left out.
///
///     attention     layers * (2 * hidden * heads * head_dim + 2 * hidden * kv_heads * head_dim)
///     feed_forward  layers * (3 or 2) * hidden * ffn, times experts, plus routers
///     embedding     vocabulary * hidden;  head the same, or nothing where tied
///
/// Worked example, Llama 3.1 8B: 32 * (2*4096*4096 + 2*4096*1024) = 1.342e9, 32 * 3*4096*14336 = 5.637e9,
/// 2 * 128256*4096 = 1.051e9: 8.030e9.
struct ShapeParameters {
  double embedding = 0;
  double head = 0;  ///< zero where tied: the embedding is read instead
  double attention = 0;
  double feed_forward = 0;         ///< all experts
  double active_feed_forward = 0;  ///< what one token uses

  double total() const { return embedding + head + attention + feed_forward; }
  double active() const { return embedding + head + attention + active_feed_forward; }
};
ShapeParameters shape_parameters(const Model& model);

inline constexpr Names<Attention, 4> attention_names{
    {{{Attention::mha, "MHA"}, {Attention::gqa, "GQA"}, {Attention::mqa, "MQA"}, {Attention::mla, "MLA"}}}};

constexpr std::string_view to_text(Attention attention) { return attention_names.to_text(attention); }

}  // namespace llmtco
