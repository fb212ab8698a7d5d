#include "deployment/split.h"

#include <fmt/format.h>

#include <algorithm>

#include "deployment/latency.h"

namespace llmtco {
namespace {

/// The first part whose latencies are unknown, if there is one.
const SplitPart* unknown_part(const std::vector<SplitPart>& parts) {
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [](const SplitPart& part) { return part.evaluation.latency.empty(); });
  return found == parts.end() ? nullptr : &*found;
}

/// What requests of class i wait for: those of each part side by side.
LatencyDistribution mixed(const std::vector<SplitPart>& parts, std::size_t i,
                          LatencyDistribution ClassLatency::*kind) {
  std::vector<LatencyShare> shares;
  for (const SplitPart& part : parts) shares.push_back({part.share, part.evaluation.latency[i].*kind});
  return mix(shares);
}

void mix_latency(const std::vector<SplitPart>& parts, const Context& context, Evaluation& all) {
  if (context.detail == Detail::costs) return;
  if (const SplitPart* part = unknown_part(parts)) {
    all.latency_note = fmt::format("{}: {}", part->name, part->evaluation.latency_note);
    return;
  }
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    all.latency.push_back({mixed(parts, i, &ClassLatency::ttft), mixed(parts, i, &ClassLatency::tpot),
                           mixed(parts, i, &ClassLatency::e2e)});
  }
  set_latency_figures(context, all);
  all.latency_note = "weighted over the parts";
}

}  // namespace

std::vector<Column> shares_of(const Split& split, const Block& block) {
  std::vector<Column> shares;
  bool certain = true;
  for (const Split::Part& part : split.parts) {
    shares.push_back(block(part.share));
    certain = certain && part.share.is_known();
  }
  if (certain) return shares;
  Column sum = 0.0;
  for (const Column& share : shares) sum += share;
  for (Column& share : shares) share = share / sum;
  return shares;
}

Evaluation joined(const std::vector<SplitPart>& parts, const Context& context) {
  Evaluation all;
  Column accuracy = 0.0, machines = 0.0, busy = 0.0;
  Drawn<Usd> value;
  bool accurate = true, valued = false, has_machines = false;
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
    if (const Column* replicas = own.figures.find(measures::replicas)) {
      machines += *replicas;
      busy += *replicas * own.figures.get(measures::load).value_or(0.0);
      has_machines = true;
    }
  }
  mix_latency(parts, context, all);
  if (has_machines) {
    all.figures.set(measures::replicas, machines);
    all.figures.set(measures::load, busy / max(machines, 1e-9));
  }
  if (accurate) all.figures.set(measures::accuracy, accuracy);
  if (accurate && valued) all.figures.set(measures::gross_value, value);
  return all;
}

}  // namespace llmtco
