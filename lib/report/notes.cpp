#include "report/notes.h"

#include <fmt/format.h>

#include "report/numbers.h"

namespace llmtco {

std::vector<std::string> notes_of(const OptionResult& option) {
  std::vector<std::string> notes;
  const auto note = [&](std::string words) { notes.push_back(std::move(words)); };
  if (!option.description.empty()) note(option.description);
  if (option.usd_per_mtok &&
      option.usd_per_mtok->marginal.mean.value != option.usd_per_mtok->fully_loaded.mean.value) {
    std::string unit = fmt::format("per Mtok: {} fully loaded, {} marginal",
                                   money(option.usd_per_mtok->fully_loaded.mean.value),
                                   money(option.usd_per_mtok->marginal.mean.value));
    if (option.usd_per_mtok->energy_only.mean.value > 0)
      unit += fmt::format(", {} energy only", money(option.usd_per_mtok->energy_only.mean.value));
    note(unit);
  }
  if (option.replicas) {
    note(fmt::format("replicas: mean {} (P5 {}, P95 {}); mean load of what is paid for {}",
                     count(option.replicas->mean.value), count(option.replicas->p5.value),
                     count(option.replicas->p95.value),
                     option.load ? percent(option.load->mean.value) : "?"));
  }
  if (!option.feasible) return notes;
  note("speed: " + option.speed_source + (option.speed_detail.empty() ? "" : ", " + option.speed_detail));
  if (!option.ttft) note("latency unknown: " + option.latency_reason);
  if (option.ttft && !option.latency_reason.empty()) note("latency: " + option.latency_reason);
  if (option.e2e) {
    note(fmt::format("a whole task takes {} / {} (median / 95th percentile over requests)",
                     duration(option.e2e->p50_s.mean.value), duration(option.e2e->p95_s.mean.value)));
  }
  if (!option.accuracy_reason.empty())
    note((option.accuracy ? "accuracy: " : "accuracy unknown: ") + option.accuracy_reason);
  if (option.net_value_usd)
    note("value of right answers less the cost: " + money(option.net_value_usd->mean.value) + " a month");
  for (const std::string& assumption : option.assumptions) note("assumed: " + assumption);
  return notes;
}

}  // namespace llmtco
