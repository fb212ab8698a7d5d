#include <algorithm>
#include <cmath>

#include "columns/repeatable.h"
#include "measured/kernel_rows.h"

namespace llmtco {
namespace {

double joined(double a, double b, double p) {
  const double larger = std::max({a, b, 1e-30}), ratio = std::min(a, b) / larger;
  return larger * repeatable::pow(1 + repeatable::pow(ratio, p), 1 / p);
}

/// Quantizing the input of a product by itself; in a served step norms and activations do it in passing.
double quantizing(const Case& c, const Coefficients& k) {
  const Placement& p = c.replica.placement;
  const bool quantizes = p.format.compute == "fp8" || p.format.compute == "fp4";
  return quantizes ? k("kernel.quantize") * k.effect("kernel.quantize", p.engine.id) * 1e-6 : 0;
}

/// How much longer a kernel's fixed time is alone than in a served step.
double fixed_alone(const Case& c, const Coefficients& k, const char* kind) {
  return k.effect("kernel.fixed", kind) *
         k.effect("kernel.fixed", std::string(kind) + ":" + c.replica.placement.engine.id);
}

double product_time(const Case& c, const Profile& f, double fixed) {
  const KernelWork& w = c.kernel;
  const double read = w.in * w.out * c.replica.placement.format.bits / 8 / f.weight_bandwidth;
  const double compute = 2 * w.tokens * w.in * w.out / f.dense_rate;
  return fixed * f.product + joined(joined(read, w.in * f.depth, f.blend), compute, f.blend) +
         2 * f.product_passes * w.tokens * (w.in + w.out) / f.weight_bandwidth;
}

double experts_time(const Case& c, const Profile& f, double fixed) {
  const KernelWork& w = c.kernel;
  const double here = w.experts / w.spread;  // experts on this GPU
  const double touched = here * (1 - repeatable::pow(1 - w.per_token / w.experts, w.tokens));
  const double one = 3 * w.in * w.out, rows = w.tokens * w.per_token / w.spread;
  const double read = touched * one * c.replica.placement.format.bits / 8 / f.expert_bandwidth;
  const double touching = touched * f.expert_touch;
  const double compute = 2 * one * (rows + f.tile * touched) / f.expert_rate;
  return fixed * f.expert_layer + joined(read + touching, compute, f.expert_blend) +
         2 * f.product_passes * rows * (2 * w.in + 3 * w.out) / f.weight_bandwidth;
}

double attention_time(const Case& c, const Profile& f, double fixed) {
  const KernelWork& w = c.kernel;
  constexpr double head = 128;
  if (w.kind == KernelWork::Kind::prompt_attention)
    return fixed * f.attention_fixed +
           2 * w.heads * head * w.sequences * w.tokens * w.tokens / f.attention_rate;
  const double bytes = 2 * w.kv_heads * head * w.kv_bytes * w.sequences * w.tokens;
  return fixed * f.attention_fixed + (bytes + f.kv_knee) / f.kv_bandwidth;
}

double allreduce_time(const Case& c, const Profile& f, double fixed) {
  const double n = c.replica.placement.parallel.tensor;
  const double latency = fixed * f.allreduce * repeatable::pow(std::log2(n), allreduce_growth);
  return joined(latency, 2 * (n - 1) / n * c.kernel.bytes / (f.link_efficiency * f.link), f.allreduce_blend);
}

}  // namespace

double kernel_time(const Case& c, const Coefficients& k) {
  const Profile& f = c.replica.offline;
  switch (c.kernel.kind) {
    case KernelWork::Kind::product:
      return product_time(c, f, fixed_alone(c, k, "product")) + quantizing(c, k);
    case KernelWork::Kind::experts:
      return experts_time(c, f, fixed_alone(c, k, "experts")) + quantizing(c, k);
    case KernelWork::Kind::attention:
    case KernelWork::Kind::prompt_attention:
      return attention_time(c, f, fixed_alone(c, k, "attention"));
    case KernelWork::Kind::allreduce:
      return allreduce_time(c, f, fixed_alone(c, k, "allreduce"));
  }
  return 0;
}

}  // namespace llmtco
