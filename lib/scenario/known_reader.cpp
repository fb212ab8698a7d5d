#include "scenario/known_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/model_name.h"
#include "scenario/counting_reader.h"
#include "scenario/forms.h"
#include "scenario/option_reader.h"
#include "scenario/subjects.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

template <class Entries>
std::optional<Place> used(Entries& entries, const std::string& name) {
  for (auto& entry : entries) {
    if (entry.name != name) continue;
    entry.used = true;
    return entry.place;
  }
  return std::nullopt;
}

}  // namespace

Known::Known(const Place& root, const Catalog& catalog) : catalog_(catalog) {
  if (const auto models = root.find("models")) {
    for (const Place& each : models->children()) models_.push_back({each, model_of(each.key())});
  }
  if (const auto endpoints = root.find("endpoints")) {
    for (const Place& each : endpoints->children())
      endpoints_.push_back({each, endpoint_id(each.key(), catalog)});
  }
}

std::string Known::model_of(const std::string& name) const { return folded_name(model_name(catalog_, name)); }

std::optional<Place> Known::model(const std::string& name) { return used(models_, model_of(name)); }
std::optional<Place> Known::endpoint(const std::string& name) {
  return used(endpoints_, endpoint_id(name, catalog_));
}

std::optional<std::string> Known::way_to(const Node& number) const {
  for (const auto* entries : {&models_, &endpoints_}) {
    for (const Entry& entry : *entries) {
      const std::string above = entry.place.node().path() + ".";
      if (number.path().starts_with(above)) return number.path().substr(above.size());
    }
  }
  return std::nullopt;
}

bool Known::is_model(const std::string& name) const {
  return std::holds_alternative<PriceList>(catalog_.price_list(name)) ||
         std::holds_alternative<Model>(catalog_.model(name)) ||
         std::holds_alternative<ModelQuality>(catalog_.quality(name));
}

void Known::report(const Named& all, Inputs& inputs) const {
  for (auto entry = all.entries.begin(); entry != all.entries.end(); ++entry) {
    const Node& node = entry->place.node();
    const auto tell = [&](const std::string& message, const std::string& hint) {
      inputs.diagnostics().error(node.key_location(), message, hint);
    };
    const bool twice = std::any_of(all.entries.begin(), entry,
                                   [&](const Entry& other) { return other.name == entry->name; });
    if (twice) {
      tell(fmt::format("{} is said of a second time, under another name{}", shown(node.key()), at_path(node)),
           "keep one of the two");
    } else if (!entry->used && !is_model(node.key())) {
      std::vector<std::string> candidates = all.by_options;
      candidates.insert(candidates.end(), all.in_catalogue.begin(), all.in_catalogue.end());
      tell(fmt::format("unknown {} {}{}", all.what, shown(node.key()), at_path(node)),
           did_you_mean(node.key(), candidates));
    } else if (!entry->used) {
      const std::string message =
          fmt::format("no option takes what is said of the {} {}", all.what, shown(node.key()));
      const bool added = node.key_location().line == 0;
      if (added) tell(message, did_you_mean(node.key(), all.by_options));
      if (!added) inputs.diagnostics().warning(node.key_location(), message);
    }
  }
}

void Known::report_tasks(Inputs& inputs) const {
  std::vector<std::string> tasks;
  for (const RequestClass& requests : inputs.study().demand.workload.classes) tasks.push_back(requests.task);
  for (const Entry& entry : models_) {
    const auto accuracy = entry.place.find("accuracy");
    if (!accuracy || !std::holds_alternative<NamedForm>(accuracy->form().is)) continue;
    for (const Place& by_task : accuracy->children()) {
      if (std::find(tasks.begin(), tasks.end(), by_task.key()) != tasks.end()) continue;
      inputs.diagnostics().error(
          by_task.node().key_location(),
          fmt::format("no request class has the task {}{}", shown(by_task.key()), at_path(by_task.node())),
          did_you_mean(by_task.key(), tasks));
    }
  }
}

void Known::report(const Place& options, Inputs& inputs) const {
  if (models_.empty() && endpoints_.empty()) return report_tasks(inputs);
  Named models{"model", models_, {}, catalog_.ids(CatalogKind::models)};
  const std::vector<std::string> measured = catalog_.ids(CatalogKind::quality);
  models.in_catalogue.insert(models.in_catalogue.end(), measured.begin(), measured.end());
  Named endpoints{"endpoint", endpoints_, {}, catalog_.ids(CatalogKind::prices)};
  for (const Place& option : options.children()) {
    if (const std::string model = model_text(option); !model.empty())
      models.by_options.push_back(model_name(catalog_, model));
    if (option.takes("endpoint")) endpoints.by_options.push_back(option.at("endpoint").text());
  }
  if (!models_.empty()) report(models, inputs);
  if (!endpoints_.empty()) report(endpoints, inputs);
  report_tasks(inputs);
}

FormPtr known_model_form() {
  return forms::mapping("what is known of a model",
                        {{"accuracy", accuracy_form(), forms::optional,
                          "own evaluation: one share, or one per task class; of all options on the model"},
                         {"tokens", tokens_form(), forms::optional, "how it counts and thinks"}});
}

FormPtr known_endpoint_form() {
  return forms::mapping("what is known of an endpoint", {{"speed", speed_form(), forms::optional,
                                                          "as measured; of all options on the endpoint"}});
}

}  // namespace llmtco
