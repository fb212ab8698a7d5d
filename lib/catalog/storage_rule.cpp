#include "catalog/storage_rule.h"

#include <algorithm>

namespace llmtco {

bool is_chosen(LayerChoice choice, int layer, int of) {
  const int eighth = of / 8, last_eighth = 7 * of / 8;
  switch (choice) {
    case LayerChoice::all:
      return true;
    case LayerChoice::first_2:
      return layer < 2;
    case LayerChoice::first_4:
      return layer < 4;
    case LayerChoice::first_16th:
      return layer < of / 16;
    case LayerChoice::first_8th:
      return layer < eighth;
    case LayerChoice::middle:
      return layer >= eighth && layer < last_eighth;
    case LayerChoice::half:
      return layer < eighth || layer >= last_eighth || (layer - eighth) % 3 == 2;
  }
  return false;
}

bool StorageRule::is_for(TensorKind kind) const {
  return std::find(tensors.begin(), tensors.end(), kind) != tensors.end();
}

bool StorageRule::fits(const Model& m) const {
  const int count = m.experts ? m.experts->count : 1;
  const int per_key = m.kv_heads > 0 ? m.heads / m.kv_heads : 1;
  return per_key >= heads_per_key && (experts == 0 || count == experts) && count >= least_experts &&
         (of_layers == 0 || m.layers == of_layers) && (!latent || m.mla.has_value());
}

}  // namespace llmtco
