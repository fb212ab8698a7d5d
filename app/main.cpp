#include <fmt/format.h>

#include <unistd.h>
#include <csignal>
#include <cstdio>
#include <exception>

#include "cli.h"
#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "text/diagnostics.h"

namespace {

/// Whether a line of progress may stand on the terminal.
volatile std::sig_atomic_t shows_progress = 0;

/// A file half written when Ctrl-C comes has another name than the one asked for; it is removed. The line of progress
/// is wiped, so that the prompt does not stand on it.
void leave(int) {
  llmtco::app::remove_unfinished();
  constexpr char wipe[] = "\r\x1b[K";
  if (shows_progress != 0 && write(STDERR_FILENO, wipe, sizeof wipe - 1) < 0)
    _exit(llmtco::app::ExitCode::interrupted);
  _exit(llmtco::app::ExitCode::interrupted);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace llmtco::app;
  shows_progress = decorated(STDERR_FILENO);
  std::signal(SIGINT, leave);
  try {
    const Parsed parsed = parse(argc, argv);
    if (!parsed.args) return parsed.exit_code;
    return std::visit([](const auto& args) { return execute(args); }, *parsed.args);
  } catch (const llmtco::InputError& error) {
    fmt::print(stderr, "{}", error.what());
    return ExitCode::bad_input;
  } catch (const llmtco::FileError& error) {
    fmt::print(stderr, "llmtco: error: {}\n", error.what());
    return ExitCode::file_error;
  } catch (const std::exception& error) {
    fmt::print(stderr,
               "llmtco: internal error: {}\nThis is a defect of llmtco; please report it with the input.\n",
               error.what());
    return ExitCode::our_bug;
  }
}
