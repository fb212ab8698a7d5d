#include "catalog/quality.h"

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/exams.h"
#include "catalog/readers.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using detail::EntryReader;

Accuracy read_accuracy(const Node& node, const Entry& entry, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("a result of '{}'", entry.id));
  Accuracy accuracy;
  accuracy.where = node.location();
  accuracy.source = entry.source;
  accuracy.as_of = entry.as_of;
  reader.read_provenance(accuracy.source, accuracy.as_of);
  accuracy.task = reader.text("task");
  accuracy.benchmark = reader.text("benchmark");
  accuracy.value = reader.plain("accuracy", detail::a_share);
  accuracy.questions = reader.optional_whole("questions", 1);
  accuracy.setting = reader.optional_text("setting");
  return accuracy;
}

/// A score tells as much of a task as so many questions of that task would: a standard deviation of 5 points in the
/// middle, for setting, prompts and that a benchmark is not your task.
constexpr int worth_of_a_score = 100;

/// Adds the scores of exams that stand for a task without a result.
void add_scores(const Node& group, ModelQuality& quality, Diagnostics& diagnostics) {
  EntryReader reader(group, diagnostics, fmt::format("scores of '{}'", quality.id));
  Accuracy accuracy;
  accuracy.where = group.location();
  accuracy.source = quality.source;
  accuracy.as_of = quality.as_of;
  reader.read_provenance(accuracy.source, accuracy.as_of);
  accuracy.setting = reader.optional_text("setting");
  accuracy.questions = worth_of_a_score;
  for (const Node& score : reader.optional_mapping("of", "scores")) {
    const auto value = score.is_scalar() ? detail::measured(score, dimensionless, diagnostics) : std::nullopt;
    if (!value) continue;
    for (const detail::TaskExam& each : detail::task_exams) {
      if (!each.is(score.key()) || *value > 1 || quality.on(each.task) != nullptr) continue;
      accuracy.task = each.task;
      accuracy.benchmark = score.key();
      accuracy.value = *value;
      quality.results.push_back(accuracy);
    }
  }
}

}  // namespace

const Accuracy* ModelQuality::on(std::string_view task) const {
  for (const Accuracy& result : results) {
    if (result.task == task) return &result;
  }
  return nullptr;
}

ModelQuality detail::read_model_quality(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("quality of '{}'", node.key()));
  ModelQuality quality;
  reader.read_common(quality);
  const auto scores = reader.optional("scores");
  if (!scores || reader.optional("results")) {
    for (const Node& result : reader.required_list("results", "results"))
      quality.results.push_back(read_accuracy(result, quality, diagnostics));
  }
  for (const Node& group : scores ? reader.required_list("scores", "scores") : std::vector<Node>())
    add_scores(group, quality, diagnostics);
  return quality;
}

QuantizationEffect detail::read_quantization_effect(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("quantization effect '{}'", node.key()));
  QuantizationEffect effect;
  reader.read_common(effect);
  effect.model = reader.text("model");
  effect.parameters = reader.optional_plain("parameters", positive);
  effect.format = reader.text("format");
  if (reader.optional("importance_matrix"))
    effect.importance_matrix = reader.flag("importance_matrix", false);
  effect.weight_gib = reader.optional_plain("weight_gib", positive);
  effect.bits = reader.optional_plain("bits", {.least = 0, .most = 64, .above_least = true});
  effect.perplexity = reader.optional_plain("perplexity", positive);
  effect.perplexity_increase = reader.optional_plain("perplexity_increase");
  effect.mean_kld = reader.optional_plain("mean_kld");
  effect.rms_dp = reader.optional_plain("rms_dp", a_share);
  effect.mmlu_16bit = reader.optional_plain("mmlu_16bit", a_share);
  effect.mmlu = reader.optional_plain("mmlu", a_share);
  effect.mmlu_recovery = reader.optional_plain("mmlu_recovery");
  effect.other_metric = reader.optional_text("other_metric");
  effect.other_value = reader.optional_text("other_value");
  effect.evaluation = reader.optional_text("evaluation");
  return effect;
}

}  // namespace llmtco
