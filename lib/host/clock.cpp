#include "host/clock.h"

#include <fmt/chrono.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>

namespace llmtco {
namespace {

double seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}

rusage own_usage() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double seconds(std::chrono::microseconds t) { return static_cast<double>(t.count()) * 1e-6; }

/// Whether no other thread of this program runs or is ready to. The state is the letter behind the name, which
/// stands in parentheses and may hold some.
bool other_threads_sleep() {
  std::error_code failed;
  const std::string self = std::to_string(::gettid());
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", failed)) {
    if (thread.path().filename() == self) continue;
    std::string line;
    std::ifstream stat(thread.path() / "stat");
    std::getline(stat, line);
    const std::size_t name = line.rfind(')');
    if (name != line.npos && line.compare(name, 3, ") R") == 0) return false;
  }
  return true;
}

double own_cpu_seconds() {
  const rusage usage = own_usage();
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double thread_cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double others_cpu_seconds() {
  std::ifstream stat("/proc/stat");
  std::string word;
  double user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft_irq = 0, steal = 0;
  if (!(stat >> word >> user >> nice >> system >> idle >> wait >> irq >> soft_irq >> steal)) return 0;
  const double busy = user + nice + system + irq + soft_irq + steal;
  return busy / static_cast<double>(sysconf(_SC_CLK_TCK)) - own_cpu_seconds();
}

std::optional<double> seconds_without_core() {
  constexpr int tries = 1000;
  constexpr std::chrono::microseconds between(100);
  std::error_code failed;
  int tried = 0;
  while (tried < tries && !other_threads_sleep()) {
    std::this_thread::sleep_for(between);
    ++tried;
  }
  double waited = tried < tries ? 0 : tries * seconds(between);
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", failed)) {
    double ran_ns = 0, waited_ns = 0;
    if (!(std::ifstream(thread.path() / "schedstat") >> ran_ns >> waited_ns)) return std::nullopt;
    waited += waited_ns * 1e-9;
  }
  return failed ? std::nullopt : std::optional<double>(waited);
}

long cores_taken() { return own_usage().ru_nivcsw; }

double load_average() {
  double loads[1];
  return getloadavg(loads, 1) == 1 ? loads[0] : 0;
}

std::string utc_now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

}  // namespace llmtco
