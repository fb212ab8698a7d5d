#include "performance/memory_parts.h"

#include <algorithm>

namespace llmtco {
namespace {

EngineMemory rules_of(const Placement& p) { return p.engine.memory.of_version(p.engine.version); }

StepSize step_of(const Placement& p, const EngineMemory& rules) {
  return rules.step_on(given_to_programs(p.accelerator), p.accelerator.id);
}

/// Cards and processors run layer by layer; dataflow chips stream activations from one to the next.
bool runs_layers(const Accelerator& a) {
  return a.kind == Accelerator::Kind::gpu || a.kind == Accelerator::Kind::cpu ||
         a.kind == Accelerator::Kind::desktop;
}

/// Buffers of T tokens at the experts they picked.
double expert_bytes(const Model& m, double tokens, double gpus) {
  const double width = m.ffn / gpus, hidden = m.hidden;
  return 2 * tokens * m.experts->per_token *
         (std::max(width, hidden) + std::max((m.gated ? 2 : 1) * width, hidden));
}

}  // namespace

Bytes given_to_programs(const Accelerator& a) {
  const Bytes reported = driver_memory(a).bytes;
  const bool cuda = a.kind == Accelerator::Kind::gpu && a.vendor != "AMD" && a.vendor != "Intel";
  return cuda ? std::max(reported - (0.3 * GiB + 0.0025 * reported), 0.5 * reported) : reported;
}

Bytes activations(const Placement& p) {
  if (!runs_layers(p.accelerator)) return 0.05 * p.accelerator.memory;
  const EngineMemory rules = rules_of(p);
  if (rules.rule == MemoryRule::fixed) return Bytes(0.0);  // in what the share leaves
  const StepSize step = step_of(p, rules);
  const Model& m = p.model;
  const double gpus = p.parallel.tensor, hidden = m.hidden;
  const double dense = m.experts ? std::max(m.experts->shared * m.ffn, m.experts->dense_ffn) : m.ffn;
  const double sampling = step.sequences * m.vocabulary * rules.logit_bytes + 2 * step.tokens * hidden * 2;
  const double layer = step.tokens * ((m.gated ? 3 : 2) * dense / gpus + 4 * hidden) * 2;
  const bool buffers = rules.expert_buffers && m.experts && p.format.compute != "fp4";
  return Bytes(std::max(sampling, layer) + (buffers ? expert_bytes(m, step.tokens, gpus) : 0));
}

Bytes outside(const Placement& p) {
  if (p.accelerator.kind == Accelerator::Kind::cpu) return 2.0 * GB;
  if (!runs_layers(p.accelerator)) return 0.02 * p.accelerator.memory;
  const EngineMemory rules = rules_of(p);
  if (p.parallel.tensor * p.parallel.attention_data == 1) return rules.outside;
  const bool over_pcie = !p.accelerator.linked_directly();
  return over_pcie ? std::min(rules.outside_group_pcie.value_or(rules.outside_group), rules.outside_group)
                   : rules.outside_group;
}

double memory_share(const Placement& p) {
  if (p.memory_share) return *p.memory_share;
  const EngineMemory& rules = p.engine.memory;
  if (rules.rule != MemoryRule::fixed || !rules.kept)
    return p.engine.memory_utilisation > 0 ? p.engine.memory_utilisation : 0.9;
  const StepSize step = step_of(p, rules);
  const Bytes kept = rules.kept->base + step.tokens * rules.kept->per_token +
                     step.sequences * rules.kept->per_sequence +
                     static_cast<double>(p.gpus()) * rules.kept->per_gpu;
  return std::max(1 - kept / driver_memory(p.accelerator).bytes, 0.1);
}

double memory_spread(const Placement& p) {
  return p.accelerator.kind == Accelerator::Kind::cpu ? 0 : p.engine.memory.spread;
}

}  // namespace llmtco
