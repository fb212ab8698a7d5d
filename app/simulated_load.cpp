#include "simulated_load.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "serving/capacity.h"
#include "serving/trace.h"
#include "simulated_machine.h"

namespace llmtco::app {
namespace {

using serving::AgentLoad;

serving::Lengths lengths_of(const char* flag, const std::string& text, std::optional<double> cv, double mean,
                            Flags& flags) {
  const auto read = serving::parse_lengths(text.empty() ? fmt::format("{:g}", mean) : text, cv.value_or(0));
  if (!read) {
    flags.complain(fmt::format("{}: {} is no length from 1 to 10 million tokens", flag, shown(text)),
                   cv ? "write the mean of a spread" : "write 512, or 400-600 for a range");
  }
  return read.value_or(serving::Lengths{});
}

serving::Lengths calls_of(const std::string& text, Flags& flags) {
  constexpr double most = 10'000;
  const auto read = serving::parse_lengths(text);
  if (!read || std::max(read->mean, read->high) > most)
    flags.complain(fmt::format("--calls: {} is no number of calls from 1 to 10,000", shown(text)),
                   "write 5, or 3-8");
  return read.value_or(serving::Lengths{});
}

/// Weights of the hours of a day, a week, or of a day times those of the days.
std::vector<double> weights_of(const SimulateArgs& args, Flags& flags) {
  const auto check = [&](const char* flag, const std::vector<double>& weights, const char* must, bool right) {
    if (weights.empty()) return;
    if (!right) flags.complain(fmt::format("{}: {} weights, it must be {}", flag, weights.size(), must));
    if (!(std::accumulate(weights.begin(), weights.end(), 0.0) > 0))
      flags.complain(fmt::format("{}: some weight must be above 0", flag));
  };
  const std::size_t hours = args.hours.size(), days = args.days.size();
  check("--hours", args.hours, "24 of a day, or 168 of a week", hours == 24 || hours == 168);
  check("--days", args.days, "7, from Monday", days == 7);
  if (hours == 168 && days > 0)
    flags.complain("--days: the 168 weights of --hours hold those of the days already");
  if (days == 0) return args.hours;
  std::vector<double> week;
  for (const double day : args.days) {
    for (std::size_t hour = 0; hour < 24; ++hour) week.push_back(day * (hours == 24 ? args.hours[hour] : 1));
  }
  return week;
}

serving::Arrivals arrivals_of(const SimulateArgs& args, Flags& flags) {
  using Kind = serving::Arrivals::Kind;
  if (args.arrival_cv && args.arrivals != "gamma")
    flags.complain("--arrival-cv: only gamma arrivals have it", "add --arrivals gamma");
  if (!args.rate && !args.concurrency && !args.largest_rate)
    flags.complain("how many requests come is not said", "add --rate, --concurrency or --trace");
  return {.kind = args.arrivals == "gamma"   ? Kind::gamma
                  : args.arrivals == "fixed" ? Kind::fixed
                                             : Kind::poisson,
          .rate = args.rate.value_or(1),
          .cv = args.arrival_cv.value_or(2),
          .hours = weights_of(args, flags)};
}

void read_tasks(const SimulateArgs& args, AgentLoad& load, Flags& flags) {
  const TaskArgs& t = args.tasks;
  const bool pauses = !t.tool_time.empty() || !t.think.empty();
  if (t.pause_cv && !pauses) flags.complain("--pause-cv: there are no pauses", "add --tool-time or --think");
  if (t.shared_prefix && !args.prefix_cache)
    flags.complain("--shared-prefix: nothing is found again without a cache", "add --prefix-cache");
  load.common = t.shared_prefix.value_or(0);
  if (t.calls.empty()) return;
  load.calls = calls_of(t.calls, flags);
  if (!t.growth.empty()) load.growth = lengths_of("--context-growth", t.growth, {}, 0, flags);
  load.pause = time_of("--tool-time", t.tool_time, flags).value_or(0);
  load.pause_cv = t.pause_cv.value_or(0);
}

/// Times of a trace so that its mean rate is the one that was asked for.
void scale_to(double rate, serving::Load& load) {
  const auto now = serving::offered_rate(load);
  if (!now) return;
  for (serving::Request& r : load.requests)
    r.arrival = serving::in_picoseconds(std::min(serving::in_seconds(r.arrival) * *now / rate, 4e6));
}

}  // namespace

std::optional<AgentLoad> drawn_load(const SimulateArgs& args, Flags& flags) {
  AgentLoad load;
  load.tasks.requests = args.requests.value_or(10'000);
  load.tasks.input = lengths_of("--input", args.input, args.input_cv, 512, flags);
  load.tasks.output = lengths_of("--output-tokens", args.output, args.output_cv, 256, flags);
  load.tasks.in_flight = args.concurrency.value_or(0);
  load.tasks.seed = args.seed.value_or(1);
  time_of("--think", args.tasks.think, flags);
  time_of("--stagger", args.tasks.stagger, flags);
  if (!args.trace.empty()) return std::nullopt;
  load.tasks.arrivals = arrivals_of(args, flags);
  read_tasks(args, load, flags);
  return load;
}

serving::Load load_of(const SimulateArgs& args, const std::optional<AgentLoad>& drawn) {
  serving::Load load;
  if (drawn) {
    load = args.tasks.calls.empty() ? synthetic_load(drawn->tasks) : agent_load(*drawn);
  } else {
    Diagnostics diagnostics;
    load = serving::read_trace_file(args.trace, diagnostics);
    diagnostics.throw_if_errors();
    load.in_flight = args.concurrency.value_or(0);
    if (args.rate) scale_to(*args.rate, load);
  }
  Flags none;
  const double stagger = time_of("--stagger", args.tasks.stagger, none).value_or(0),
               think = time_of("--think", args.tasks.think, none).value_or(0);
  if (load.in_flight > 0 && (stagger > 0 || think > 0))
    serving::add_pauses(load, stagger, think, args.tasks.pause_cv.value_or(0), args.seed.value_or(1));
  return load;
}

/// In whole blocks, of 16 tokens at least, as vLLM has them.
void name_shared(const SimulateArgs& args, int block_size, serving::Load& load) {
  if (!args.trace.empty() || (args.tasks.calls.empty() && !args.tasks.shared_prefix)) return;
  serving::name_parts(load, block_size * ((15 + block_size) / block_size),
                      args.tasks.shared_prefix.value_or(0));
}

}  // namespace llmtco::app
