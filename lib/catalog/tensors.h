#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "catalog/model.h"
#include "text/names.h"

namespace llmtco {

/// The matrices of a model, by what formats tell apart.
enum class TensorKind {
  embedding,
  head,
  query,
  key,
  value,
  fused,      ///< query, key and value in one
  output,     ///< of the attention
  attention,  ///< others of it: those of a latent, of linear layers
  gate,
  up,
  down,
  router
};

/// Which part of a model a matrix belongs to: what is read for every token, or only for those of an expert.
enum class WeightPart { embedding, head, attention, feed_forward, experts };

/// One kind of matrix in some of the layers.
struct Tensor {
  static constexpr int anywhere = -1;  ///< layers that lie between others, spread over the model

  TensorKind kind{};
  WeightPart part{};
  double weights = 0;  ///< in one layer, all experts together
  int row = 0;         ///< inputs of it: blocks of weights lie along them
  int first = 0;       ///< the first of a run of layers, or `anywhere`
  int layers = 1;
};

/// All matrices. Their weights add up to those of shape_parameters(). Where the first layers are dense and the
/// others have experts, both are in it.
///
/// Worked example, Qwen2.5 0.5B (24 layers, hidden 896, 14 heads and 2 of keys of 64, ffn 4,864, tied): the
/// embedding of 151,936 x 896; query 896 x 896, key and value 896 x 128, output 896 x 896; gate and up 896 x 4,864
/// in rows of 896, down in rows of 4,864.
std::vector<Tensor> tensors_of(const Model& model);

/// What "attention" stands for in a rule of a format.
inline constexpr std::array<TensorKind, 6> attention_tensors{TensorKind::query,  TensorKind::key,
                                                             TensorKind::value,  TensorKind::fused,
                                                             TensorKind::output, TensorKind::attention};

inline constexpr Names<TensorKind, 12> tensor_names{{{{TensorKind::embedding, "embedding"},
                                                      {TensorKind::head, "head"},
                                                      {TensorKind::query, "attn_q"},
                                                      {TensorKind::key, "attn_k"},
                                                      {TensorKind::value, "attn_v"},
                                                      {TensorKind::fused, "attn_qkv"},
                                                      {TensorKind::output, "attn_output"},
                                                      {TensorKind::attention, "attn_other"},
                                                      {TensorKind::gate, "ffn_gate"},
                                                      {TensorKind::up, "ffn_up"},
                                                      {TensorKind::down, "ffn_down"},
                                                      {TensorKind::router, "router"}}}};

}  // namespace llmtco
