#pragma once
#include <optional>
#include <string>

#include "catalog/catalog.h"
#include "random/distribution.h"
#include "text/source.h"

namespace llmtco {

/// A model as an option serves it.
struct ServedModel {
  std::string model;
  std::string format{};    ///< of its weights; empty: as hosted
  double cache_bits = 16;  ///< of a number in the KV cache
};

/// What the catalogue knows of a model's accuracy on a task class, in a weight format.
struct AccuracyFigure {
  std::string model;                 ///< canonical id
  std::string format{}, cache{};     ///< what takes from it: id of the weight format, "cache8"; may be empty
  std::optional<Distribution> base;  ///< share of right answers of the published weights; unknown if absent
  std::optional<Distribution> loss;  ///< share of them lost by the format; absent where none is
  std::string note;                  ///< sources of `base`, or why it is unknown
  std::string loss_note{};           ///< what the format loses, as it is put behind a note
  std::string source{}, as_of{};     ///< of `base`
  Location where{};
};

/// Accuracy of `model` (or of the model behind the endpoint of that name) on `task`. The published share p of
/// n questions is drawn from
///
///     Beta(a, b) with mean p and variance p (1 - p) / n
///
/// the sampling error of the benchmark; n = 1,000 where the source does not say. `format` empty: as hosted.
/// A format of fewer bits than the published weights loses the share mmlu_loss() predicts
/// (quality/quantization.h), a cache of few bits what cache_loss() says, and generation more of both than
/// multiple choice (quality/format_effects.h), drawn from the 90 % interval: accuracy = p (1 - loss). Left
/// out: that the benchmark is not the scenario's own task. Own evaluations take precedence (`accuracy:`).
AccuracyFigure accuracy_figure(const Catalog& catalog, const ServedModel& served, const std::string& task);

}  // namespace llmtco
