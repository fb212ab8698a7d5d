#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/entry.h"
#include "catalog/layers.h"
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
  int shared_ffn = 0;    ///< width of a shared one
  int hidden = 0;        ///< what routed experts work on, projected down and up; 0: the hidden state itself
  int dense_layers = 0;  ///< layers with one ordinary feed-forward layer instead
  int dense_ffn = 0;     ///< its width
};

/// Layers that look back a fixed number of tokens and cache no more than that.
struct SlidingWindow {
  int tokens = 0;
  int layers = 0;
};

/// A language model as its public configuration describes it.
struct Model : Entry {
  double parameters = 0;  ///< published total, of the language model alone; counted where none is published
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
  bool fused_attention = false;  ///< query, key and value are one matrix in the published files
  std::optional<Experts> experts;
  Attention attention = Attention::mha;
  std::optional<LatentAttention> mla;
  std::optional<SlidingWindow> sliding_window;
  std::vector<LayerGroup> groups;  ///< of a model told layer by layer; layer_groups() has those of any
  std::string precision;           ///< weight format of the published weights, an id; of the routed experts
  /// Bits of everything but the routed experts, where the published weights are of two precisions.
  std::optional<double> rest_bits;
  double vision_parameters = 0;     ///< of a tower for pictures, which servers keep beside the language model
  int mtp_layers = 0;               ///< layers that guess further tokens, in the published weights besides
  int context = 0;                  ///< longest, in tokens
  int released = 0;                 ///< year
  std::string licence;              ///< may be empty
  ByMedium<bool> takes{}, makes{};  ///< what it reads and writes besides text
};

/// The layers of a model by kind and geometry. Those of a simple entry are all alike, but for its windows.
std::vector<LayerGroup> layer_groups(const Model& model);
/// How many of its layers have the feed-forward layer, or the experts, of the model, rather than one of a width of
/// their own or none.
int own_feed_forward(const Model& model);

/// What one sequence keeps, in 16 bits a number.
struct SequenceCache {
  double bytes_per_token = 0;  ///< grows with every token
  double window_bytes = 0;     ///< once the windows are full
  double state_bytes = 0;      ///< whatever the length

  double bytes(double tokens) const { return bytes_per_token * tokens + window_bytes + state_bytes; }
};

/// Worked example, Gemma 4 31B, 50 layers with 16 heads of 256 that look back 1,024 tokens and 10 with 4
/// heads of 512: 10 x 4 x 1,024 x 2 B = 81,920 B a token, 50 x 1,024 x 16 x 512 x 2 B = 838,860,800 B.
SequenceCache sequence_cache(const Model& model);

/// Parameters of a shape, by where they stand. Norms and biases (below 0.1 %) are left out.
///
///     attention     mixer_parameters() of every layer
///     feed_forward  (3 or 2) * hidden * ffn of every layer that has one, times experts, plus routers
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
  double expert = 0;               ///< one routed expert, summed over the layers
  double mtp = 0;  ///< layers like the last one, and 2 hidden^2 to join two states; in no total

  double total() const { return embedding + head + attention + feed_forward; }
  double active() const { return embedding + head + attention + active_feed_forward; }
};
ShapeParameters shape_parameters(const Model& model);

inline constexpr Names<Attention, 4> attention_names{
    {{{Attention::mha, "MHA"}, {Attention::gqa, "GQA"}, {Attention::mqa, "MQA"}, {Attention::mla, "MLA"}}}};

constexpr std::string_view to_text(Attention attention) { return attention_names.to_text(attention); }

}  // namespace llmtco
