#include "performance/host_offload.h"

#include <algorithm>

namespace llmtco {
namespace {

/// The shape of a share of the layers and of a share of the routed experts, without head and embedding.
Shape part_of(const Shape& whole, double layers, double experts) {
  Shape s = whole;
  s.host_layers = s.host_experts = 0;
  s.bytes_head = s.bytes_embedding = s.parameters_head = 0;
  for (double* of_layers : {&s.layers, &s.bytes_dense, &s.parameters_dense, &s.kv_bytes_full,
                            &s.kv_bytes_window, &s.attention_flop, &s.state_bytes, &s.state_flop,
                            &s.score_elements, &s.activations, &s.products.count, &s.products.depth,
                            &s.products.depth_cut, &s.products.numbers, &s.products.numbers_cut})
    *of_layers *= layers;
  for (double* of_experts : {&s.bytes_experts, &s.parameters_expert, &s.mixtures, &s.expert_numbers})
    *of_experts *= experts;
  for (CachePart& part : s.cache) {
    part.numbers *= layers;
    part.flop *= layers;
  }
  return s;
}

/// Seconds of a step of few tokens on the host, at shares of its bandwidth and operations, and without hand-overs.
struct HostWork {
  Column bytes, operations;
};

HostWork host_work(const Shape& host, const StepWork& work) {
  const Column tokens = work.sequences + work.prompt_tokens;
  return {.bytes = host.bytes_dense + host.bytes_experts * touched_share(host, tokens) +
                   cache_bytes(host, 1, work),
          .operations = 2.0 * host.parameters_dense * tokens +
                        2.0 * host.parameters_expert * host.experts_per_token * tokens +
                        work.prompt_tokens * token_flop(host, work.prompt_past)};
}

/// Hand-overs of a step between GPUs and host.
double hops(const Shape& whole) {
  const double mixtures = whole.mixtures * std::max(0.0, whole.host_experts - whole.host_layers);
  return 2 * mixtures + (whole.host_layers > 0 ? 2 : 0);
}

Column host_seconds(const Shape& whole, const Profile& f, const StepWork& work) {
  const HostWork host = host_work(on_host(whole), work);
  const Column read = host.bytes / (host_bandwidth_share * f.host_bandwidth);
  const Column computed = host.operations / (host_operations_per_byte * f.host_bandwidth);
  return pow(pow(read, Column(host_blend)) + pow(computed, Column(host_blend)), Column(1 / host_blend)) +
         hops(whole) * host_hop;
}

/// Bytes that cross the link in a step of many tokens.
Column copied_bytes(const Shape& whole, const Profile& f, const StepWork& work) {
  const Shape host = on_host(whole);
  const Column tokens = work.sequences + work.prompt_tokens;
  const Column at_once = f.micro_batch > 0 ? min(tokens, Column(f.micro_batch)) : tokens;
  const Column times = tokens / max(at_once, Column(1.0));
  const Column behind = read_bytes(host, 1, work.prompt_past) * min(work.prompt_tokens, Column(1.0)) +
                        cache_bytes(host, 1, work);
  return times * (host.bytes_dense + host.bytes_experts * touched_share(host, at_once) + behind);
}

Column is_copied(const StepWork& work) {
  return greater_equal(work.sequences + work.prompt_tokens, Column(host_copies_from));
}

/// Each part of the times where the mask is set, else that of the others.
StepTime chosen(const Column& mask, const StepTime& set, const StepTime& others) {
  StepTime t;
  for (const auto part : step_parts)
    t.*part = select(mask, (set.*part).base_units(), (others.*part).base_units()) * second;
  return t;
}

StepTime and_host(StepTime t, const Column& seconds) {
  t.host = seconds * second;
  t.total = t.total + t.host;
  return t;
}

}  // namespace

Shape on_gpus(const Shape& whole) {
  if (!whole.on_host_too()) return whole;
  Shape s = part_of(whole, 1 - whole.host_layers, 1 - whole.host_experts);
  s.bytes_head = whole.bytes_head;
  s.parameters_head = whole.parameters_head;
  return s;
}

Shape on_host(const Shape& whole) {
  Shape s = part_of(whole, whole.host_layers, whole.host_experts);
  if (whole.on_host_too()) s.bytes_embedding = whole.bytes_embedding;
  return s;
}

Bytes host_matrix(const Placement& p, const Shape& whole) {
  double largest = 0;
  if (whole.host_experts > 0) largest = whole.bytes_experts / (3 * whole.mixtures);
  if (whole.host_layers > 0) {
    const double dense = weights_by_part(p.model, p.format).feed_forward;
    largest = std::max(largest, dense / ((p.model.gated ? 3 : 2) * p.model.layers));
  }
  return Bytes(largest);
}

StepTime offloaded_step(const Shape& whole, const Parallelism& p, const Profile& f, const StepWork& work,
                        const PartFactors& parts) {
  const Column copied = is_copied(work);
  StepTime few, many;
  if (!all(copied))
    few = and_host(gpu_step_time(on_gpus(whole), p, f, work, parts), host_seconds(whole, f, work));
  if (any(copied))
    many = and_host(gpu_step_time(whole, p, f, work, parts),
                    copied_bytes(whole, f, work) / (host_link_share * f.host_link));
  return chosen(copied, many, few);
}

Drawn<Seconds> offloaded_roofline(const Shape& whole, const Parallelism& p, const Profile& f,
                                  const StepWork& work) {
  const HostWork host = host_work(on_host(whole), work);
  const Column few = gpu_roofline(on_gpus(whole), p, f, work).base_units() + host.bytes / f.host_bandwidth;
  const Column many =
      max(gpu_roofline(whole, p, f, work).base_units(), copied_bytes(whole, f, work) / f.host_link);
  return select(is_copied(work), many, few) * second;
}

}  // namespace llmtco
