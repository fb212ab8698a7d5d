#pragma once
#include <optional>

#include "serving/summary.h"

namespace llmtco::serving {

/// Tasks of several calls.
struct TaskTimes {
  std::int64_t tasks = 0, completed = 0;  ///< of these: with an answer to every call
  double calls = 0;                       ///< of a task, on average
  Times time;          ///< first call to last answer, pauses between included, of those completed
  double waiting = 0;  ///< share of that time in which a call was with the servers
  double tasks_s = 0;  ///< completed, a second
};

/// Nothing where no request follows another.
std::optional<TaskTimes> task_times(const Load& load, const Simulation& simulation);

}  // namespace llmtco::serving
