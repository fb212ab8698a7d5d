#include "deployment/split.h"

#include <fmt/format.h>

#include "columns/column_math.h"

namespace llmtco {
namespace {

using Times = std::optional<Percentiles> Evaluation::*;

/// One kind of latency over the parts, unknown if it is unknown for one of them.
std::optional<Percentiles> mixed(const std::vector<SplitPart>& parts, Times kind) {
  Percentiles mix;
  for (const SplitPart& part : parts) {
    const std::optional<Percentiles>& times = part.evaluation.*kind;
    if (!times) return std::nullopt;
    mix.p50 += part.share * times->p50;
    mix.p95 = max(mix.p95, select(less(0.0, part.share), times->p95, Drawn<Seconds>()));
  }
  return mix;
}

std::string why_unknown(const std::vector<SplitPart>& parts) {
  for (const SplitPart& part : parts) {
    if (!part.evaluation.ttft) return fmt::format("{}: {}", part.name, part.evaluation.latency_note);
  }
  return "weighted over the parts";
}

}  // namespace

std::vector<Column> shares_of(const SplitOption& split, const Block& block) {
  std::vector<Column> shares;
  bool certain = true;
  for (const SplitOption::Part& part : split.parts) {
    shares.push_back(block(part.share));
    certain = certain && part.share.is_known();
  }
  if (certain) return shares;
  Column sum = 0.0;
  for (const Column& share : shares) sum += share;
  for (Column& share : shares) share = share / sum;
  return shares;
}

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
    accurate = accurate && own.accuracy.has_value();
    if (own.accuracy) accuracy += part.share * *own.accuracy;
    if (own.value) value += *own.value;
    valued = valued || own.value.has_value();
    limited = limited || own.meets_slo.has_value();
    if (own.meets_slo) met = met * max(*own.meets_slo, unused);
    if (own.replicas) {
      machines += *own.replicas;
      busy += *own.replicas * own.load.value_or(0.0);
      has_machines = true;
    }
  }
  all.ttft = mixed(parts, &Evaluation::ttft);
  all.tpot = mixed(parts, &Evaluation::tpot);
  all.e2e = mixed(parts, &Evaluation::e2e);
  all.latency_note = why_unknown(parts);
  if (has_machines) {
    all.replicas = machines;
    all.load = busy / max(machines, 1e-9);
  }
  if (accurate) all.accuracy = accuracy;
  if (accurate && valued) all.value = value;
  if (limited && all.ttft) all.meets_slo = met;
  return all;
}

}  // namespace llmtco
