#include "quality/accuracy.h"

#include <fmt/format.h>

namespace llmtco {
namespace {

/// Questions of a benchmark whose source does not say: about the size of common ones.
constexpr int usual_questions = 1000;

/// Beta with mean p and variance p (1 - p) / n, so alpha + beta = n - 1. Example: 80.58 % of 14,042 questions lie between
/// 80.0 and 81.1 % in nine draws of ten.
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

}  // namespace

AccuracyFigure accuracy_figure(const Catalog& catalog, const std::string& model, const std::string& format,
                               const std::string& task) {
  AccuracyFigure figure{.model = model, .format = format, .base = {}, .recovery = {}, .note = {}};
  const Found<ModelQuality> found = quality_entry(catalog, model);
  const auto* quality = std::get_if<ModelQuality>(&found);
  if (quality == nullptr) {
    figure.note = fmt::format("the catalogue has no quality figures of {}; give them with `accuracy`", model);
    return figure;
  }
  figure.model = quality->id;
  const Accuracy* result = quality->on(task);
  if (result == nullptr) {
    figure.note = fmt::format("the catalogue has no figure of {} on {}; give it with `accuracy`", model, task);
    return figure;
  }
  figure.base = sampling_error(result->value, result->questions.value_or(usual_questions));
  figure.note = fmt::format("{}, {}, {}", result->benchmark, result->source, result->as_of);
  return figure;
}

}  // namespace llmtco
