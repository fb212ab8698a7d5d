#include "shipped.h"

namespace llmtco::app {
namespace {

using Example = Shipped;
#include "scenarios.inc"

bool is_companion(const Shipped& file) { return std::string_view(file.name).ends_with(".json"); }

}  // namespace

const Shipped* shipped_scenario(const std::string& name) {
  for (const Shipped& file : examples) {
    if (!is_companion(file) && name == file.name) return &file;
  }
  return nullptr;
}

std::vector<std::string> shipped_names() {
  std::vector<std::string> names;
  for (const Shipped& file : examples) {
    if (!is_companion(file)) names.emplace_back(file.name);
  }
  return names;
}

std::vector<Shipped> companions_of(const Shipped& scenario) {
  std::vector<Shipped> files;
  for (const Shipped& file : examples) {
    if (is_companion(file) && scenario.text().find(file.name) != std::string_view::npos)
      files.push_back(file);
  }
  return files;
}

}  // namespace llmtco::app
