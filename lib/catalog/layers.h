#pragma once

#include <limits>
#include <vector>

#include "text/names.h"

namespace llmtco {

/// What a layer keeps of the tokens behind it.
enum class LayerKind { full, window, latent, compressed, deltanet, kda, mamba2, none };
inline constexpr Names<LayerKind, 8> layer_kind_names{{{{LayerKind::full, "full"},
                                                        {LayerKind::window, "window"},
                                                        {LayerKind::latent, "latent"},
                                                        {LayerKind::compressed, "compressed"},
                                                        {LayerKind::deltanet, "deltanet"},
                                                        {LayerKind::kda, "kda"},
                                                        {LayerKind::mamba2, "mamba2"},
                                                        {LayerKind::none, "none"}}}};
constexpr std::string_view to_text(LayerKind kind) { return layer_kind_names.to_text(kind); }

/// Multi-head latent attention: a token's cache is kv_rank + rope_dim numbers per layer, whatever the heads.
struct LatentAttention {
  int kv_rank = 0;
  int q_rank = 0;  ///< 0: queries are made of the hidden state at once
  int rope_dim = 0;
  int nope_dim = 0;
  int value_dim = 0;
};

/// A cheap search over all tokens behind for the few that attention then reads.
struct SparseIndex {
  int top_k = 0;  ///< entries read for one token; 0: all of them, there is no index
  int heads = 0;  ///< of the search; 0: it takes what a neighbouring layer found, and keeps nothing
  int dim = 0;
  int keys = 1;  ///< index keys kept of a token
};

/// Whether one projection makes keys and values, and whether one vector is kept for both.
enum class KeysAsValues { no, projection, cache };
inline constexpr Names<KeysAsValues, 3> keys_as_values_names{
    {{{KeysAsValues::no, "no"}, {KeysAsValues::projection, "projection"}, {KeysAsValues::cache, "cache"}}}};

/// The state that linear layers keep of a sequence in place of its tokens.
struct Recurrence {
  int key_heads = 0;  ///< of Mamba-2: groups that share their input and output matrices
  int value_heads = 0;
  int key_dim = 0;  ///< of Mamba-2: the size of the state of one channel
  int value_dim = 0;
  int conv = 0;  ///< width of the short convolution; 0: there is none
};

/// Layers of one kind and one geometry.
struct LayerGroup {
  LayerKind kind = LayerKind::full;
  int count = 0;
  int heads = 0;
  int kv_heads = 0;
  int head_dim = 0;
  int value_dim = 0;  ///< of one head
  KeysAsValues keys_as_values = KeysAsValues::no;
  bool gated = false;     ///< a gate as wide as the queries on what attention gives out
  int query_rank = 0;     ///< queries are made through so many numbers; 0: at once
  int output_rank = 0;    ///< the output is made through so many numbers of each output group; 0: at once
  int output_groups = 1;  ///
  int window = 0;         ///< tokens
  int ratio = 1;          ///< tokens that share one entry of the cache
  SparseIndex index{};
  LatentAttention latent{};
  Recurrence recurrence{};
  int ffn = -1;  ///< width of its feed-forward layer; 0: there is none; -1: that of the model, or its experts
};

/// What one layer keeps of a sequence in one way, and looks at for one token. An entry stands for `ratio`
/// tokens; of S tokens min(S / ratio, kept) entries are kept, and min(S / ratio, read) are read.
struct CachePart {
  double numbers = 0;  ///< of one entry
  double ratio = 1;
  double kept = std::numeric_limits<double>::infinity();
  double read = std::numeric_limits<double>::infinity();
  double flop = 0;  ///< per query token and entry read
  int slices = 1;   ///< GPUs over which it can be cut; more of them hold copies

  bool grows() const { return kept == std::numeric_limits<double>::infinity(); }
};

/// The cache of one layer of a kind, numbers for each token. H heads, G heads of keys and values, d their
/// size, v that of a value:
///
///     full        G (d + v)                       Llama 3.1 8B: 8 (128 + 128) = 2,048, 32 layers: 131,072 B
///     window      the same, of the last `window` tokens
///     latent      kv_rank + rope_dim              DeepSeek V3: 512 + 64 = 576, 61 layers: 70,272 B
///     compressed  G d (K = V) every `ratio` tokens, and the same of each of the last `window` tokens
///                 DeepSeek V4: 512 / 4 = 128, 512 / 128 = 4, and 128 x 512 for the window
///     deltanet, kda, mamba2, none    nothing: see state_bytes()
///
/// With an index, `keys` x `dim` more (every `ratio` tokens), and only top_k entries are read: DeepSeek V3.2
/// 576 + 128 = 704, 61 layers: 85,888 B. 16 bits a number in the examples.
/// Attention costs 2 H (d + v) FLOP per query and entry; the index 2 x its heads x its dim. Latent layers
/// unfold keys and values of the prompt, 2 H (nope + rope + v); with an index they attend in the latent,
/// 2 H (2 kv_rank + rope).
/// Sources: config.json and reports of the models named; DeepSeek-V3.2 and V4 reports for index and
/// compression, checked against 83.875 GiB (V3.2) and 9.62 GiB (V4-Pro) published for 1,048,576 tokens.
std::vector<CachePart> cache_parts(const LayerGroup& group);

/// Bytes of the state one layer keeps of a sequence, whatever its length. Hk key heads, Hv value heads,
/// k and v their sizes, c the width of the convolution:
///
///     deltanet  (2 Hk k + Hv v) (c - 1) x 2 B + Hv k v x 4 B
///               Qwen3.5-397B: (2 x 16 x 128 + 64 x 128) x 3 x 2 + 64 x 128 x 128 x 4 = 4,268,032 B, 45 layers 192 MB
///     kda       (2 Hk k + Hv v) c x 2 B + Hv k v x 2 B
///               Kimi K3: 36,864 x 4 x 2 + 96 x 128 x 128 x 2 = 3,440,640 B, 69 layers: 237 MB
///     mamba2    (Hv v + 2 groups x state) (c - 1) x 2 B + Hv v x state x 4 B
///               Nemotron 3 Nano: 6,144 x 3 x 2 + 64 x 64 x 128 x 4 = 2,134,016 B, 23 layers: 49 MB
///
/// The precision is what engines hold by default: the convolution in 16 bits, the state in 32, of KDA in 16.
/// It does not follow the format of the cache. Source: the same, and doublewordai/inference-lab for Kimi K3.
double state_bytes(const LayerGroup& group);

/// FLOP of one layer for one token whatever is behind it: the state is decayed, read, corrected and read
/// again, 7 Hv k v; Mamba-2 neither corrects nor reads twice, 5 Hv v x state. 0 for attention.
double recurrent_flop(const LayerGroup& group);

/// Parameters of the matrices of one layer but for its feed-forward part. Of N hidden numbers:
///
///     full, window     N H d + N G (d + v) + H v N; no value projection where keys are values; N H d more if gated
///     latent           N q + q H (nope + rope) + N (kv_rank + rope) + kv_rank H (nope + v) + H v N
///     compressed       as full, and 2 N d for the compressor
///     deltanet, kda    N (2 Hk k + 2 Hv v + 2 Hv) + Hv v N, and the convolution
///     mamba2           N (2 Hv v + 2 groups x state + Hv) + Hv v N, and the convolution
///     index            q x heads x dim + N keys dim + N heads
double mixer_parameters(const LayerGroup& group, double hidden);

}  // namespace llmtco
