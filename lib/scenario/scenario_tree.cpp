#include "scenario/scenario_tree.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <vector>

#include "text/proof.h"
#include "yaml/read.h"

namespace llmtco {
namespace {

constexpr std::size_t largest_scenario = 1'000'000;  // bytes; those that ship have at most 3,000

std::string bytes_of_stdin() {
  std::string bytes;
  std::array<char, std::size_t{1} << 16U> chunk;
  while (bytes.size() <= largest_scenario) {
    const ssize_t count = read(STDIN_FILENO, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw FileError("stdin: cannot be read");
    if (count == 0) break;
    bytes.append(chunk.data(), static_cast<std::size_t>(count));
  }
  return bytes;
}

/// What a scenario cannot do without, and what may stand at its top beside them.
const std::vector<std::string> heads = {"scenario", "workload",    "options", "as_of",        "horizon",
                                        "budget",   "variables",   "catalog", "correlations", "objective",
                                        "demand",   "description", "gates"};

/// Whether a path leads over links: who wrote the link may not have been allowed to read what it leads to.
bool is_linked(const std::string& path) {
  std::error_code none;
  const auto target = std::filesystem::canonical(path, none);
  return !none && target != std::filesystem::absolute(path, none).lexically_normal();
}

}  // namespace

std::optional<ScenarioTree> scenario_tree_of(std::string text, const std::string& name, InputFolder folder,
                                             Diagnostics& diagnostics) {
  if (text.size() > largest_scenario) {
    diagnostics.error({name, 0, 0}, "the scenario is larger than 1 MB");
    return std::nullopt;
  }
  auto root = read_text(std::move(text), name, diagnostics);
  if (!root) return std::nullopt;
  return ScenarioTree{*std::move(root), std::move(folder)};
}

std::optional<ScenarioTree> read_scenario_tree(const std::string& path, Diagnostics& diagnostics,
                                               const FileReach& reach) {
  const auto called = [&](const std::string& name) { return reach.called.empty() ? name : reach.called; };
  if (path == "-")
    return scenario_tree_of(bytes_of_stdin(), called("stdin"), InputFolder(".", reach), diagnostics);
  std::string directory = std::filesystem::path(path).parent_path().string();
  if (directory.empty()) directory = ".";
  std::string text = file_bytes(path, largest_scenario);
  if (is_linked(path) && !is_of_kind(text, heads)) {
    diagnostics.error(
        {called(path), 0, 0},
        "this link leads to no scenario: no line there begins with scenario:, workload: or options:");
    return std::nullopt;
  }
  return scenario_tree_of(std::move(text), called(path), InputFolder(std::move(directory), reach),
                          diagnostics);
}

}  // namespace llmtco
