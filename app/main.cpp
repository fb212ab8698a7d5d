#include <fmt/format.h>

#include <unistd.h>
#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <type_traits>

#include "cli.h"
#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "streams.h"
#include "text/characters.h"
#include "text/diagnostics.h"

namespace llmtco::app {
namespace {

/// Whether a line of progress may stand on the terminal.
volatile std::sig_atomic_t shows_progress = 0;

/// A file half written when Ctrl-C comes has another name than the one asked for; it is removed. The line of progress
/// is wiped, so that the prompt does not stand on it.
void leave(int signal) {
  const int code = signal == SIGINT ? ExitCode::interrupted : ExitCode::terminated;
  remove_unfinished();
  constexpr char wipe[] = "\r\x1b[K";
  if (shows_progress != 0 && ::write(STDERR_FILENO, wipe, sizeof wipe - 1) < 0) _exit(code);
  _exit(code);
}

/// Whatever ends the program from outside ends it with a code of its own; a pipe nobody reads from, or a file that may
/// grow no further, is an error of the write.
void take_signals() {
  shows_progress = decorated(STDERR_FILENO);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction now {};
    // A program that was started with a signal ignored, as by nohup, leaves it so.
    if (sigaction(signal, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) std::signal(signal, leave);
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

/// Words about a place of the scenario, by the name it was given: what is written as JSON calls it otherwise.
std::string by_its_name(std::string words, const std::string& name) {
  const std::string other = fmt::format("{}:", scenario_in_json);
  for (std::size_t at = words.find(other); at != words.npos; at = words.find(other, at + name.size() + 1)) {
    const bool whole = at == 0 || words[at - 1] == '\n' || words[at - 1] == ' ';
    if (whole && is_digit(words.substr(at + other.size(), 1).c_str()[0]))
      words.replace(at, other.size(), name + ":");
  }
  return words;
}

template <class T>
int executed(const T& args) {
  if constexpr (std::is_base_of_v<SourceArgs, T>) {
    const std::string name = args.scenario == "-" ? "stdin" : args.scenario;
    try {
      return execute(args);
    } catch (const InputError& error) {
      throw InputError(by_its_name(error.what(), name));
    } catch (const FileError& error) {
      throw FileError(by_its_name(error.what(), name));
    }
  } else {
    return execute(args);
  }
}

int run(int argc, char** argv) {
  const Parsed parsed = parse(argc, argv);
  if (!parsed.args) return parsed.exit_code;
  return std::visit([](const auto& args) { return executed(args); }, *parsed.args);
}

int ending(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const InputError& error) {
    say(error.what());
    return ExitCode::bad_input;
  } catch (const FileError& error) {
    say(fmt::format("llmtco: error: {}\n", displayable(error.what())));
    return ExitCode::file_error;
  } catch (const std::bad_alloc&) {
    say("llmtco: error: there is not enough memory\n");
    return ExitCode::file_error;
  } catch (const std::exception& error) {
    say(fmt::format(
        "llmtco: internal error: {}\nThis is a defect of llmtco; please report it with the input.\n",
        error.what()));
    return ExitCode::our_bug;
  }
}

}  // namespace
}  // namespace llmtco::app

int main(int argc, char** argv) {
  using namespace llmtco::app;
  keep_streams();
  take_signals();
  const int code = ending(argc, argv);
  return words_were_lost() && code != ExitCode::our_bug ? ExitCode::file_error : code;
}
