#include "quality/accuracy.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/model_name.h"
#include "quality/quantization.h"

namespace llmtco {
namespace {

/// Questions of a benchmark whose source does not say: about the size of common ones.
constexpr int usual_questions = 1000;

/// Beta with mean p and variance p (1 - p) / n, so alpha + beta = n - 1. Example: 80.58 % of 14,042 questions
/// lie between 80.0 and 81.1 % in nine draws of ten.
Distribution sampling_error(double share, int questions) {
  if (share <= 0 || share >= 1) return distributions::Constant{share};
  const double weight = questions - 1.0;
  return distributions::Beta{.alpha = share * weight, .beta = (1 - share) * weight};
}

/// The figures of a model, or of the model behind an API.
Found<ModelQuality> quality_entry(const Catalog& catalog, const std::string& model) {
  const auto list = catalog.price_list(model);
  if (const auto* prices = std::get_if<PriceList>(&list)) return catalog.quality_of(*prices);
  return catalog.quality(model);
}

/// What storing the weights in `format` costs, where that is fewer bits than they are published in.
void add_loss(const Catalog& catalog, const std::string& model, const std::string& format,
              AccuracyFigure& figure) {
  if (format.empty()) return;  // an API
  const auto found_model = catalog.model(model);
  const auto found_format = catalog.format(format);
  const auto* shape = std::get_if<Model>(&found_model);
  const auto* weights = std::get_if<WeightFormat>(&found_format);
  if (shape == nullptr || weights == nullptr || weights->id == shape->precision) return;
  figure.format = weights->id;
  const Estimate loss = mmlu_loss(quantized_weights(*weights, *shape));
  if (loss.high <= 0) return;
  figure.loss = interval90(loss.low, std::min(loss.high, 0.9));
  figure.loss_note =
      fmt::format("; {} loses {:.1f} % of it ({:.1f} to {:.1f} %), fitted on published quantizations",
                  weights->id, 100 * loss.value, 100 * loss.low, 100 * loss.high);
}

}  // namespace

AccuracyFigure accuracy_figure(const Catalog& catalog, const std::string& model, const std::string& format,
                               const std::string& task) {
  AccuracyFigure figure{
      .model = model_name(catalog, model), .format = format, .base = {}, .loss = {}, .note = {}};
  add_loss(catalog, model, format, figure);
  const Found<ModelQuality> found = quality_entry(catalog, model);
  const auto* quality = std::get_if<ModelQuality>(&found);
  if (quality == nullptr) {
    figure.note = fmt::format("the catalogue has no quality figures of {}; give them with `accuracy`", model);
    return figure;
  }
  figure.model = quality->id;
  const Accuracy* result = quality->on(task);
  if (result == nullptr) {
    figure.note =
        fmt::format("the catalogue has no figure of {} on {}; give it with `accuracy`", model, task);
    return figure;
  }
  figure.base = sampling_error(result->value, result->questions.value_or(usual_questions));
  figure.source = fmt::format("{}, {}", result->benchmark, result->source);
  figure.as_of = result->as_of;
  figure.where = result->where;
  figure.note = fmt::format("{}, {}", figure.source, figure.as_of);
  return figure;
}

}  // namespace llmtco
