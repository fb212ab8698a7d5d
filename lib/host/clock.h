#pragma once

#include <string>

namespace llmtco {

/// Seconds of a clock that only moves forward.
double wall_seconds();

/// Processor seconds the calling thread has used.
double thread_cpu_seconds();

/// Processor seconds of all the machine's cores that went to other programs, or to other guests of the host,
/// since some fixed moment; steps of 10 ms. 0 where the system does not tell.
double others_cpu_seconds();

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
