#include "deployment/split.h"

#include <fmt/format.h>

#include "columns/column_math.h"

namespace llmtco {
namespace {

/// One kind of latency over the parts, unknown if it is unknown for one of them.
std::optional<Percentiles> mixed(const std::vector<SplitPart>& parts, const measures::Times& kind) {
  Percentiles mix;
  for (const SplitPart& part : parts) {
    const std::optional<Percentiles> own = times_of(part.evaluation, kind);
    if (!own) return std::nullopt;
    mix.p50 += part.share * own->p50;
    mix.p95 = max(mix.p95, select(less(0.0, part.share), own->p95, Drawn<Seconds>()));
  }
  return mix;
}

std::string why_unknown(const std::vector<SplitPart>& parts) {
  for (const SplitPart& part : parts) {
    if (!times_of(part.evaluation, measures::ttft))
      return fmt::format("{}: {}", part.name, part.evaluation.latency_note);
  }
  return "weighted over the parts";
}

}  // namespace

Evaluation joined(const std::vector<SplitPart>& parts) {
  Evaluation all;
  Column accuracy = 0.0, met = 1.0, machines = 0.0, busy = 0.0;
  Drawn<Usd> value;
  bool accurate = true, limited = false, valued = false, has_machines = false;
  for (const SplitPart& part : parts) {
    const Evaluation& own = part.evaluation;
    const Column unused = less_equal(part.share, 0.0);
    append(all.bill, own.bill, part.name);
    all.feasible = all.feasible * max(own.feasible, unused);
    if (all.reason.empty() && !own.reason.empty()) all.reason = fmt::format("{}: {}", part.name, own.reason);
    const Column* right = own.figures.find(measures::accuracy);
    accurate = accurate && right != nullptr;
    if (right != nullptr) accuracy += part.share * *right;
    const auto own_value = own.figures.get(measures::gross_value);
    if (own_value) value += *own_value;
    valued = valued || own_value.has_value();
    const Column* own_met = own.figures.find(measures::meets_slo);
    limited = limited || own_met != nullptr;
    if (own_met != nullptr) met = met * max(*own_met, unused);
    if (const Column* replicas = own.figures.find(measures::replicas)) {
      machines += *replicas;
      busy += *replicas * own.figures.get(measures::load).value_or(0.0);
      has_machines = true;
    }
  }
  for (const measures::Times* kind : {&measures::ttft, &measures::tpot, &measures::e2e}) {
    if (const auto mix = mixed(parts, *kind)) set_times(all, *kind, *mix);
  }
  all.latency_note = why_unknown(parts);
  if (has_machines) {
    all.figures.set(measures::replicas, machines);
    all.figures.set(measures::load, busy / max(machines, 1e-9));
  }
  if (accurate) all.figures.set(measures::accuracy, accuracy);
  if (accurate && valued) all.figures.set(measures::gross_value, value);
  if (limited && times_of(all, measures::ttft)) all.figures.set(measures::meets_slo, met);
  return all;
}

}  // namespace llmtco
