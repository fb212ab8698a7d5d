#pragma once
#include <vector>

#include "catalog/blocks.h"
#include "catalog/tensors.h"
#include "text/names.h"

namespace llmtco {

/// Layers that a format stores with more or fewer bits than the others. Of n layers: the first 2 or 4, n/16 or
/// n/8; `middle`, all but the first and last n/8; `half`, the first and last n/8 and every third between, which
/// are about half of them.
enum class LayerChoice { all, first_2, first_4, first_16th, first_8th, middle, half };

/// Whether a layer of a model of `of` layers is meant.
///
/// Worked example, half of 32 (which llama.cpp raises for Q4_K_M): 0 to 3, 6, 9, ..., 27 and 28 to 31: 16 layers.
bool is_chosen(LayerChoice choice, int layer, int of);

/// "These matrices of such models are stored so". The first rule of a format that fits is the one that counts.
struct StorageRule {
  std::vector<TensorKind> tensors;
  LayerChoice layers = LayerChoice::all;
  int heads_per_key = 0;  ///< of models with at least so many query heads for one of the keys
  int experts = 0;        ///< of models with exactly so many experts; 0: any
  int least_experts = 0;  ///< of models with at least so many
  int of_layers = 0;      ///< of models with exactly so many layers; 0: any
  bool latent = false;    ///< of models with latent attention alone
  Storage storage{};

  bool is_for(TensorKind kind) const;
  bool fits(const Model& model) const;
};

inline constexpr Names<LayerChoice, 7> layer_choice_names{{{{LayerChoice::all, "all"},
                                                            {LayerChoice::first_2, "first_2"},
                                                            {LayerChoice::first_4, "first_4"},
                                                            {LayerChoice::first_16th, "first_16th"},
                                                            {LayerChoice::first_8th, "first_8th"},
                                                            {LayerChoice::middle, "middle"},
                                                            {LayerChoice::half, "half"}}}};

}  // namespace llmtco
