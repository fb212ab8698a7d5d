#include "serving/task_times.h"

#include <algorithm>

#include "serving/router.h"

namespace llmtco::serving {

std::optional<TaskTimes> task_times(const Load& load, const Simulation& sim) {
  struct Task {
    Picoseconds end = 0, served = 0;
    bool complete = true;
  };
  if (std::none_of(load.links.begin(), load.links.end(),
                   [](const Link& l) { return l.after != Link::nobody; }))
    return std::nullopt;
  const std::vector<std::uint32_t> first = first_calls(load);
  std::vector<Task> tasks(first.size());
  TaskTimes t;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const Outcome& o = sim.outcomes[i];
    Task& task = tasks[first[i]];
    t.tasks += first[i] == i ? 1 : 0;
    task.complete = task.complete && o.state == Outcome::State::done;
    task.end = std::max(task.end, o.end);
    task.served += o.end - o.arrival;
  }
  std::vector<double> times;
  double all = 0, served = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (first[i] != i || !tasks[i].complete) continue;
    times.push_back(in_seconds(tasks[i].end - sim.outcomes[i].arrival));
    all += times.back();
    served += in_seconds(tasks[i].served);
  }
  t.completed = static_cast<std::int64_t>(times.size());
  t.calls = static_cast<double>(first.size()) / static_cast<double>(t.tasks);
  t.time = times_of(times);
  t.waiting = all > 0 ? served / all : 0;
  const double duration = in_seconds(sim.end - sim.begin);
  t.tasks_s = duration > 0 ? static_cast<double>(t.completed) / duration : 0;
  return t;
}

}  // namespace llmtco::serving
