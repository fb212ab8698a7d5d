#include "report/notes.h"

#include <fmt/format.h>

#include "measures/list.h"
#include "report/numbers.h"
#include "report/spread.h"

namespace llmtco {

namespace {

/// "replicas: 1.52, in 9 of 10 draws 1 to 2.42; busy 9.2 % of the time"
std::string fleet_note(const OptionResult& option) {
  const Statistics& replicas = *option.find(measures::replicas);
  std::string text = "replicas: " + count(replicas.mean.value);
  if (!is_fixed(replicas))
    text += fmt::format(", in 9 of 10 draws {} to {}", count(replicas.p5.value), count(replicas.p95.value));
  if (const Statistics* load = option.find(measures::load))
    text += fmt::format("; busy {} of the time", percent(load->mean.value));
  return text;
}

}  // namespace

std::vector<std::string> notes_of(const OptionResult& option) {
  std::vector<std::string> notes;
  const auto note = [&](std::string words) { notes.push_back(std::move(words)); };
  if (!option.description.empty()) note(option.description);
  const auto mean = [&](const Measure& measure) { return option.find(measure)->mean.value; };
  if (option.find(measures::cost_per_mtok) != nullptr &&
      mean(measures::marginal_cost_per_mtok) != mean(measures::cost_per_mtok)) {
    const double all = mean(measures::cost_per_mtok), marginal = mean(measures::marginal_cost_per_mtok);
    // Credits are taken off what grows with use, and do not grow with it.
    std::string unit = fmt::format("a million tokens: {}{} {} grows with use", money(all),
                                   marginal <= all ? ", of which" : " after credits;", money(marginal));
    if (mean(measures::energy_cost_per_mtok) > 0)
      unit += fmt::format(" and {} is energy", money(mean(measures::energy_cost_per_mtok)));
    note(unit);
  }
  if (option.find(measures::replicas) != nullptr) note(fleet_note(option));
  if (!option.feasible) return notes;
  const bool timed = option.find(measures::ttft_p50) != nullptr;
  if (!timed && option.latency_reason == option.speed_detail) {
    note("speed and latency unknown: " + option.latency_reason);
  } else {
    note("speed: " + option.speed_source + (option.speed_detail.empty() ? "" : ", " + option.speed_detail));
    if (!timed) note("latency unknown: " + option.latency_reason);
  }
  if (timed && !option.latency_reason.empty()) note("latency: " + option.latency_reason);
  if (option.find(measures::e2e_p50) != nullptr) {
    note(fmt::format("a whole task takes {} / {} (median / 95th percentile over requests)",
                     duration(mean(measures::e2e_p50)), duration(mean(measures::e2e_p95))));
  }
  if (!option.accuracy_reason.empty()) {
    const bool known = option.find(measures::accuracy) != nullptr;
    note((known ? "accuracy: " : "accuracy unknown: ") + option.accuracy_reason);
  }
  if (option.find(measures::net_value) != nullptr)
    note("value of right answers less what is to be paid and the damage: " +
         money(mean(measures::net_value)) + " a month");
  return notes;
}

}  // namespace llmtco
