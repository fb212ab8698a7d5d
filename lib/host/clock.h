#pragma once

#include <optional>
#include <string>

namespace llmtco {

/// Seconds of a clock that only moves forward.
double wall_seconds();

/// Processor seconds the calling thread has used.
double thread_cpu_seconds();

/// Processor seconds of all the machine's cores that went to other programs, or to other guests of the host,
/// since some fixed moment; steps of 10 ms. 0 where the system does not tell.
double others_cpu_seconds();

/// Seconds in which threads of this program were ready to run and had no core, all that live now together,
/// since they began (Linux: the second number of /proc/self/task/*/schedstat). Waking up on an idle core counts
/// too, some microseconds. The system counts a wait when it ends, so this one waits for the other threads to
/// sleep; one that has not got to it within 0.1 s is counted with these. Nothing where the system does not tell.
std::optional<double> seconds_without_core();

/// How often the system took the core from a thread of this program that would have run on.
long cores_taken();

/// Average number of runnable threads over the last minute; 0 where the system does not tell.
double load_average();

/// "2026-11-22T12:09:00Z"
std::string utc_now();

/// Seconds of f(). For one thread the lesser of wall and processor time, so that losing the core to another
/// program is not counted; for several, wall time.
template <class F>
double seconds_of(int threads, F&& f) {
  const double cpu = thread_cpu_seconds();
  const double wall = wall_seconds();
  f();
  const double wall_used = wall_seconds() - wall;
  const double cpu_used = thread_cpu_seconds() - cpu;
  return threads == 1 && cpu_used < wall_used ? cpu_used : wall_used;
}

}  // namespace llmtco
