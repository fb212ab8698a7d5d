#include <fmt/format.h>

#include "commands.h"
#include "exit_code.h"
#include "montecarlo/simulate.h"
#include "scenario/scenario.h"

namespace llmtco::app {

int execute(const ValidateArgs& args) {
  bool good = true;
  for (const std::string& scenario : args.scenarios) {
    Diagnostics diagnostics;
    const Study study = read_scenario(scenario, args.set, diagnostics);
    fmt::print(stderr, "{}", diagnostics.rendered());
    if (diagnostics.has_errors()) {
      good = false;
      continue;
    }
    simulate(study, {.draws = 1024});  // formulas that leave their range show in the draws
    fmt::print("{}: good: {} option{}, {} input{} drawn\n", scenario, study.options.size(),
               study.options.size() == 1 ? "" : "s", study.variables.drawn().size(),
               study.variables.drawn().size() == 1 ? "" : "s");
  }
  return good ? ExitCode::ok : ExitCode::bad_input;
}

}  // namespace llmtco::app
