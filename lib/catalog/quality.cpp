#include "catalog/quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

#include "catalog/embedded.h"
#include "catalog/entry_index.h"
#include "catalog/entry_reader.h"
#include "catalog/exams.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "text/number.h"
#include "yaml/read.h"

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

/// An entry of data/score_sources.yaml, read once; nothing where there is none of that name.
const Entry* score_source(const std::string& key) {
  static std::mutex mutex;
  static std::map<std::string, Entry> known;
  const std::scoped_lock lock(mutex);
  if (const auto found = known.find(key); found != known.end()) return &found->second;
  const auto slice = detail::find_entry(embedded_data("score_sources"), key);
  if (!slice) return nullptr;
  Diagnostics diagnostics;
  const auto root = read_text(std::string(slice->text), "data/score_sources.yaml", diagnostics, slice->line);
  diagnostics.throw_if_errors();
  EntryReader reader(root->children().at(0), diagnostics, fmt::format("the source of scores '{}'", key));
  Entry& entry = known[key];
  reader.read_provenance(entry.source, entry.as_of);
  diagnostics.throw_if_errors();
  return &entry;
}

/// The source of scores that many models share: an entry of data/score_sources.yaml.
void read_source(const Node& from, Accuracy& accuracy, Diagnostics& diagnostics) {
  const std::string key = from.is_scalar() ? from.text() : "";
  const Entry* source = score_source(key);
  if (source == nullptr) {
    diagnostics.error(from.location(), fmt::format("no source of scores is called {}", shown(key)),
                      "write `source` and `as_of` in its place");
    return;
  }
  accuracy.source = source->source;
  accuracy.as_of = source->as_of;
}

/// Adds the scores of exams that stand for a task without a result.
void add_scores(const Node& group, ModelQuality& quality, Diagnostics& diagnostics) {
  EntryReader reader(group, diagnostics, fmt::format("scores of '{}'", quality.id));
  Accuracy accuracy;
  accuracy.where = group.location();
  accuracy.source = quality.source;
  accuracy.as_of = quality.as_of;
  if (const auto from = reader.optional("from")) {
    read_source(*from, accuracy, diagnostics);
  } else {
    reader.read_provenance(accuracy.source, accuracy.as_of);
  }
  accuracy.setting = reader.optional_text("setting");
  accuracy.questions = worth_of_a_score;
  const Node of = reader.required("of").value_or(group);
  const std::string scores = of.is_scalar() ? of.text() : "";
  for (std::size_t at = 0; at < scores.size();) {
    const std::size_t end = std::min(scores.find("; ", at), scores.size());
    const std::string_view score = std::string_view(scores).substr(at, end - at);
    at = end + 2;
    const std::size_t value_at = std::min(score.rfind(' '), score.size());
    const auto value = share_in(score.substr(std::min(value_at + 1, score.size())));
    if (!value) {
      diagnostics.error(of.location(), fmt::format("{} is no score", shown(score)), "write it as MMLU 75.2%");
      continue;
    }
    for (const detail::TaskExam& each : detail::task_exams) {
      if (!each.is(score.substr(0, value_at)) || *value > 1 || quality.on(each.task) != nullptr) continue;
      accuracy.task = each.task;
      accuracy.benchmark = score.substr(0, value_at);
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

std::string sources_named_in(std::string_view entry) {
  constexpr std::string_view key = "{from: ";
  std::string text;
  std::vector<std::string_view> told;
  for (std::size_t at = entry.find(key); at != entry.npos; at = entry.find(key, at + 1)) {
    const std::string_view rest = entry.substr(at + key.size());
    const std::string_view name = rest.substr(0, rest.find_first_of(",}"));
    if (std::find(told.begin(), told.end(), name) != told.end()) continue;
    told.push_back(name);
    if (const auto slice = detail::find_entry(embedded_data("score_sources"), name)) text += slice->text;
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
