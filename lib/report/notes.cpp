#include "report/notes.h"

#include <fmt/format.h>

#include "measures/list.h"
#include "report/numbers.h"

namespace llmtco {

std::vector<std::string> notes_of(const OptionResult& option) {
  std::vector<std::string> notes;
  const auto note = [&](std::string words) { notes.push_back(std::move(words)); };
  if (!option.description.empty()) note(option.description);
  const auto mean = [&](const Measure& measure) { return option.find(measure)->mean.value; };
  if (option.find(measures::cost_per_mtok) != nullptr &&
      mean(measures::marginal_cost_per_mtok) != mean(measures::cost_per_mtok)) {
    std::string unit =
        fmt::format("per Mtok: {} fully loaded, {} marginal", money(mean(measures::cost_per_mtok)),
                    money(mean(measures::marginal_cost_per_mtok)));
    if (mean(measures::energy_cost_per_mtok) > 0)
      unit += fmt::format(", {} energy only", money(mean(measures::energy_cost_per_mtok)));
    note(unit);
  }
  if (const Statistics* replicas = option.find(measures::replicas)) {
    const Statistics* load = option.find(measures::load);
    note(fmt::format("replicas: mean {} (P5 {}, P95 {}); mean load of what is paid for {}",
                     count(replicas->mean.value), count(replicas->p5.value), count(replicas->p95.value),
                     load != nullptr ? percent(load->mean.value) : "?"));
  }
  if (!option.feasible) return notes;
  note("speed: " + option.speed_source + (option.speed_detail.empty() ? "" : ", " + option.speed_detail));
  const bool timed = option.find(measures::ttft_p50) != nullptr;
  if (!timed) note("latency unknown: " + option.latency_reason);
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
