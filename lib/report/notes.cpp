#include "report/notes.h"

#include <fmt/format.h>

#include <cmath>

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

/// "sized by the limit on TTFT in 83 % of the draws, by the planned share of capacity in 17 %"
std::string sized_note(const OptionResult& option) {
  std::string text;
  for (const auto& [figure, words] :
       {std::pair{measures::sized_by_ttft.row, "the limit on TTFT"},
        std::pair{measures::sized_by_tpot.row, "the limit on TPOT"},
        std::pair{measures::sized_by_e2e.row, "the limit on E2E"},
        std::pair{measures::sized_by_capacity.row, "the planned share of capacity"}}) {
    const Statistics* share = option.find(*figure);
    if (share == nullptr || share->mean.value == 0) continue;
    text += fmt::format("{}by {} in {}", text.empty() ? "sized " : ", ", words, percent(share->mean.value));
    if (text.find("draws") == std::string::npos) text += " of the draws";
  }
  return text;
}

/// "7,497 kWh a month, 1,240 of them idle; 2.75 t of CO2e, ..."
std::string energy_note(const OptionResult& option) {
  const auto mean = [&](const Measure& measure) { return option.find(measure)->mean.value; };
  std::string text = "energy: " + count(mean(measures::energy)) + " kWh a month";
  if (mean(measures::idle_energy) > 0)
    text += ", " + count(mean(measures::idle_energy)) + " of them without load";
  text += "; carbon: " + count(mean(measures::carbon)) + " kg CO2e";
  if (option.find(measures::embodied_carbon) != nullptr && mean(measures::embodied_carbon) > 0)
    text += ", " + count(mean(measures::embodied_carbon)) + " of it from making the machines";
  if (option.find(measures::carbon_per_mtok) != nullptr)
    text += fmt::format(", {} g a million tokens", count(1000 * mean(measures::carbon_per_mtok)));
  if (option.find(measures::water) != nullptr) text += "; water: " + count(mean(measures::water)) + " l";
  return text + "; " + option.energy_reason;
}

/// "1.74 x the requests come, at 33 % of what the reference costs a task; 3.03 x would cancel the saving"
std::string volume_note(const OptionResult& option) {
  const double comes = option.find(measures::volume_answer)->mean.value,
               cancels = option.find(measures::volume_cancels)->mean.value;
  std::string text = fmt::format("demand answers the price: {} requests a month come, {} x what is asked for",
                                 count(option.find(measures::volume)->mean.value), count(comes));
  if (cancels > 1) text += fmt::format("; {} x would cancel the saving over the reference", count(cancels));
  return text;
}

std::string damage_note(const OptionResult& option) {
  return fmt::format(
      "damage: {} a month on average, in the worst month of a hundred above {}, {} on average there",
      money(option.find(measures::damage)->mean.value), money(option.find(measures::damage_p99)->mean.value),
      money(option.find(measures::damage_shortfall)->mean.value));
}

/// "cold starts: 12 % of the calls wait for one; one more worker that is always there pays from 193 calls an hour on, and
/// would cost $1,200 a month more"
std::string worker_note(const OptionResult& option) {
  std::string text = "cold starts: " + percent(option.find(measures::cold_starts)->mean.value) +
                     " of the calls wait for one";
  const Statistics* from = option.find(measures::always_on_from);
  const Statistics* saves = option.find(measures::always_on_saves);
  if (from == nullptr || saves == nullptr) return text;
  const double saved = saves->mean.value;
  return text +
         fmt::format(
             "; one more worker that is always there pays from {} calls an hour on, and would {} {} a month",
             count(from->mean.value), saved > 0 ? "save" : "cost", money(std::abs(saved))) +
         (saved > 0 ? "" : " more");
}

/// "a million tokens: $1.20, of which $0.30 grows with use and $0.10 is energy"
std::string unit_note(const OptionResult& option) {
  const double all = option.find(measures::cost_per_mtok)->mean.value,
               marginal = option.find(measures::marginal_cost_per_mtok)->mean.value,
               energy = option.find(measures::energy_cost_per_mtok)->mean.value;
  // Credits are taken off what grows with use, and do not grow with it.
  std::string unit = fmt::format("a million tokens: {}{} {} grows with use", money(all),
                                 marginal <= all ? ", of which" : " after credits;", money(marginal));
  if (energy > 0) unit += fmt::format(" and {} is energy", money(energy));
  return unit;
}

std::string retrieval_note(const OptionResult& option) {
  return "passages that are looked up hold what the answer needs for " +
         percent(option.find(measures::retrieval_found)->mean.value) + " of the tasks";
}

/// "lost prompt caches: 3,200,000 tokens a month are read anew, which costs $4,000 a month"
std::string lost_cache_note(const OptionResult& option) {
  std::string text = fmt::format("lost prompt caches: {} tokens a month are read anew by the other leg",
                                 count(option.find(measures::lost_cache)->mean.value));
  const Statistics* cost = option.find(measures::lost_cache_cost);
  return cost == nullptr ? text : text + fmt::format(", which costs {} a month", money(cost->mean.value));
}

}  // namespace

std::vector<std::string> notes_of(const OptionResult& option) {
  std::vector<std::string> notes;
  const auto note = [&](std::string words) { notes.push_back(std::move(words)); };
  if (!option.description.empty()) note(option.description);
  const auto mean = [&](const Measure& measure) { return option.find(measure)->mean.value; };
  if (option.find(measures::cost_per_mtok) != nullptr &&
      mean(measures::marginal_cost_per_mtok) != mean(measures::cost_per_mtok))
    note(unit_note(option));
  if (option.find(measures::replicas) != nullptr) note(fleet_note(option));
  if (option.find(measures::cold_starts) != nullptr) note(worker_note(option));
  if (option.find(measures::lost_cache) != nullptr) note(lost_cache_note(option));
  if (!option.feasible) return notes;
  const bool timed = option.find(measures::ttft_p50) != nullptr;
  if (!timed && option.latency_reason == option.speed_detail) {
    note("speed and latency unknown: " + option.latency_reason);
  } else {
    note("speed: " + option.speed_source + (option.speed_detail.empty() ? "" : ", " + option.speed_detail));
    if (!timed) note("latency unknown: " + option.latency_reason);
  }
  if (timed && !option.latency_reason.empty()) note("latency: " + option.latency_reason);
  if (const std::string sized = sized_note(option); !sized.empty()) note(sized);
  if (option.find(measures::e2e_p50) != nullptr) {
    note(fmt::format("a whole task takes {} / {} (median / 95th percentile over requests)",
                     duration(mean(measures::e2e_p50)), duration(mean(measures::e2e_p95))));
  }
  if (!option.accuracy_reason.empty()) {
    const bool known = option.find(measures::accuracy) != nullptr;
    note((known ? "accuracy: " : "accuracy unknown: ") + option.accuracy_reason);
  }
  if (option.find(measures::retrieval_found) != nullptr) note(retrieval_note(option));
  if (option.find(measures::delivered) != nullptr)
    note("right in the end, after what is done about wrong answers: " + percent(mean(measures::delivered)));
  if (option.find(measures::damage_p99) != nullptr) note(damage_note(option));
  if (option.find(measures::energy) != nullptr) {
    note(energy_note(option));
  } else if (!option.energy_reason.empty()) {
    note("energy unknown: " + option.energy_reason);
  }
  if (option.find(measures::volume_answer) != nullptr) note(volume_note(option));
  if (option.find(measures::net_value) != nullptr)
    note("value of right answers less what is to be paid and the damage: " +
         money(mean(measures::net_value)) + " a month");
  return notes;
}

}  // namespace llmtco
