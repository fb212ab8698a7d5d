#include "host/cores_lost.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>

namespace llmtco {
namespace {

constexpr std::chrono::microseconds between_looks(100);
constexpr int most_looks = 1000;

/// Folders of this program's threads, by their numbers.
std::vector<std::filesystem::path> own_threads() {
  std::error_code failed;
  std::vector<std::filesystem::path> found;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", failed))
    found.push_back(thread.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// Whether a thread runs or is ready to: R behind its name, which stands in parentheses and may hold some.
bool is_ready(const std::filesystem::path& thread) {
  std::ifstream stat(thread / "stat");
  std::string line;
  std::getline(stat, line);
  const std::size_t name = line.rfind(')');
  return name != line.npos && line.compare(name, 3, ") R") == 0;
}

}  // namespace

CoresLost cores_lost() {
  const std::vector<std::filesystem::path> threads = own_threads();
  const std::string self = std::to_string(::gettid());
  const auto waits = [&](const auto& thread) { return thread.filename() != self && is_ready(thread); };
  int looks = 0;
  while (looks < most_looks && std::any_of(threads.begin(), threads.end(), waits)) {
    std::this_thread::sleep_for(between_looks);
    ++looks;
  }
  CoresLost lost;
  for (const std::filesystem::path& thread : threads) {
    double ran_ns = 0, waited_ns = 0;
    if (!(std::ifstream(thread / "schedstat") >> ran_ns >> waited_ns))
      return {.waited_s = {}, .taken = lost.taken};
    const double still = waits(thread) ? 1e-6 * most_looks * static_cast<double>(between_looks.count()) : 0;
    lost.waited_s.push_back(waited_ns * 1e-9 + still);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  lost.taken = usage.ru_nivcsw;
  return lost;
}

std::optional<double> longest_wait(const CoresLost& before, const CoresLost& after) {
  if (before.waited_s.empty() || before.waited_s.size() != after.waited_s.size()) return std::nullopt;
  double longest = 0;
  for (std::size_t i = 0; i < after.waited_s.size(); ++i)
    longest = std::max(longest, after.waited_s[i] - before.waited_s[i]);
  return longest;
}

}  // namespace llmtco
