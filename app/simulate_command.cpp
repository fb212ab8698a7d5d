#include <fmt/format.h>

#include <cmath>

#include "commands.h"
#include "exit_code.h"
#include "flags.h"
#include "output.h"
#include "query.h"
#include "report/serving.h"
#include "serving/fleet.h"
#include "serving/largest_rate.h"
#include "serving/speed_fit.h"
#include "serving/step_time_file.h"
#include "serving/summary.h"
#include "serving/synthetic.h"
#include "serving/trace.h"
#include "simulation.h"
#include "streams.h"
#include "units/units.h"

namespace llmtco::app {
namespace {

using serving::EngineSettings;
using serving::SyntheticLoad;

bool has_placement(const SimulateArgs& args) {
  const PredictArgs& p = args.placement;
  return !p.model.empty() || !p.hardware.empty() || !p.engine.empty() || !p.weights.empty() ||
         !p.parameters.empty();
}

std::optional<double> seconds_of(const char* flag, const std::string& text, Flags& flags) {
  if (text.empty()) return std::nullopt;
  return flags.quantity<Seconds>(flag, text) / second;
}

serving::Lengths lengths_of(const char* flag, const std::string& text, std::optional<double> cv, double mean,
                            Flags& flags) {
  const auto read = serving::parse_lengths(text.empty() ? fmt::format("{:g}", mean) : text, cv.value_or(0));
  if (!read) {
    flags.complain(fmt::format("{}: {} is no length from 1 to 10 million tokens", flag, shown(text)),
                   cv ? "write the mean of a spread" : "write 512, or 400-600 for a range");
  }
  return read.value_or(serving::Lengths{});
}

SyntheticLoad drawn_load(const SimulateArgs& args, Flags& flags) {
  SyntheticLoad load;
  load.requests = args.requests.value_or(10'000);
  load.input = lengths_of("--input", args.input, args.input_cv, 512, flags);
  load.output = lengths_of("--output-tokens", args.output, args.output_cv, 256, flags);
  load.in_flight = args.concurrency.value_or(0);
  load.seed = args.seed.value_or(1);
  load.arrivals.rate = args.rate.value_or(1);
  load.arrivals.hours = args.hours;
  load.arrivals.cv = args.arrival_cv.value_or(2);
  using Kind = serving::Arrivals::Kind;
  load.arrivals.kind = args.arrivals == "gamma"   ? Kind::gamma
                       : args.arrivals == "fixed" ? Kind::fixed
                                                  : Kind::poisson;
  if (args.arrival_cv && args.arrivals != "gamma")
    flags.complain("--arrival-cv: only gamma arrivals have it", "add --arrivals gamma");
  double sum = 0;
  for (const double weight : args.hours) sum += weight;
  if (!args.hours.empty() && !(sum > 0)) flags.complain("--hours: some hour must have a weight above 0");
  if (!args.rate && !args.concurrency && !args.largest_rate)
    flags.complain("how many requests come is not said", "add --rate, --concurrency or --trace");
  return load;
}

/// Times of a trace so that its mean rate is the one that was asked for.
void scale_to(double rate, serving::Load& load) {
  const auto now = serving::offered_rate(load);
  if (!now) return;
  for (serving::Request& r : load.requests)
    r.arrival = serving::in_picoseconds(std::min(serving::in_seconds(r.arrival) * *now / rate, 4e6));
}

/// Settings of the scheduler with what the flags say.
EngineSettings settings_of(const SimulateArgs& args, serving::SchedulerKind kind, Flags& flags) {
  EngineSettings s = serving::settings_of(kind);
  s.max_batch = args.max_batch.value_or(s.max_batch);
  s.token_budget = args.token_budget.value_or(std::max(s.token_budget, args.max_batch ? s.max_batch : 0));
  s.longest_chunk = args.longest_chunk.value_or(s.longest_chunk);
  s.block_size = args.block_size.value_or(s.block_size);
  s.kv_blocks = args.kv_blocks.value_or(s.kv_blocks);
  s.watermark = args.watermark.value_or(s.watermark);
  s.contiguous = args.contiguous.value_or(0);
  s.prefix_cache = args.prefix_cache;
  s.host_per_step = seconds_of("--host-step", args.host_step, flags).value_or(0);
  s.host_per_token = seconds_of("--host-token", args.host_token, flags).value_or(0);
  s.host_per_request = seconds_of("--host-request", args.host_request, flags).value_or(0);
  for (const std::string& complaint : serving::complaints(s)) flags.complain(complaint);
  return s;
}

double mean_length(const serving::Load& load, std::int32_t serving::Request::*length) {
  double sum = 0;
  for (const serving::Request& r : load.requests) sum += r.*length;
  return sum / static_cast<double>(load.requests.size());
}

/// Where the step time and the KV blocks come from, and what is to be said of it.
struct Machine {
  EngineSettings settings;
  serving::StepTime step_time;
  std::optional<serving::SpeedFit> fit;
  std::string title;
  std::vector<std::string> notes;
  std::string reason;  ///< why it does not run
};

Machine placed(const SimulateArgs& args, const serving::Load& load) {
  const Catalog catalog;
  Query query = query_of(args.placement, catalog);
  Flags flags;
  if (query.placement.speculation) flags.complain("--speculation: speculative decoding is not simulated");
  if (!args.placement.calibration.empty()) calibrate(args.placement.calibration, catalog, query);
  const auto named = serving::scheduler_names.from_text(args.scheduler);
  Machine m;
  m.settings = settings_of(args, named.value_or(serving::scheduler_of(query.placement.engine)), flags);
  flags.finish();
  const serving::FitRange range{mean_length(load, &serving::Request::input),
                                mean_length(load, &serving::Request::output)};
  const Replica r = replica(query.placement);
  m.fit = serving::fit_step_time(r, m.settings, range, query.factors);
  m.step_time = m.fit->time;
  m.title =
      fmt::format("{} in {} on {} {} under {}", query.placement.model.name, query.placement.format.id,
                  query.placement.gpus(), query.placement.accelerator.name, query.placement.engine.name);
  const Memory memory = llmtco::memory(query.placement);
  m.reason = !query.refused.empty() ? query.refused : memory.reason;
  if (!args.kv_blocks) {
    const std::int64_t blocks =
        serving::kv_blocks_of(query.placement, m.settings.block_size, range.input + range.output);
    if (blocks == 0 && m.reason.empty()) m.reason = "there is no room for keys and values";
    m.settings.kv_blocks = std::max<std::int64_t>(1, blocks);
    m.notes.push_back(fmt::format("{} KV blocks of {} tokens, by the memory predicted", m.settings.kv_blocks,
                                  m.settings.block_size));
  }
  m.notes.push_back(
      fmt::format("step time: a line through {} steps of the speed model, off by {:.1f} % on average and "
                  "{:.1f} % at most",
                  m.fit->points, 100 * m.fit->mean_error, 100 * m.fit->largest_error));
  return m;
}

Machine machine_of(const SimulateArgs& args, const serving::Load& load) {
  Flags flags;
  if (args.step_time.empty() && !has_placement(args))
    flags.complain("how long a step takes is not said",
                   "add --step-time FILE, or --model, --weights, --hardware and --engine");
  if (!args.step_time.empty() && has_placement(args))
    flags.complain("--step-time and a placement both say how long a step takes", "leave one of them out");
  flags.finish();
  if (args.step_time.empty()) return placed(args, load);
  Diagnostics diagnostics;
  const auto read = serving::read_step_time_file(args.step_time, diagnostics);
  diagnostics.throw_if_errors();
  Machine m;
  m.step_time = *read;
  m.settings = settings_of(
      args, serving::scheduler_names.from_text(args.scheduler).value_or(serving::SchedulerKind::vllm), flags);
  flags.finish();
  m.title = fmt::format("a replica of the step time in {}", args.step_time);
  if (!args.kv_blocks)
    m.notes.push_back(fmt::format("no --kv-blocks: {} of {} tokens, as if there was room for all",
                                  m.settings.kv_blocks, m.settings.block_size));
  return m;
}

serving::Load load_of(const SimulateArgs& args, const std::optional<SyntheticLoad>& drawn) {
  if (drawn) return synthetic_load(*drawn);
  Diagnostics diagnostics;
  serving::Load load = serving::read_trace_file(args.trace, diagnostics);
  diagnostics.throw_if_errors();
  load.in_flight = args.concurrency.value_or(0);
  if (args.rate) scale_to(*args.rate, load);
  return load;
}

void check_outputs(const SimulateArgs& args) {
  for (const std::string* file : {&args.written.file, &args.requests_out, &args.timeline_out}) {
    OutputArgs output;
    output.file = *file;
    require_writable(output);
    if (!file->empty()) keep_inputs(output, {args.trace, args.step_time, args.placement.calibration});
  }
}

serving::FleetSettings fleet_of(const SimulateArgs& args) {
  return {.replicas = args.replicas.value_or(1),
          .router = serving::router_names.from_text(args.router).value_or(serving::Router::round_robin)};
}

std::string title_of(const SimulateArgs& args, const Machine& m, const serving::Load& load) {
  const std::string of = args.trace.empty() ? "drawn" : "of " + args.trace;
  const serving::FleetSettings fleet = fleet_of(args);
  const std::string several = fleet.replicas == 1 ? ""
                                                  : fmt::format("{} replicas, {}, ", fleet.replicas,
                                                                serving::router_names.to_text(fleet.router));
  return several + fmt::format("{}\n{} requests {}, {} scheduler, batch {}, {} tokens a step", m.title,
                               load.requests.size(), of,
                               serving::scheduler_names.to_text(m.settings.scheduler), m.settings.max_batch,
                               m.settings.token_budget);
}

/// What flags ask for besides the machine.
struct Asked {
  std::optional<SyntheticLoad> drawn;  ///< nothing where a trace is given
  serving::Limits limits;
};

Asked asked_of(const SimulateArgs& args) {
  Flags flags;
  Asked asked;
  if (args.trace.empty()) asked.drawn = drawn_load(args, flags);
  asked.limits = {seconds_of("--ttft", args.ttft, flags), seconds_of("--tpot", args.tpot, flags),
                  seconds_of("--e2e", args.e2e, flags)};
  if (args.largest_rate && !asked.limits.ttft && !asked.limits.tpot && !asked.limits.e2e)
    flags.complain("--largest-rate: there is no limit to keep", "add --ttft, --tpot or --e2e");
  flags.finish();
  return asked;
}

void write_all(const SimulateArgs& args, const ServingReport& report, const serving::Load& load,
               const serving::Simulation& simulation) {
  if (!args.requests_out.empty())
    write_file(args.requests_out, serving_requests_csv(load, simulation.outcomes));
  if (!args.timeline_out.empty()) write_file(args.timeline_out, serving_timeline_csv(simulation.timeline));
  write(args.written, args.written.format == "json"
                          ? serving_json(report)
                          : serving_text(report, simulation.timeline, style_of(args.written)));
}

}  // namespace

int execute(const SimulateArgs& args) {
  check_outputs(args);
  Asked asked = asked_of(args);
  serving::Load load = load_of(args, asked.drawn);
  const Machine m = machine_of(args, load);
  Flags flags;
  for (const std::string& complaint : serving::complaints(load, m.settings)) flags.complain(complaint);
  flags.finish();
  if (!m.reason.empty()) {
    say(fmt::format("llmtco: {} does not run: {}\n", m.title, m.reason));
    return ExitCode::nothing_feasible;
  }
  ServingReport report;
  report.title = title_of(args, m, load);
  report.settings = m.settings;
  report.step_time = m.step_time;
  report.fit = m.fit;
  report.limits = asked.limits;
  report.notes = m.notes;
  if (args.largest_rate) {
    const serving::Service service{.limits = asked.limits, .share = args.share.value_or(0.99)};
    report.largest = serving::largest_rate(*asked.drawn, m.step_time, m.settings, service);
    asked.drawn->arrivals.rate = std::max(report.largest->rate, 1e-3);
    load = synthetic_load(*asked.drawn);
  }
  const serving::FleetSettings fleet = fleet_of(args);
  const serving::Simulation simulation = serving::simulate_fleet(load, m.step_time, m.settings, fleet);
  report.rate = serving::offered_rate(load);
  if (report.rate) report.capacity = serving::capacity(load, m.step_time, m.settings);
  if (report.capacity) *report.capacity *= fleet.replicas;
  std::optional<double> share;
  if (report.rate && report.capacity) share = *report.rate / *report.capacity;
  report.summary = serving::summary(load, simulation, m.settings, asked.limits, share);
  write_all(args, report, load, simulation);
  const bool none = report.summary.completed == 0 || (report.largest && !report.largest->reason.empty());
  return none ? ExitCode::nothing_feasible : ExitCode::ok;
}

}  // namespace llmtco::app
