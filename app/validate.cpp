#include <fmt/format.h>

#include <algorithm>

#include "commands.h"
#include "exit_code.h"
#include "montecarlo/simulate.h"
#include "scenario_file.h"

namespace llmtco::app {
namespace {

/// Says what is wrong with one file, or that it is good. Throws InputError for formulas that leave their
/// range, which show in the draws only, and FileError.
bool is_good(const std::string& scenario, const std::vector<std::string>& set) {
  Diagnostics diagnostics;
  const Study study = read_study(scenario, set, diagnostics);
  fmt::print(stderr, "{}", diagnostics.rendered());
  if (diagnostics.has_errors()) return false;
  simulate(study, {.draws = 1024});
  const std::size_t options = study.options.size(), drawn = study.variables.drawn().size();
  fmt::print("{}: good: {} option{}, {} input{} drawn\n", scenario, options, options == 1 ? "" : "s", drawn,
             drawn == 1 ? "" : "s");
  return true;
}

}  // namespace

/// Every file is checked, whatever is wrong with those before it; a file that cannot be read decides the exit
/// code.
int execute(const ValidateArgs& args) {
  int code = ExitCode::ok;
  for (const std::string& scenario : args.scenarios) {
    try {
      if (!is_good(scenario, args.set)) code = std::max<int>(code, ExitCode::bad_input);
    } catch (const InputError& error) {
      fmt::print(stderr, "{}", error.what());
      code = std::max<int>(code, ExitCode::bad_input);
    } catch (const FileError& error) {
      fmt::print(stderr, "llmtco: error: {}\n", error.what());
      code = ExitCode::file_error;
    }
  }
  return code;
}

}  // namespace llmtco::app
