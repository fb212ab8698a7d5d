#include "catalog/weight_format.h"

#include <algorithm>

namespace llmtco {
namespace {

constexpr double router_bits = 16;  ///< at least: quantizers leave out matrices that decide between others
constexpr double norm_bytes = 4;    ///< llama.cpp keeps vectors in 32 bits

/// What its experts keep of the published format; null where they are packed anew or are none.
const WeightBlock* kept(const Tensor& tensor, const Model& model, const WeightFormat& f) {
  if (tensor.part != WeightPart::experts) return nullptr;
  const auto found = std::find_if(f.keeps.begin(), f.keeps.end(),
                                  [&](const WeightBlock* block) { return model.precision == block->name; });
  return found == f.keeps.end() ? nullptr : *found;
}

/// Attention and feed-forward layers that every token uses.
bool is_rest(const Tensor& tensor) {
  return tensor.part == WeightPart::attention || tensor.part == WeightPart::feed_forward;
}

/// What a matrix is stored in where no rule is about it.
Storage without_rules(const Tensor& tensor, const Model& model, const WeightFormat& f) {
  if (tensor.kind == TensorKind::head || (tensor.kind == TensorKind::embedding && model.tied_embeddings))
    return f.head;
  if (tensor.kind == TensorKind::embedding) return f.embedding;
  const Storage own{.bits = f.bits, .block = f.block};
  if (tensor.kind == TensorKind::router) return {.bits = std::max(own.in_rows_of(tensor.row), router_bits)};
  return own;
}

/// Bits of one of its weights, averaged over its layers.
double bits_of(const Tensor& tensor, const Model& model, const WeightFormat& f) {
  if (const WeightBlock* block = kept(tensor, model, f)) return block->bits();
  const double rest = published_rest_bits(model, f);
  if (rest > 0 && is_rest(tensor)) return rest;
  const Storage plain = without_rules(tensor, model, f);
  const bool is_head =
      tensor.kind == TensorKind::head || (tensor.kind == TensorKind::embedding && model.tied_embeddings);
  if (is_head && plain.block != nullptr && tensor.row % plain.block->weights != 0)
    return Storage{.bits = 8.5, .block = block_named("q8_0")}.in_rows_of(tensor.row);
  std::vector<const StorageRule*> fitting;
  for (const StorageRule& rule : f.rules) {
    if (rule.is_for(tensor.kind) && rule.fits(model)) fitting.push_back(&rule);
  }
  if (fitting.empty()) return plain.in_rows_of(tensor.row);
  double sum = 0;
  const bool anywhere = tensor.first == Tensor::anywhere;
  const int first = anywhere ? 0 : tensor.first, layers = anywhere ? model.layers : tensor.layers;
  for (int layer = first; layer < first + layers; ++layer) {
    const auto rule = std::find_if(fitting.begin(), fitting.end(), [&](const StorageRule* candidate) {
      return is_chosen(candidate->layers, layer, model.layers);
    });
    sum += (rule == fitting.end() ? plain : (*rule)->storage).in_rows_of(tensor.row);
  }
  return sum / layers;
}

double& of_part(WeightBytes& bytes, WeightPart part) {
  switch (part) {
    case WeightPart::embedding:
      return bytes.embedding;
    case WeightPart::head:
      return bytes.head;
    case WeightPart::attention:
      return bytes.attention;
    case WeightPart::feed_forward:
      return bytes.feed_forward;
    case WeightPart::experts:
      break;
  }
  return bytes.experts;
}

WeightBytes scaled(WeightBytes bytes, double factor) {
  for (double* part : {&bytes.embedding, &bytes.head, &bytes.attention, &bytes.feed_forward, &bytes.experts})
    *part *= factor;
  return bytes;
}

}  // namespace

WeightBytes weights_by_part(const Model& model, const WeightFormat& format) {
  WeightBytes bytes;
  for (const Tensor& tensor : tensors_of(model)) {
    of_part(bytes, tensor.part) += tensor.weights * tensor.layers * bits_of(tensor, model, format) / 8;
  }
  if (format.block != nullptr) bytes.attention += (2.0 * model.layers + 1) * model.hidden * norm_bytes;
  if (!format.whole_file) return bytes;
  return scaled(bytes, shape_parameters(model).total() * format.bits / 8 / bytes.total());
}

Bytes weight_bytes(const Model& model, const WeightFormat& format) {
  return weights_by_part(model, format).total() * byte;
}

double published_rest_bits(const Model& model, const WeightFormat& format) {
  const bool as_published =
      format.id == model.precision || (model.precision == "mxfp4" && format.compute == "fp4");
  const bool mixed = model.experts && (model.rest_bits || model.precision == "mxfp4");
  return mixed && as_published ? model.rest_bits.value_or(16) : 0;
}

bool keeps_attention_wide(const Model& model, const WeightFormat& format) {
  constexpr double wide = 12;
  if (format.bits >= wide) return false;
  for (const Tensor& tensor : tensors_of(model)) {
    if (tensor.part == WeightPart::attention && bits_of(tensor, model, format) < wide) return false;
  }
  return true;
}

}  // namespace llmtco
