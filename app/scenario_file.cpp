#include "scenario_file.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "output.h"
#include "shipped.h"
#include "text/closest.h"
#include "text/diagnostics.h"
#include "yaml/read.h"

namespace llmtco::app {
namespace {

/// A folder with the files that shipped scenarios name, as they would stand beside them; gone when the
/// program ends.
class CompanionFolder {
 public:
  ~CompanionFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  CompanionFolder() = default;
  CompanionFolder(const CompanionFolder&) = delete;
  CompanionFolder& operator=(const CompanionFolder&) = delete;

  const std::string& with(const std::vector<Shipped>& files) {
    if (path_.empty()) {
      path_ = (std::filesystem::temp_directory_path() / "llmtco-XXXXXX").string();
      if (mkdtemp(path_.data()) == nullptr)
        throw FileError(std::string("cannot make a folder: ") + std::strerror(errno));
    }
    for (const Shipped& file : files) write_file(path_ + "/" + file.name, std::string(file.text()));
    return path_;
  }

 private:
  std::string path_;
};

std::string folder_of(const Shipped& scenario) {
  static CompanionFolder folder;
  const std::vector<Shipped> files = companions_of(scenario);
  return files.empty() ? "." : folder.with(files);
}

/// A file; where it is missing and its name is nearly that of a shipped scenario, that is said.
std::optional<ScenarioTree> file_tree(const std::string& scenario, Diagnostics& diagnostics) {
  try {
    return read_scenario_tree(scenario, diagnostics);
  } catch (const FileError& error) {
    const bool bare = scenario.find_first_of("./") == std::string::npos;
    const std::string hint = bare ? did_you_mean(scenario, shipped_names()) : "";
    if (hint.empty()) throw;
    throw FileError(std::string(error.what()) + "; " + hint);
  }
}

}  // namespace

std::optional<ScenarioTree> scenario_tree(const std::string& scenario, Diagnostics& diagnostics) {
  const Shipped* shipped = shipped_scenario(scenario);
  std::error_code ignored;
  if (shipped == nullptr || std::filesystem::exists(scenario, ignored))
    return file_tree(scenario, diagnostics);
  auto root = read_text(std::string(shipped->text()), scenario, diagnostics);
  if (!root) return std::nullopt;
  return ScenarioTree{*std::move(root), folder_of(*shipped)};
}

Study read_study(const std::string& scenario, const std::vector<std::string>& overrides,
                 Diagnostics& diagnostics) {
  const auto tree = scenario_tree(scenario, diagnostics);
  const auto changed = tree ? with_overrides(*tree, overrides, diagnostics) : std::nullopt;
  return changed ? study_of(*changed, diagnostics) : Study();
}

}  // namespace llmtco::app
