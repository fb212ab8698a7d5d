#include "program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0')
    throw std::runtime_error(std::string(name) + " is not set; run the tests with ctest");
  return value;
}

void redirect(const std::string& path, int flags, int target) {
  const int file = open(path.c_str(), flags, 0600);
  if (file < 0 || dup2(file, target) < 0) _exit(126);
}

/// The child: never returns.
[[noreturn]] void become(const Call& call, const Folder& streams, const std::string& program) {
  redirect(streams / "in", O_RDONLY, STDIN_FILENO);
  redirect(streams / "out", O_WRONLY | O_CREAT, STDOUT_FILENO);
  redirect(streams / "err", O_WRONLY | O_CREAT, STDERR_FILENO);
  if (!call.directory.empty() && chdir(call.directory.c_str()) != 0) _exit(126);
  unsetenv("NO_COLOR");
  setenv("LC_ALL", "C", 1);
  setenv("TERM", "xterm", 1);
  for (const auto& [name, value] : call.environment) setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> args{const_cast<char*>(program.c_str())};
  for (const std::string& arg : call.args) args.push_back(const_cast<char*>(arg.c_str()));
  args.push_back(nullptr);
  execv(program.c_str(), args.data());
  _exit(127);
}

}  // namespace

Ran run(const Call& call) {
  const std::string program = variable("LLMTCO_PROGRAM");
  const Folder streams;
  streams.write("in", call.input);
  const pid_t child = fork();
  if (child == 0) become(call, streams, program);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) throw std::runtime_error("cannot run " + program);
  return {.out = read_text_file(streams / "out"),
          .err = read_text_file(streams / "err"),
          .code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

std::string read_text_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string source_file(const std::string& name) { return variable("LLMTCO_SOURCE_DIR") + "/" + name; }

std::vector<std::string> shipped_scenarios() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(source_file("scenarios")))
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}
