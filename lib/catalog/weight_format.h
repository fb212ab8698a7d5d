#pragma once

#include <string>
#include <vector>

#include "catalog/entry.h"
#include "catalog/model.h"
#include "catalog/storage_rule.h"
#include "units/units.h"

namespace llmtco {

/// How weights are stored and what the arithmetic on them runs in.
struct WeightFormat : Entry {
  std::string family;       ///< float, fp8, int8, gptq, awq, gguf, exl2, aqlm ...: what engines name
  double bits = 0;          ///< real bits per weight, scales and zero points included
  bool whole_file = false;  ///< bits are the average over a whole file; otherwise over the layers' matrices
  double quality_bits = 0;  ///< bits whose loss of quality it has: wide embeddings and heads help little
  /// What the matrices of the layers are stored in, unless a rule says otherwise; none: in `bits` each. With it
  /// the format is one of llama.cpp, and `bits` are the average over a file of Llama 3.1 8B.
  const WeightBlock* block = nullptr;
  Storage embedding{}, head{};
  std::vector<StorageRule> rules;
  /// Experts of models published in these stay as they are: no quantizer expands and packs them again.
  std::vector<const WeightBlock*> keeps;
  int group = 0;  ///< weights along the input that share a scale; 0: whole columns, or no matter how cut
  bool square = false;  ///< as many along the output share it, too
  std::string compute;  ///< operands of the matrix products: fp16, fp8, int8, fp4
};

/// Bytes of a model's weights by where they are read.
struct WeightBytes {
  double embedding = 0;
  double head = 0;          ///< none where tied: the embedding is read instead
  double attention = 0;     ///< with the norms, where a format is known to keep them wide
  double feed_forward = 0;  ///< dense and shared ones, and routers
  double experts = 0;       ///< routed, all of them

  double total() const { return embedding + head + attention + feed_forward + experts; }
};

/// Size of a model's weights in a format, each matrix as the format stores it:
///
///     sum over matrices and layers of weights * bits / 8
///
/// Bits are those of the first rule that fits the matrix, the model and the layer; else of the embedding, the
/// head, the experts where their published format is kept, or the format's own. A tied embedding is stored as the
/// head. Routers have 16 bits at least. Blocks that do not fill a row give way to others (WeightBlock::instead), in the
/// head to q8_0. Biases, and norms in other formats than llama.cpp's, are left out: below 0.3 %. Falcon's own rules
/// too.
///
/// Worked example, Llama 3 70B at 4.25 bits with a 16-bit embedding and head: 2.10e9 * 2 B + 68.45e9 * 0.531
/// B = 4.20 + 36.37 = 40.6 GB.
///
/// Worked example, Qwen2.5 0.5B in Q4_K_M: the tied embedding of 136.13e6 in rows of 896 is q8_0 (q6_k needs
/// 256): 144.64 MB. Query, key and output of a layer, 896 x (896 + 128 + 896) weights, q5_0: 1.183 MB; value, 896 x
/// 128, q8_0 in 12 of the 24 layers and q5_0 in the others: 0.100 MB on average. Gate and up, 2 x 896 x 4,864,
/// q5_0: 5.992 MB. Down in rows of 4,864 = 19 x 256: q6_k in 12 layers, 3.575 MB, q4_k in 12, 2.451 MB. Norms of
/// 49 x 896 x 4 B = 0.176 MB. Together 144.64 + 24 * (1.183 + 0.100 + 5.992 + 3.013) + 0.18 = 391.7 MB; the file,
/// with 5.9 MB of vocabulary, has 397.8.
WeightBytes weights_by_part(const Model& model, const WeightFormat& format);
Bytes weight_bytes(const Model& model, const WeightFormat& format);

/// Checkpoints that pack the experts alone keep the rest as it is published, in 16 bits unless the model says
/// others; so do formats of the same width made of them. 0 where there is no such difference.
double published_rest_bits(const Model& model, const WeightFormat& format);

/// Whether attention is kept in 16 bits though the other matrices are packed.
bool keeps_attention_wide(const Model& model, const WeightFormat& format);

}  // namespace llmtco
