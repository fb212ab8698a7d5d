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

/// A file half written when Ctrl-C comes has another name than the one asked for; it is removed.
void leave(int) {
  llmtco::app::remove_unfinished();
  _exit(llmtco::app::ExitCode::interrupted);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace llmtco::app;
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
