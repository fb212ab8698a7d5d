#include <fmt/format.h>

#include "quality/accuracy.h"
#include "quality/quantization.h"
#include "scenario/forms.h"
#include "scenario/option_reader.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// One share for all classes, or one per task class.
Answers own_accuracy(const Place& place, Inputs& inputs) {
  Answers accuracy{.by_class = {}, .note = source_text(written_origin(place.node()))};
  const std::vector<RequestClass>& classes = inputs.study().demand.workload.classes;
  if (std::holds_alternative<NumberForm>(place.form().is)) {
    const Uncertain<double> share = inputs.number<double>(place);
    for (const RequestClass& requests : classes) accuracy.by_class[requests.name] = share;
    return accuracy;
  }
  std::vector<std::string> tasks;
  for (const RequestClass& requests : classes) tasks.push_back(requests.task);
  for (const Place& by_task : place.children()) {
    const Uncertain<double> share = inputs.number<double>(by_task);
    bool used = false;
    for (const RequestClass& requests : classes) {
      if (requests.task != by_task.key()) continue;
      accuracy.by_class[requests.name] = share;
      used = true;
    }
    if (!used) {
      inputs.diagnostics().error(
          by_task.node().key_location(),
          fmt::format("no request class has the task {}{}", shown(by_task.key()), at_path(by_task.node())),
          did_you_mean(by_task.key(), tasks));
    }
  }
  for (const RequestClass& requests : classes) {
    if (accuracy.by_class.contains(requests.name)) continue;
    inputs.diagnostics().error(
        place.node().location(),
        fmt::format("the accuracy on {}, the task of {}, is missing{}", shown(requests.task),
                    shown(requests.name), at_path(place.node())));
  }
  return accuracy;
}

/// The share of its right answers that a model loses on a task by few bits of weights and cache; nothing where
/// none is. Options that lose it by the same see the same draw.
std::optional<Uncertain<double>> format_loss(const AccuracyFigure& figure, const std::string& task,
                                             Inputs& inputs) {
  if (!figure.loss) return std::nullopt;
  std::string by = figure.format;
  if (!figure.cache.empty()) by += (by.empty() ? "" : "+") + figure.cache;
  const OriginId fit = inputs.origin({.kind = Origin::Kind::catalogue,
                                      .name = fmt::format("{}.{}.loss", figure.model, by),
                                      .place = "data/quantization_model.yaml, data/format_effects.yaml",
                                      .source = "fitted on published quantizations",
                                      .as_of = shipped_quantization_model().as_of});
  return inputs.study().variables.uncertain<double>(
      fmt::format("quality.{}.{}.{}.loss", figure.model, by, task), truncated(*figure.loss, 0, 1), fit);
}

/// A benchmark's share with its sampling error, less what the weight format takes from it.
DrawnAccuracy catalogue_accuracy(const AccuracyFigure& figure, const std::string& task, Inputs& inputs) {
  DrawnAccuracy accuracy;
  accuracy.base = inputs.study().variables.uncertain<double>(
      fmt::format("quality.{}.{}", figure.model, task), *figure.base,
      inputs.origin(catalogue_origin(fmt::format("{}.accuracy.{}", figure.model, task), figure)));
  accuracy.loss = format_loss(figure, task, inputs);
  return accuracy;
}

/// Where the scenario says how right a model is on a task: one share for all tasks, or that of the task.
std::optional<Place> known_accuracy(const std::string& model, const std::string& task,
                                    const Sources& sources) {
  const auto entry = sources.known.model(model);
  const auto accuracy = entry ? entry->find("accuracy") : std::nullopt;
  if (!accuracy || std::holds_alternative<NumberForm>(accuracy->form().is)) return accuracy;
  for (const Place& by_task : accuracy->children()) {
    if (by_task.key() == task) return by_task;
  }
  return std::nullopt;
}

}  // namespace

FormPtr accuracy_form() {
  return form(EitherForm{forms::share(), form(NamedForm{"task class", forms::share()})});
}

Answers read_accuracy(const std::optional<Place>& own, const ServedModel& served, const Sources& sources,
                      Inputs& inputs) {
  if (own) return own_accuracy(*own, inputs);
  Answers accuracy;
  for (const RequestClass& requests : inputs.study().demand.workload.classes) {
    const AccuracyFigure figure = accuracy_figure(sources.catalog, served, requests.task);
    if (const auto said = known_accuracy(served.model, requests.task, sources)) {
      DrawnAccuracy& drawn = accuracy.by_class[requests.name];
      drawn.base = inputs.number<double>(*said);
      drawn.loss = format_loss(figure, requests.task, inputs);
      accuracy.note = source_text(written_origin(said->node())) + figure.loss_note;
    } else if (figure.base) {
      accuracy.by_class[requests.name] = catalogue_accuracy(figure, requests.task, inputs);
      accuracy.note = figure.note + figure.loss_note;
    } else {
      return {.by_class = {}, .note = figure.note};
    }
  }
  return accuracy;
}

}  // namespace llmtco
