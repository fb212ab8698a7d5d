#include <fmt/format.h>

#include "commands.h"
#include "exit_code.h"
#include "flags.h"
#include "output.h"
#include "report/serving.h"
#include "serving/largest_rate.h"
#include "serving/summary.h"
#include "serving/task_times.h"
#include "simulated_curve.h"
#include "simulated_fleet.h"
#include "simulated_load.h"
#include "simulated_machine.h"
#include "simulation.h"
#include "streams.h"

namespace llmtco::app {
namespace {

void check_outputs(const SimulateArgs& args) {
  for (const std::string* file : {&args.written.file, &args.requests_out, &args.timeline_out}) {
    OutputArgs output;
    output.file = *file;
    require_writable(output);
    if (!file->empty()) keep_inputs(output, {args.trace, args.step_time, args.placement.calibration});
  }
}

std::string title_of(const SimulateArgs& args, const Machine& m, const serving::Load& load,
                     const SimulatedFleet& fleet) {
  const std::string of = args.trace.empty() ? "drawn" : "of " + args.trace;
  const std::string one = fmt::format(
      "{}\n{} requests {}, {} scheduler, batch {}, {} tokens a step", m.title, load.requests.size(), of,
      serving::scheduler_names.to_text(m.settings.scheduler), m.settings.max_batch, m.settings.token_budget);
  return fleet.title.empty() ? one : fleet.title + "; " + one;
}

/// What flags ask for besides the machine.
struct Asked {
  std::optional<serving::AgentLoad> drawn;  ///< nothing where a trace is given
  serving::Limits limits;
  SimulatedFleet fleet;
};

Asked asked_of(const SimulateArgs& args) {
  Flags flags;
  Asked asked;
  asked.drawn = drawn_load(args, flags);
  asked.limits = {seconds_of("--ttft", args.ttft, flags), seconds_of("--tpot", args.tpot, flags),
                  seconds_of("--e2e", args.e2e, flags)};
  asked.fleet = fleet_of(args, flags);
  if (args.largest_rate && !asked.limits.ttft && !asked.limits.tpot && !asked.limits.e2e)
    flags.complain("--largest-rate: there is no limit to keep", "add --ttft, --tpot or --e2e");
  if (args.plot && args.concurrency)
    flags.complain(
        "--plot: --concurrency has no rate to draw times against: answers decide when requests come",
        "use --rate");
  flags.finish();
  return asked;
}

void write_all(const SimulateArgs& args, const ServingReport& report, const serving::Load& load,
               const serving::Simulation& simulation) {
  if (!args.requests_out.empty())
    write_file(args.requests_out, serving_requests_csv(load, simulation.outcomes));
  if (!args.timeline_out.empty()) write_file(args.timeline_out, serving_timeline_csv(simulation));
  if (args.written.format == "json") return write(args.written, serving_json(report));
  std::string text = serving_text(report, simulation, style_of(args.written));
  if (args.plot) text += "\n" + load_plot(report, screen_style_of(args.written));
  write(args.written, text);
}

}  // namespace

int execute(const SimulateArgs& args) {
  check_outputs(args);
  Asked asked = asked_of(args);
  serving::Load load = load_of(args, asked.drawn);
  const Machine m = machine_of(args, load);
  name_shared(args, m.settings.block_size, load);
  Flags flags;
  for (const std::string& complaint : serving::complaints(load, m.settings)) flags.complain(complaint);
  if (m.settings.ranks() > 1 && serving::side_by_side(load, asked.fleet.settings))
    flags.complain(
        "replicas of several ranks share requests out among those themselves: they neither come and go, nor "
        "are they chosen by load, nor do their calls wait for each other",
        "leave out --pipeline and --attention-data, or --autoscale, --evictions, --calls and --router");
  flags.finish();
  if (!m.reason.empty()) {
    say(fmt::format("llmtco: {} does not run: {}\n", m.title, m.reason));
    return ExitCode::nothing_feasible;
  }
  ServingReport report;
  report.title = title_of(args, m, load, asked.fleet);
  report.settings = m.settings;
  report.step_time = m.step_time;
  report.fit = m.fit;
  report.limits = asked.limits;
  report.notes = m.notes;
  report.notes.insert(report.notes.end(), asked.fleet.notes.begin(), asked.fleet.notes.end());
  if (args.largest_rate) {
    const serving::Service service{.limits = asked.limits, .share = args.share.value_or(0.99)};
    report.largest = serving::largest_rate(asked.drawn->tasks, m.step_time, m.settings, service);
    asked.drawn->tasks.arrivals.rate = std::max(report.largest->rate, 1e-3);
    load = synthetic_load(asked.drawn->tasks);
  }
  const serving::Simulation simulation = served(load, m.step_time, m.settings, asked.fleet);
  report.rate = serving::offered_rate(load);
  if (report.rate)
    report.capacity = capacity_of(load, m.step_time, m.settings, asked.fleet, simulation.counts);
  if (report.rate) report.busiest_hour = serving::busiest_hour(simulation.outcomes);
  std::optional<double> share;
  if (report.rate && report.capacity) share = *report.rate / *report.capacity;
  report.summary = serving::summary(load, simulation, m.settings, asked.limits, share);
  report.life = simulation.life;
  report.tasks = serving::task_times(load, simulation);
  report.curve_asked = args.plot;
  if (args.plot) report.curve = curve_of({args, asked.drawn, load, m, asked.fleet, report});
  write_all(args, report, load, simulation);
  const bool none = report.summary.completed == 0 || (report.largest && !report.largest->reason.empty());
  return none ? ExitCode::nothing_feasible : ExitCode::ok;
}

}  // namespace llmtco::app
