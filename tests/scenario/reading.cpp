#include "reading.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "deployment/each_input.h"
#include "scenario/scenario.h"
#include "text/diagnostics.h"
#include "walk.h"

namespace llmtco {

std::string small_scenario(const std::string& input_tokens, const std::string& rest) {
  return "scenario: A test\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n  chat:\n    requests: "
         "1M/month\n    input_tokens: " +
         input_tokens + "\n    output_tokens: 300\n" + rest +
         "options:\n  hosted: {kind: api, endpoint: openai/gpt-4o}\n";
}

Study good_study(const std::string& text, const std::vector<std::string>& overrides,
                 const std::string& directory) {
  Diagnostics diagnostics;
  Study study = read_scenario_text(text, "s.yaml", directory, overrides, diagnostics);
  INFO(diagnostics.rendered());
  REQUIRE_FALSE(diagnostics.has_errors());
  for_each_input(study.demand, study.options, [](const auto& input) { REQUIRE(input.origin != no_origin); });
  return study;
}

std::vector<std::string> shipped_scenarios() {
  namespace fs = std::filesystem;
  std::vector<std::string> all;
  for (const auto& entry : fs::directory_iterator(fs::path(std::getenv("LLMTCO_SOURCE_DIR")) / "scenarios"))
    if (entry.path().extension() == ".yaml") all.push_back(entry.path().string());
  std::sort(all.begin(), all.end());
  return all;
}

Study shipped_study(const std::string& path) {
  Diagnostics diagnostics;
  Study study = read_scenario(path, {}, diagnostics);
  INFO(diagnostics.rendered());
  REQUIRE_FALSE(diagnostics.has_errors());
  return study;
}

std::string complaints(const std::string& text, const std::vector<std::string>& overrides,
                       const std::string& directory) {
  Diagnostics diagnostics;
  read_scenario_text(text, "s.yaml", directory, overrides, diagnostics);
  std::string out;
  for (const Diagnostic& d : diagnostics.sorted()) {
    if (d.severity != Diagnostic::Severity::error) continue;
    out += to_text(d.location) + ": " + d.message + (d.hint.empty() ? "" : "; " + d.hint) + "\n";
  }
  return out;
}

Result answer(const std::string& text, const std::vector<std::string>& overrides,
              const std::string& directory) {
  return simulate(good_study(text, overrides, directory), {.draws = 4096, .latency = Server::steady});
}

Result simulated_answer(const std::string& text, const std::vector<std::string>& overrides,
                        const std::string& directory) {
  return simulate(good_study(text, overrides, directory), {.draws = 4096});
}

Settings walked(std::size_t draws) {
  Settings settings{.draws = draws};
  if (Walk::shortened) settings.latency = Server::steady;
  return settings;
}

const OptionResult& option(const Result& result, const std::string& name) {
  const OptionResult* found = result.option(name);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace llmtco
