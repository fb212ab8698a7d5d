// Runs a command and writes what it took as one line of JSON: wall time from before it is started until it has ended,
// processor time of user and system in ms, memory at its peak in MB, exit code.
//
//     whole_process FILE COMMAND [ARGUMENT...]
//
// A script cannot say so itself: a process begins with the memory of the one that starts it, which counts in its peak, and a
// script's is more than that of a small command.
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cstdio>
#include <ctime>

namespace {

double milliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

double milliseconds(const timeval& t) {
  return 1e3 * static_cast<double>(t.tv_sec) + 1e-3 * static_cast<double>(t.tv_usec);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const double begin = milliseconds();
  pid_t child = 0;
  if (::posix_spawnp(&child, argv[2], nullptr, nullptr, argv + 2, environ) != 0) {
    std::fprintf(stderr, "%s cannot be run\n", argv[2]);
    return 1;
  }
  int status = 0;
  rusage used{};
  if (::wait4(child, &status, 0, &used) != child) return 1;
  const double wall = milliseconds() - begin;

  std::FILE* out = std::fopen(argv[1], "w");
  if (out == nullptr) return 1;
  std::fprintf(out, "{\"wall\": %.4f, \"processor\": %.4f, \"memory\": %.3f, \"code\": %d}\n", wall,
               milliseconds(used.ru_utime) + milliseconds(used.ru_stime),
               static_cast<double>(used.ru_maxrss) / 1024,
               WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return std::fclose(out) == 0 ? 0 : 1;
}
