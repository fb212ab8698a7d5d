#include "quality/accuracy.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/model_name.h"
#include "quality/format_effects.h"
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
Found<ModelQuality> quality_entry(const Catalog& catalog, const std::string& model, const std::string& task) {
  const auto list = catalog.price_list(model);
  const auto* prices = std::get_if<PriceList>(&list);
  return catalog.quality_on(prices != nullptr ? prices->served() : model, task);
}

/// What storing the weights in fewer bits than they are published in costs on multiple choice.
Estimate format_loss(const Model& model, const WeightFormat& format) {
  return format.id == model.precision ? Estimate{} : mmlu_loss(quantized_weights(format, model));
}

/// "; gguf-q4_k_m and a cache of 8 bits lose 1.2 % of it (0.4 to 3.1 %)": what is lost and by what.
std::string loss_text(const std::string& by, const Estimate& loss) {
  return fmt::format("; {} {:.1f} % of it ({:.1f} to {:.1f} %), from published quantizations", by,
                     100 * loss.value, 100 * loss.low, 100 * loss.high);
}

/// What the format of the weights and that of the cache cost on the task, where they are known.
void add_loss(const Catalog& catalog, const ServedModel& served, const std::string& task,
              AccuracyFigure& figure) {
  if (served.format.empty()) return;  // an API
  const auto found_model = catalog.model(served.model);
  const auto found_format = catalog.format(served.format);
  const auto* shape = std::get_if<Model>(&found_model);
  const auto* weights = std::get_if<WeightFormat>(&found_format);
  if (shape == nullptr || weights == nullptr) return;
  if (weights->quality_bits >= 12 && served.cache_bits >= 12)
    return;  // nothing is lost: no table need be read
  const Estimate by_format = format_loss(*shape, *weights), by_cache = cache_loss(served.cache_bits);
  const Estimate loss = task_loss(both_losses(by_format, by_cache), task);
  if (loss.high <= 0) return;
  const std::string cache =
      by_cache.value > 0 ? fmt::format("a cache of {:.3g} bits", served.cache_bits) : std::string();
  figure.format = by_format.value > 0 ? weights->id : "";
  figure.cache = by_cache.value > 0 ? fmt::format("cache{:.3g}", served.cache_bits) : "";
  figure.loss = interval90(loss.low, std::min(loss.high, 0.9));
  const bool two = by_format.value > 0 && by_cache.value > 0;
  figure.loss_note = loss_text(two                   ? weights->id + " and " + cache + " lose"
                               : by_format.value > 0 ? weights->id + " loses"
                                                     : cache + " loses",
                               loss);
  if (const FormatTail* tail = by_format.value > 0 ? tail_of(weights->id) : nullptr)
    figure.loss_note += "; of single tokens, " + tail_text(*tail);
}

}  // namespace

AccuracyFigure accuracy_figure(const Catalog& catalog, const ServedModel& served, const std::string& task) {
  const std::string& model = served.model;
  AccuracyFigure figure{.model = model_name(catalog, model), .base = {}, .loss = {}, .note = {}};
  add_loss(catalog, served, task, figure);
  const Found<ModelQuality> found = quality_entry(catalog, model, task);
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
