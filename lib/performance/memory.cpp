#include "performance/memory.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "performance/profile.h"
#include "performance/speculation.h"
#include "performance/suggestions.h"

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

/// GPUs that share a layer.
double sharing(const Parallelism& p) { return static_cast<double>(p.tensor) * p.attention_data; }

/// Weights of a replica on its fullest GPU. Head and embedding are cut over the GPUs that share a layer, and sit on
/// the ends of a layer split; the rest of the layers is shared evenly, but for attention by data, of which each GPU
/// keeps all.
///
/// Example: DeepSeek V3 in FP8 has 61 x 187.1e6 = 11.4e9 B of attention. 8 GPUs hold an eighth of it each under tensor
/// parallel 8, all of it with attention by data: 7/8 x 11.4 = 10.0 GB more.
double weights_per_gpu(const Placement& placement, const Shape& s) {
  const Parallelism& p = placement.parallel;
  const double stages = static_cast<double>(p.pipeline) * p.layer_split;
  const double dense = s.bytes_dense / sharing(p) / stages;
  const double experts = s.bytes_experts / p.gpus();
  const double ends = (s.bytes_head + s.bytes_embedding) / sharing(p) / (stages > 1 ? 2 : 1);
  if (p.attention_data == 1) return dense + experts + ends;
  const double attention = s.bytes_dense * shape_parameters(placement.model).attention / s.parameters_dense;
  return dense + attention * (1.0 / p.tensor - 1.0 / sharing(p)) / stages + experts + ends;
}

double activation_bytes(const Placement& p) {
  // Dataflow chips stream activations from one to the next.
  const auto kind = p.accelerator.kind;
  if (kind != Accelerator::Kind::gpu && kind != Accelerator::Kind::cpu)
    return 0.05 * p.accelerator.memory.base_units();
  const double tokens = is_server(p) ? max_step_tokens : 512;
  const double heads = is_server(p) ? 256 : 1;  // sequences whose logits are computed at once
  const Model& m = p.model;
  const double width = 4.0 * m.hidden + 2.0 * m.ffn / sharing(p.parallel);
  return 2 * tokens * width + 4 * heads * m.vocabulary / sharing(p.parallel);
}

double kv_slices(const Shape& s, const Parallelism& p) {
  return std::min<double>(p.tensor, s.kv_heads) * p.pipeline * p.layer_split;
}

/// Gigabytes as a card is sold: its GiB where they are whole, as "24 GB" of the 25.8e9 bytes of an RTX 4090.
double as_sold(Bytes memory) {
  const double binary = memory / GiB;
  return std::abs(binary - std::round(binary)) < 1e-6 ? std::round(binary) : memory / GB;
}

std::string too_big(const Placement& p, const Memory& m) {
  if (p.accelerator.kind == Accelerator::Kind::cpu) {
    return fmt::format("weights need {:.3g} GB, {} has {:.3g} GB ({:.3g} GB usable after system and engine)",
                       m.weights / GB, p.accelerator.name, as_sold(m.total),
                       (m.usable - m.activations - m.reserve) / GB);
  }
  const double weights = m.weights * p.gpus() / GB;
  const std::string would_do = in_words(enough_gpus(p), "no number of them does");
  return fmt::format(
      "weights need {:.3g} GB, {} x {} holds {:.3g} GB ({:.3g} GB usable each after reserve); {}", weights,
      p.gpus(), p.accelerator.name, as_sold(m.total) * p.gpus(), (m.usable - m.activations - m.reserve) / GB,
      would_do);
}

}  // namespace

Memory memory(const Placement& p) {
  Memory m = memory_use(p);
  if (!m.fits) m.reason = too_big(p, m);
  return m;
}

Memory memory_use(const Placement& p) {
  const Shape s = shape_of(p);
  Memory m;
  m.total = p.accelerator.memory_usable.value_or(p.accelerator.memory);
  const double share = p.engine.memory_utilisation > 0 ? p.engine.memory_utilisation : 0.9;
  m.usable = share * m.total;
  m.weights = Bytes(weights_per_gpu(p, s));
  m.draft = Bytes(p.speculation ? draft_bytes(p) / p.gpus() : 0);
  m.activations = Bytes(activation_bytes(p));
  m.reserve = reserve_of(p.accelerator);
  m.kv_per_token = (s.kv_bytes_full + s.kv_bytes_window) / kv_slices(s, p.parallel) * byte / token;
  m.kv_available = m.usable - m.weights - m.draft - m.activations - m.reserve;
  m.fits = m.kv_available > Bytes(0.0);
  if (!m.fits) m.kv_available = Bytes(0.0);
  return m;
}

Drawn<Bytes> kv_bytes(const Placement& p, const Drawn<Tokens>& context) {
  const Shape s = shape_of(p);
  const Column tokens = context / token;
  const Column windowed = s.window > 0 ? min(tokens, Column(s.window)) : Column(0.0);
  return (s.kv_bytes_full * tokens + s.kv_bytes_window * windowed) / kv_slices(s, p.parallel) * byte;
}

Column largest_batch(const Placement& p, const Drawn<Tokens>& context) {
  const Memory m = memory_use(p);
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

}  // namespace llmtco
