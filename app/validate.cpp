#include <fmt/format.h>

#include <algorithm>

#include "commands.h"
#include "exit_code.h"
#include "montecarlo/draws_check.h"
#include "scenario_file.h"
#include "streams.h"
#include "text/characters.h"
#include "text/plain.h"

namespace llmtco::app {
namespace {

/// Says what is wrong with one file, or that it is good. Throws InputError for formulas that leave their
/// range, which show in the draws only, and FileError.
bool is_good(const SourceArgs& args) {
  Diagnostics diagnostics;
  const Study study = read_study(args, {}, diagnostics);
  say(diagnostics.rendered());
  if (diagnostics.has_errors()) return false;
  check_draws(study);
  const std::size_t options = study.options.size(), drawn = study.variables.drawn().size();
  write_out(
      without_commands(fmt::format("{}: good: {} option{}, {} input{} drawn\n", displayable(args.scenario),
                                   options, options == 1 ? "" : "s", drawn, drawn == 1 ? "" : "s")));
  return true;
}

}  // namespace

/// Every file is checked, whatever is wrong with those before it; a file that cannot be read decides the exit
/// code.
int execute(const ValidateArgs& args) {
  int code = ExitCode::ok;
  for (const std::string& scenario : args.scenarios) {
    try {
      SourceArgs one = args;
      one.scenario = scenario;
      if (!is_good(one)) code = std::max<int>(code, ExitCode::bad_input);
    } catch (const InputError& error) {
      say(error.what());
      code = std::max<int>(code, ExitCode::bad_input);
    } catch (const FileError& error) {
      say(fmt::format("llmtco: error: {}\n", error.what()));
      code = ExitCode::file_error;
    }
  }
  return code;
}

}  // namespace llmtco::app
