#include "streams.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "text/diagnostics.h"
#include "text/plain.h"

namespace llmtco::app {
namespace {

bool lost = false;

/// 0, or the errno of what went wrong.
int written(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count == 0 ? EIO : errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace

void keep_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    // Opened the wrong way round, so that using it fails as it would have.
    const int other = ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (other >= 0 && other != stream) ::close(other);
  }
}

void say(std::string_view words) { lost = written(STDERR_FILENO, plain_lines(words)) != 0 || lost; }

void show_progress(std::string_view line) { written(STDERR_FILENO, line); }

bool words_were_lost() { return lost; }

void write_out(std::string_view data) {
  const int wrong = written(STDOUT_FILENO, data);
  if (wrong != 0) throw FileError(fmt::format("cannot write to stdout: {}", std::strerror(wrong)));
}

}  // namespace llmtco::app
