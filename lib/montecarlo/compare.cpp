#include "montecarlo/compare.h"

#include "montecarlo/run.h"

namespace llmtco {

ScenarioComparison compare(const Study& base, const Study& changed, const std::vector<std::string>& changes,
                           const Settings& settings) {
  RunResult both = run({.studies = {&base, &changed}, .pairs = {{.base = 0, .changed = 1}}}, settings);
  return {.changes = changes,
          .base = std::move(both.results[0]),
          .changed = std::move(both.results[1]),
          .options = std::move(both.differences[0])};
}

}  // namespace llmtco
