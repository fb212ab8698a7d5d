#include "catalog/quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "catalog/built_in.h"
#include "catalog/entry_reader.h"
#include "catalog/exams.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "text/number.h"

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

/// 75.2% is 0.752; an index without % is itself.
std::optional<double> share_in(std::string_view text) {
  const bool percent = text.ends_with('%');
  const auto read = number_in(percent ? text.substr(0, text.size() - 1) : text);
  const auto* value = std::get_if<double>(&read);
  return value != nullptr ? std::optional(percent ? *value / 100 : *value) : std::nullopt;
}

/// With source and day of an entry of data/score_sources.yaml, which many models share.
Accuracy sourced(Accuracy accuracy, const detail::BuiltIn& from) {
  Diagnostics diagnostics;
  EntryReader reader(from.node(), diagnostics, fmt::format("the source of scores '{}'", from.id()));
  reader.read_provenance(accuracy.source, accuracy.as_of);
  diagnostics.throw_if_errors();
  return accuracy;
}

/// The source of scores that `from` names.
std::optional<detail::BuiltIn> source_named(const Node& node, Diagnostics& diagnostics) {
  const std::string key = node.is_scalar() ? node.text() : "";
  auto source = detail::built_in("score_sources", key);
  if (!source)
    diagnostics.error(node.location(), fmt::format("no source of scores is called {}", shown(key)),
                      "write `source` and `as_of` in its place");
  return source;
}

/// Adds the scores of exams that stand for a task without a result.
void add_scores(const Node& group, ModelQuality& quality, Diagnostics& diagnostics) {
  EntryReader reader(group, diagnostics, fmt::format("scores of '{}'", quality.id));
  Accuracy accuracy;
  accuracy.where = group.location();
  accuracy.source = quality.source;
  accuracy.as_of = quality.as_of;
  const auto named = reader.optional("from");
  const auto from = named ? source_named(*named, diagnostics) : std::nullopt;
  if (!named) reader.read_provenance(accuracy.source, accuracy.as_of);
  accuracy.setting = reader.optional_text("setting");
  accuracy.questions = worth_of_a_score;
  const Node of = reader.required("of").value_or(group);
  const std::string scores = of.is_scalar() ? of.text() : "";
  for (const detail::Score& score : detail::scores_in(scores)) {
    const auto value = share_in(score.value);
    if (!value) {
      const std::string written =
          fmt::format("{}{}{}", score.exam, score.value.empty() ? "" : " ", score.value);
      diagnostics.error(of.location(), fmt::format("{} is no score", shown(written)),
                        "write it as MMLU 75.2%");
      continue;
    }
    for (const detail::TaskExam& each : detail::task_exams) {
      if (!each.is(score.exam) || *value > 1 || quality.on(each.task) != nullptr) continue;
      accuracy.task = each.task;
      accuracy.benchmark = score.exam;
      accuracy.value = *value;
      quality.results.push_back(from ? sourced(accuracy, *from) : accuracy);
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

std::string sources_named_in(std::string_view entry) {
  constexpr std::string_view key = "{from: ";
  std::string text;
  std::vector<std::string_view> told;
  for (std::size_t at = entry.find(key); at != entry.npos; at = entry.find(key, at + 1)) {
    const std::string_view rest = entry.substr(at + key.size());
    const std::string_view name = rest.substr(0, rest.find_first_of(",}"));
    if (std::find(told.begin(), told.end(), name) != told.end()) continue;
    told.push_back(name);
    if (const auto source = detail::built_in("score_sources", name)) text += source->text();
  }
  return text;
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
