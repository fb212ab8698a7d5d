#include "performance/memory.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "columns/repeatable.h"
#include "performance/host_offload.h"
#include "performance/memory_parts.h"
#include "performance/profile.h"
#include "performance/speculation.h"
#include "performance/suggestions.h"
#include "performance/unlike_cards.h"

namespace llmtco {
namespace {

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
  const double n = stages(placement);
  const double dense = s.bytes_dense / sharing(p) / n;
  const double experts = s.bytes_experts / (sharing(p) * n);
  const double ends = (s.bytes_head + s.bytes_embedding) / sharing(p) / (n > 1 ? 2 : 1);
  if (p.attention_data == 1) return dense + experts + ends;
  const double attention = weights_by_part(placement.model, placement.format).attention;
  return dense + attention * (1.0 / p.tensor - 1.0 / sharing(p)) / n + experts + ends;
}

std::string too_big(const Placement& p, const Memory& m) {
  if (p.host && m.room > Bytes(0.0)) return host_too_small(p, m);
  if (p.accelerator.kind == Accelerator::Kind::cpu) {
    return fmt::format("weights need {:.3g} GB, {} has {:.3g} GB ({:.3g} GB usable after system and engine)",
                       m.weights / GB, p.accelerator.name, gigabytes_as_sold(p.accelerator.memory),
                       (m.usable - m.activations - m.reserve) / GB);
  }
  const double weights = m.weights * (sharing(p.parallel) * stages(p)) / GB;
  double held = gigabytes_as_sold(p.accelerator.memory) * p.gpus();
  if (!p.cards.empty()) {
    held = 0;
    for (const Accelerator& card : p.cards) held += gigabytes_as_sold(card.memory);
  }
  const std::string would_do = in_words(enough_memory(p), "no number of them does");
  return fmt::format("{}weights need {:.3g} GB, {} holds {:.3g} GB ({:.3g} GB usable {} after reserve); {}",
                     p.host ? "the GPUs' part of the " : "", weights, cards_text(p), held,
                     (m.usable - m.activations - m.reserve) / GB,
                     p.cards.empty() ? "each" : "on the smallest", would_do);
}

/// What is left for keys and values, below 0 where the weights do not even fit; and the share of a byte more of
/// activations and outside that they lose.
void set_room(const Placement& p, Memory& m) {
  const double share = memory_share(p);
  const Bytes given = m.total - m.driver;
  const Bytes held = m.weights + m.draft;
  switch (p.engine.memory.rule) {
    case MemoryRule::total:
      m.room = share * given - held - m.activations - m.reserve;
      m.loses = 1;
      break;
    case MemoryRule::rest:
      m.room = given - held - m.activations - m.reserve;
      if (m.room > Bytes(0.0)) m.room = share * m.room;
      m.loses = share;
      break;
    case MemoryRule::fixed:
      m.room = share * (given - m.reserve) - held;
      m.loses = share;
      break;
  }
  m.usable = std::min(held + m.activations + m.reserve + m.room, given);
}

}  // namespace

std::string host_too_small(const Placement& p, const Memory& m) {
  return fmt::format(
      "the host's part of {} takes {:.3g} GB, and {:.3g} GB are its system's and the engine's: it has {:.3g} "
      "GB",
      p.model.name, m.host_weights / GB, host_reserved / GB, p.host->memory / GB);
}

Memory memory_use(const Placement& p) {
  const Shape whole = shape_of(p), s = on_gpus(whole);
  Memory m;
  m.total = driver_memory(p.accelerator).bytes;
  m.driver = m.total - given_to_programs(p.accelerator);
  m.weights = Bytes(weights_per_gpu(p, s));
  m.draft = Bytes(p.speculation ? draft_bytes(p) / p.gpus() : 0);
  m.activations = activations(p) + host_matrix(p, whole);
  m.reserve = outside(p);
  m.state = Bytes(kept_bytes(s, p.parallel.tensor, 0.0)[0] / stages(p));
  m.kv_per_token = Bytes(kept_bytes(s, p.parallel.tensor, 1.0)[0] / stages(p)) / token - m.state / token;
  m.spread = memory_spread(p);
  set_room(p, m);
  m.kv_available = std::max(m.room, Bytes(0.0));
  m.fits = m.room > Bytes(0.0);
  if (!p.host) return m;
  m.host_weights = Bytes(on_host(whole).bytes());
  m.host_room = p.host->memory - host_reserved - m.host_weights;
  m.fits = m.fits && m.host_room >= Bytes(0.0);
  return m;
}

Memory memory(const Placement& p) {
  Memory m = memory_use(p);
  if (!m.fits) m.reason = too_big(p, m);
  return m;
}

Bytes room_at(const Memory& m, double factor) {
  return std::max(m.room - m.loses * (factor - 1) * (m.activations + m.reserve), Bytes(0.0));
}

Drawn<Bytes> kv_room(const Memory& m, const Column& factor) {
  const Column lost = (factor - 1.0) * (m.loses * (m.activations + m.reserve) / byte);
  return max(m.room / byte - lost, Column(0.0)) * byte;
}

double chance_of_fitting(const Memory& m) {
  const Bytes doubtful = m.loses * (m.activations + m.reserve);
  if (m.spread == 0 || doubtful == Bytes(0.0)) return m.fits ? 1 : 0;
  const double most = 1 + m.room / doubtful;
  return most > 0 ? repeatable::normal_cdf(repeatable::log(most) / m.spread) : 0;
}

Drawn<Bytes> kv_bytes(const Placement& p, const Drawn<Tokens>& context) {
  return kept_bytes(on_gpus(shape_of(p)), p.parallel.tensor, context / token) / stages(p) * byte;
}

Drawn<Bytes> host_kv_bytes(const Placement& p, const Drawn<Tokens>& context) {
  if (!p.host) return Drawn<Bytes>(Column(0.0));
  return kept_bytes(on_host(shape_of(p)), 1, context / token) * byte;
}

Column largest_batch(const Placement& p, const Drawn<Tokens>& context, const Column& memory_factor) {
  const Memory memory = memory_use(p);
  const Drawn<Bytes> room = kv_room(memory, memory_factor);
  Drawn<Tokens> reserved = context;
  if (p.engine.paged_kv && p.engine.kv_block > 0) {
    const double block = p.engine.kv_block;
    reserved = (ceil(context / token / block) * block + 0.5 * block) * token;
  }
  Column batch = floor(room / kv_bytes(p, reserved)) * static_cast<double>(p.parallel.attention_data);
  if (p.host && p.host->layers > 0) {
    const double left = std::max(memory.host_room, Bytes(0.0)) / byte;
    batch = min(batch, floor(left / (host_kv_bytes(p, reserved) / byte)));
  }
  return min(batch, Column(largest_batch_asked));
}

}  // namespace llmtco
