#include "simulated_fleet.h"

#include <fmt/format.h>

#include "serving/capacity.h"
#include "simulated_machine.h"
#include "text/number.h"

namespace llmtco::app {
namespace {

using serving::Autoscaling;

std::optional<serving::Disaggregation> split_of(const FleetArgs& args, serving::Router router, Flags& flags) {
  const std::optional<double> transfer = seconds_of("--kv-transfer", args.kv_transfer, flags);
  if (!args.prefill_replicas) return std::nullopt;
  if (!args.decode_replicas) flags.complain("--prefill-replicas needs --decode-replicas");
  if (!transfer)
    flags.complain("--prefill-replicas needs --kv-transfer",
                   "bytes of a token over the link's bandwidth, as 2.6 us");
  return serving::Disaggregation{.prefill = *args.prefill_replicas,
                                 .decode = args.decode_replicas.value_or(1),
                                 .router = router,
                                 .transfer_per_token = transfer.value_or(0)};
}

/// "1-8".
void read_bounds(const std::string& text, Autoscaling& into, Flags& flags) {
  constexpr std::int64_t most = 4096;
  const std::size_t dash = text.find('-', 1);
  const auto whole = [&](const std::string& word) -> std::int64_t {
    const auto read = integer_in(word);
    const auto* value = std::get_if<std::int64_t>(&read);
    return value != nullptr && *value >= 0 && *value <= most ? *value : -1;
  };
  const std::int64_t low = dash == std::string::npos ? -1 : whole(text.substr(0, dash));
  const std::int64_t high = dash == std::string::npos ? -1 : whole(text.substr(dash + 1));
  if (low < 0 || high < 1 || low > high) {
    flags.complain(
        fmt::format("--autoscale: {} is not the fewest and the most replicas, 0 to {}", shown(text), most),
        "write 1-8");
    return;
  }
  into.least = static_cast<int>(low);
  into.most = static_cast<int>(high);
}

std::optional<Autoscaling> autoscaling_of(const FleetArgs& args, Flags& flags) {
  Autoscaling rules;
  rules.interval = time_of("--check-interval", args.check_interval, flags).value_or(rules.interval);
  rules.scale_down_delay =
      time_of("--scale-down-delay", args.scale_down_delay, flags).value_or(rules.scale_down_delay);
  rules.keep_warm = time_of("--keep-warm", args.keep_warm, flags).value_or(rules.scale_down_delay);
  if (args.autoscale.empty()) return std::nullopt;
  read_bounds(args.autoscale, rules, flags);
  rules.signal = serving::signal_names.from_text(args.scale_on).value_or(Autoscaling::Signal::in_flight);
  if (rules.interval < 1e-3) flags.complain("--check-interval: it must be 1 ms or more");
  if (!args.target)
    flags.complain("--autoscale: how many requests a replica should have is not said", "add --target, as 20");
  if (args.keep_warm.size() > 0 && rules.least > 0)
    flags.complain("--keep-warm: only a fleet that may go to zero has it",
                   "write --autoscale 0-" + std::to_string(rules.most));
  rules.target = args.target.value_or(1);
  return rules;
}

std::string title_of(const serving::FleetSettings& fleet, const SimulateArgs& args) {
  std::string text;
  if (fleet.autoscaling) {
    const Autoscaling& a = *fleet.autoscaling;
    text = fmt::format("{} to {} replicas, one for every {:g} requests {}", a.least, a.most, a.target,
                       a.signal == Autoscaling::Signal::queued ? "that wait" : "in flight");
  } else if (fleet.replicas > 1 || fleet.changes() || fleet.spare > 0) {
    text = fmt::format("{} replica{}", fleet.replicas, fleet.replicas == 1 ? "" : "s");
  }
  if (text.empty()) return text;
  if (fleet.spare > 0) text += fmt::format(" and {} spare", fleet.spare);
  if (args.fleet.evictions) text += fmt::format(", each evicted {:g} times an hour", *args.fleet.evictions);
  return fmt::format("{}, {}", text, serving::router_names.to_text(fleet.router));
}

}  // namespace

SimulatedFleet fleet_of(const SimulateArgs& all, Flags& flags) {
  const FleetArgs& args = all.fleet;
  SimulatedFleet fleet;
  serving::FleetSettings& s = fleet.settings;
  s.replicas = args.replicas.value_or(1);
  s.spare = args.spare.value_or(0);
  s.router = serving::router_names.from_text(args.router).value_or(serving::Router::round_robin);
  s.autoscaling = autoscaling_of(args, flags);
  const auto start_up = time_of("--start-up", args.start_up, flags);
  s.start_up = start_up.value_or(0);
  s.evictions.per_hour = args.evictions.value_or(0);
  s.evictions.notice = time_of("--notice", args.notice, flags).value_or(30);
  s.evictions.seed = all.seed.value_or(1);
  if (!start_up && s.changes())
    flags.complain("how long a replica takes to start is not said", "add --start-up, as 90 s");
  if (start_up && !s.changes())
    flags.complain("--start-up: no replica starts", "add --autoscale or --evictions");
  fleet.split = split_of(args, s.router, flags);
  if (s.autoscaling)
    fleet.notes.push_back(
        fmt::format("checks every {:g} s; replicas go when fewer would have done for {:g} s",
                    s.autoscaling->interval, s.autoscaling->scale_down_delay));
  if (args.evictions)
    fleet.notes.push_back(fmt::format("{:g} s of notice before an eviction", s.evictions.notice));
  fleet.title = fleet.split ? fmt::format("replicas: {} for prompts, {} for answers", fleet.split->prefill,
                                          fleet.split->decode)
                            : title_of(s, all);
  return fleet;
}

serving::Simulation served(const serving::Load& load, const serving::StepTime& step_time,
                           const serving::EngineSettings& settings, const SimulatedFleet& fleet) {
  return fleet.split ? serving::simulate_disaggregated(load, step_time, settings, *fleet.split)
                     : serving::simulate_fleet(load, step_time, settings, fleet.settings);
}

std::optional<double> capacity_of(const serving::Load& load, const serving::StepTime& step_time,
                                  const serving::EngineSettings& settings, const SimulatedFleet& fleet,
                                  const serving::Counts& found) {
  if (fleet.split) return serving::disaggregated_capacity(load, step_time, settings, *fleet.split);
  std::optional<double> one;
  if (settings.prefix_cache && !load.links.empty() && found.input_tokens > 0) {
    const double hits = static_cast<double>(found.hit_tokens) / static_cast<double>(found.input_tokens);
    one = serving::capacity(serving::with_hits(load, hits), step_time, settings);
  } else {
    one = serving::capacity(load, step_time, settings);
  }
  return one ? std::optional(*one * fleet.settings.most()) : std::nullopt;
}

}  // namespace llmtco::app
