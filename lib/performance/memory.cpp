#include "performance/memory.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "performance/profile.h"
#include "performance/speculation.h"

namespace llmtco {
namespace {

/// Tokens of the largest step an engine computes at once, for its activations.
constexpr double max_step_tokens = 8192;
/// Driver context, kernels' code, captured graphs, buffers of collectives. Chips that keep everything in SRAM
/// hold little of it: a fiftieth of their memory. On a CPU: operating system and the engine itself.
Bytes reserve_of(const Accelerator& a) {
  if (a.kind == Accelerator::Kind::cpu) return 2.0 * GB;
  return a.kind == Accelerator::Kind::gpu ? 1.0 * GB : 0.02 * a.memory;
}
/// Most sequences whose places fragmentation is counted for.
constexpr double largest_batch_asked = 8192;

/// Weights of a replica on its fullest GPU. Head and embedding are cut over tensor-parallel GPUs, and sit on
/// the ends of a layer split; the rest of the layers is shared evenly.
double weights_per_gpu(const Shape& s, const Parallelism& p) {
  const double stages = static_cast<double>(p.pipeline) * p.layer_split;
  const double dense = s.bytes_dense / p.tensor / stages;
  const double experts = s.bytes_experts / p.gpus();
  const double ends = (s.bytes_head + s.bytes_embedding) / p.tensor / (stages > 1 ? 2 : 1);
  return dense + experts + ends;
}

double activation_bytes(const Placement& p) {
  // Dataflow chips stream activations from one to the next.
  const auto kind = p.accelerator.kind;
  if (kind != Accelerator::Kind::gpu && kind != Accelerator::Kind::cpu)
    return 0.05 * p.accelerator.memory.base_units();
  const double tokens = is_server(p) ? max_step_tokens : 512;
  const double heads = is_server(p) ? 256 : 1;  // sequences whose logits are computed at once
  const Model& m = p.model;
  const double width = 4.0 * m.hidden + 2.0 * m.ffn / p.parallel.tensor;
  return 2 * tokens * width + 4 * heads * m.vocabulary / p.parallel.tensor;
}

double kv_slices(const Shape& s, const Parallelism& p) {
  return std::min<double>(p.tensor, s.kv_heads) * p.pipeline * p.layer_split;
}

std::string too_big(const Placement& p, const Memory& m) {
  if (p.accelerator.kind == Accelerator::Kind::cpu) {
    return fmt::format("weights need {:.3g} GB, {} has {:.3g} GB ({:.3g} GB usable after system and engine)",
                       m.weights / GB, p.accelerator.name, gigabytes_as_sold(p.accelerator.memory),
                       (m.usable - m.activations - m.reserve) / GB);
  }
  const int enough = fewest_gpus(p);
  const double weights = m.weights * p.gpus() / GB;
  const std::string would_do = enough > 0 ? fmt::format("{} would do", enough) : "no number of them does";
  return fmt::format(
      "weights need {:.3g} GB, {} x {} holds {:.3g} GB ({:.3g} GB usable each after reserve); {}", weights,
      p.gpus(), p.accelerator.name, gigabytes_as_sold(p.accelerator.memory) * p.gpus(),
      (m.usable - m.activations - m.reserve) / GB, would_do);
}

}  // namespace

Memory memory(const Placement& p) {
  const Shape s = shape_of(p);
  Memory m;
  m.total = driver_memory(p.accelerator).bytes;
  const double share = p.engine.memory_utilisation > 0 ? p.engine.memory_utilisation : 0.9;
  m.usable = share * m.total;
  m.weights = Bytes(weights_per_gpu(s, p.parallel));
  m.draft = Bytes(p.speculation ? draft_bytes(p) / p.gpus() : 0);
  m.activations = Bytes(activation_bytes(p));
  m.reserve = reserve_of(p.accelerator);
  m.kv_per_token = (s.kv_bytes_full + s.kv_bytes_window) / kv_slices(s, p.parallel) * byte / token;
  m.kv_available = m.usable - m.weights - m.draft - m.activations - m.reserve;
  m.fits = m.kv_available > Bytes(0.0);
  if (!m.fits) {
    m.kv_available = Bytes(0.0);
    m.reason = too_big(p, m);
  }
  return m;
}

Drawn<Bytes> kv_bytes(const Placement& p, const Drawn<Tokens>& context) {
  const Shape s = shape_of(p);
  const Column tokens = context / token;
  const Column windowed = s.window > 0 ? min(tokens, Column(s.window)) : Column(0.0);
  return (s.kv_bytes_full * tokens + s.kv_bytes_window * windowed) / kv_slices(s, p.parallel) * byte;
}

Column largest_batch(const Placement& p, const Drawn<Tokens>& context) {
  const Memory m = memory(p);
  if (!m.fits) return 0.0;
  Drawn<Tokens> reserved = context;
  if (p.engine.paged_kv && p.engine.kv_block > 0) {
    const double block = p.engine.kv_block;
    reserved = (ceil(context / token / block) * block + 0.5 * block) * token;
  }
  const Column batch =
      floor(m.kv_available / kv_bytes(p, reserved)) * static_cast<double>(p.parallel.attention_data);
  return min(batch, Column(largest_batch_asked));
}

int fewest_gpus(const Placement& placement) {
  Placement p = placement;
  const bool split = p.parallel.layer_split > 1 || (p.engine.layer_split && !is_server(p));
  for (int n = 1; n <= 1024; ++n) {
    p.parallel = {};
    (split ? p.parallel.layer_split : p.parallel.tensor) = n;
    const Shape s = shape_of(p);
    const Bytes total = driver_memory(p.accelerator).bytes;
    const double share = p.engine.memory_utilisation > 0 ? p.engine.memory_utilisation : 0.9;
    const Bytes room = share * total - reserve_of(p.accelerator) - Bytes(activation_bytes(p));
    if (Bytes(weights_per_gpu(s, p.parallel)) < room) return n;
  }
  return 0;
}

}  // namespace llmtco
