#include <fmt/format.h>

#include "commands.h"
#include "exit_code.h"
#include "flags.h"
#include "output.h"
#include "report/serving.h"
#include "serving/disaggregated.h"
#include "serving/fleet.h"
#include "serving/largest_rate.h"
#include "serving/summary.h"
#include "serving/synthetic.h"
#include "serving/trace.h"
#include "simulated_machine.h"
#include "simulation.h"
#include "streams.h"

namespace llmtco::app {
namespace {

using serving::SyntheticLoad;

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

/// How prompts and answers are split over replicas, where they are.
std::optional<serving::Disaggregation> split_of(const SimulateArgs& args, Flags& flags) {
  const std::optional<double> transfer = seconds_of("--kv-transfer", args.kv_transfer, flags);
  if (!args.prefill_replicas) return std::nullopt;
  if (!args.decode_replicas) flags.complain("--prefill-replicas needs --decode-replicas");
  if (!transfer)
    flags.complain("--prefill-replicas needs --kv-transfer",
                   "bytes of a token over the link's bandwidth, as 2.6 us");
  return serving::Disaggregation{.prefill = *args.prefill_replicas,
                                 .decode = args.decode_replicas.value_or(1),
                                 .router = fleet_of(args).router,
                                 .transfer_per_token = transfer.value_or(0)};
}

std::string title_of(const SimulateArgs& args, const Machine& m, const serving::Load& load) {
  const std::string of = args.trace.empty() ? "drawn" : "of " + args.trace;
  const std::string one = fmt::format(
      "{}\n{} requests {}, {} scheduler, batch {}, {} tokens a step", m.title, load.requests.size(), of,
      serving::scheduler_names.to_text(m.settings.scheduler), m.settings.max_batch, m.settings.token_budget);
  if (args.prefill_replicas) {
    return fmt::format("replicas: {} for prompts, {} for answers; {}", *args.prefill_replicas,
                       args.decode_replicas.value_or(1), one);
  }
  const serving::FleetSettings fleet = fleet_of(args);
  if (fleet.replicas == 1) return one;
  return fmt::format("{} replicas, {}; {}", fleet.replicas, serving::router_names.to_text(fleet.router), one);
}

/// What flags ask for besides the machine.
struct Asked {
  std::optional<SyntheticLoad> drawn;  ///< nothing where a trace is given
  serving::Limits limits;
  std::optional<serving::Disaggregation> split;
};

serving::Simulation served(const serving::Load& load, const Machine& m, const serving::FleetSettings& fleet,
                           const std::optional<serving::Disaggregation>& split) {
  return split ? serving::simulate_disaggregated(load, m.step_time, m.settings, *split)
               : serving::simulate_fleet(load, m.step_time, m.settings, fleet);
}

std::optional<double> capacity_of(const serving::Load& load, const Machine& m,
                                  const serving::FleetSettings& fleet,
                                  const std::optional<serving::Disaggregation>& split) {
  if (split) return serving::disaggregated_capacity(load, m.step_time, m.settings, *split);
  const auto one = serving::capacity(load, m.step_time, m.settings);
  return one ? std::optional(*one * fleet.replicas) : std::nullopt;
}

Asked asked_of(const SimulateArgs& args) {
  Flags flags;
  Asked asked;
  if (args.trace.empty()) asked.drawn = drawn_load(args, flags);
  asked.limits = {seconds_of("--ttft", args.ttft, flags), seconds_of("--tpot", args.tpot, flags),
                  seconds_of("--e2e", args.e2e, flags)};
  asked.split = split_of(args, flags);
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
  if (m.settings.ranks() > 1 && fleet_of(args).router == serving::Router::least_loaded)
    flags.complain(
        "--router least-loaded: replicas of several ranks share requests out among those themselves",
        "use round-robin");
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
  const serving::Simulation simulation = served(load, m, fleet_of(args), asked.split);
  report.rate = serving::offered_rate(load);
  if (report.rate) report.capacity = capacity_of(load, m, fleet_of(args), asked.split);
  std::optional<double> share;
  if (report.rate && report.capacity) share = *report.rate / *report.capacity;
  report.summary = serving::summary(load, simulation, m.settings, asked.limits, share);
  write_all(args, report, load, simulation);
  const bool none = report.summary.completed == 0 || (report.largest && !report.largest->reason.empty());
  return none ? ExitCode::nothing_feasible : ExitCode::ok;
}

}  // namespace llmtco::app
