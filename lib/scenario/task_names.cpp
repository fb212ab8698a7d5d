#include "scenario/task_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Adds the task classes that an `accuracy` below a section tells apart.
void add_own(const std::optional<Place>& section, std::vector<std::string>& tasks) {
  for (const Place& each : section ? section->children() : std::vector<Place>()) {
    const auto accuracy = each.takes("accuracy") ? each.find("accuracy") : std::nullopt;
    if (!accuracy || std::holds_alternative<NumberForm>(accuracy->form().is)) continue;
    for (const Place& task : accuracy->children()) tasks.push_back(task.key());
  }
}

}  // namespace

void check_tasks(const Place& root, const Catalog& catalog, Inputs& inputs) {
  const auto children = root.at("workload").children();
  if (std::none_of(children.begin(), children.end(), [](const Place& each) { return each.has("task"); }))
    return;
  std::vector<std::string> tasks;
  for (const CatalogTask& task : catalog.tasks()) tasks.push_back(task.name);
  add_own(root.find("models"), tasks);
  add_own(root.find("options"), tasks);
  for (const Place& requests : children) {
    const auto task = requests.find("task");
    if (!task || std::find(tasks.begin(), tasks.end(), task->text()) != tasks.end()) continue;
    std::string hint = did_you_mean(task->text(), tasks);
    if (hint.empty())
      hint = fmt::format("there are {}; an `accuracy` by task adds others", fmt::join(tasks, ", "));
    inputs.diagnostics().error(task->node().location(),
                               fmt::format("unknown task {}{}", shown(task->text()), at_path(task->node())),
                               hint);
  }
}

}  // namespace llmtco
