#include "montecarlo/result_words.h"

#include <variant>

#include "deployment/limits.h"
#include "deployment/simulated.h"

namespace llmtco {
namespace {

/// Where the times of a fleet come from.
std::optional<ServerResult> server_result(const Option& option) {
  const auto* fleet = std::get_if<Fleet>(&option.serving);
  if (fleet == nullptr || !fleet->simulated) return std::nullopt;
  const Simulated& simulated = *fleet->simulated;
  ServerResult result{
      .server = simulated.server, .why = simulated.why, .busiest_load = simulated.busiest_load};
  if (!simulated.surface) return result;
  const SurfaceError& error = simulated.surface->error;
  result.points = error.points;
  result.held_out = error.held_out;
  result.error = error.median;
  result.capacity_error = error.capacity;
  return result;
}

OptionResult words_of(const Option& option, const OptionRecording& recording) {
  OptionResult result;
  result.name = option.name;
  result.kind = option.kind;
  result.yardstick = option.yardstick;
  result.description = option.description;
  result.basis = recording.basis;
  result.reason = recording.reason;
  result.accuracy_reason = option.answers.note;
  result.energy_reason = option.energy_note;
  result.latency_reason = recording.latency_note;
  result.server = server_result(option);
  if (const auto* route = std::get_if<Route>(&option.serving)) result.decided_by = word_of(route->policy);
  result.speed_source = option.speed.kind;
  result.speed_detail = option.speed.detail;
  return result;
}

}  // namespace

Result words_of(const Study& study, const Recording& recording) {
  Result result;
  result.scenario = study.name;
  result.description = study.description;
  result.as_of = study.as_of;
  result.catalogue_as_of = study.catalogue_as_of;
  result.currency = study.currency.code;
  result.rate_as_of = study.currency.as_of;
  result.rate_source = study.currency.source;
  result.horizon_months = study.demand.horizon_months;
  if (study.budget) result.budget_usd = *study.budget * month / usd;
  result.budget_of = study.budget_of;
  result.answer.objective = study.objective;
  for (std::size_t i = 0; i < study.demand.workload.classes.size(); ++i) {
    for (const auto& [met, value] : limits_of(study.demand.workload.classes[i].slo))
      result.limits.push_back({met.row, static_cast<int>(i), value});
  }
  for (const RequestClass& each : study.demand.workload.classes) result.classes.push_back(each.name);
  for (std::size_t i = 0; i < study.options.size(); ++i)
    result.options.push_back(words_of(study.options[i], recording.options[i]));
  return result;
}

}  // namespace llmtco
