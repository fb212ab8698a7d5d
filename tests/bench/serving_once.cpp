// One load served once by the simulator alone, for the scripts that compare and measure it: processor time, steps and the
// most memory the process has had, as one line of JSON.
//
//     serving_once trace FILE SCHEDULER BLOCKS      requests of a trace on one replica
//     serving_once drawn REQUESTS REPLICAS RATE     drawn ones, round robin
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "middle.h"
#include "serving/fleet.h"
#include "serving/synthetic.h"
#include "serving/trace.h"
#include "text/diagnostics.h"

using namespace llmtco::serving;

namespace {

constexpr StepTime step_time{.t0 = 0.006, .c_pf = 32e-6, .c_attn = 0, .c_dec = 20e-6, .c_kv = 43e-9};

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Peak resident memory in bytes.
long peak_memory() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss * 1024;
}

void report(const Simulation& done, double seconds) {
  fmt::print("{{\"requests\": {}, \"seconds\": {:.9f}, \"steps\": {}, \"events\": {}, \"peak_bytes\": {}}}\n",
             done.outcomes.size(), seconds, done.counts.steps, done.counts.events, peak_memory());
}

/// The median of as many runs as half a second has, at least three.
void of_trace(const std::string& file, const std::string& scheduler, const std::string& blocks) {
  llmtco::Diagnostics diagnostics;
  const Load load = read_trace_file(file, diagnostics);
  EngineSettings settings = settings_of(scheduler_names.from_text(scheduler).value());
  settings.kv_blocks = std::stoll(blocks);
  Simulation done;
  std::vector<double> times;
  const double begin = processor_seconds();
  while (times.size() < 3 || processor_seconds() - begin < 0.5) {
    const double started = processor_seconds();
    done = simulate(load, step_time, settings);
    times.push_back(processor_seconds() - started);
  }
  report(done, llmtco::bench::middle(times).median);
}

void of_drawn(const std::string& requests, const std::string& replicas, const std::string& rate) {
  SyntheticLoad wanted{.requests = std::stoull(requests),
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 844, .cv = 1.31},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = 275, .cv = 0.95}};
  wanted.arrivals.rate = std::stod(rate);
  const double begin = processor_seconds();
  const Load load = synthetic_load(wanted);
  EngineSettings settings = settings_of(SchedulerKind::vllm);
  settings.kv_blocks = 19'500;
  const Simulation done = simulate_fleet(load, step_time, settings, {.replicas = std::stoi(replicas)});
  report(done, processor_seconds() - begin);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 5 ? argv[1] : "";
  if (what == "trace") {
    of_trace(argv[2], argv[3], argv[4]);
  } else if (what == "drawn") {
    of_drawn(argv[2], argv[3], argv[4]);
  } else {
    fmt::print(stderr, "usage: serving_once trace FILE SCHEDULER BLOCKS | drawn REQUESTS REPLICAS RATE\n");
    return 2;
  }
}
