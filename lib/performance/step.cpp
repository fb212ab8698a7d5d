#include "performance/step.h"

#include <algorithm>

#include "columns/repeatable.h"
#include "performance/host_offload.h"

namespace llmtco {
namespace {

/// (a^p + b^p)^(1/p), with the larger taken out so that nothing overflows.
template <class P>
Column blend(const Column& a, const Column& b, const P& p) {
  const Column larger = max(max(a, b), Column(1e-30));
  const Column smaller = min(a, b);
  return larger * pow(1.0 + pow(smaller / larger, p), 1.0 / p);
}

Column blend_at(const Column& a, const Column& b, double profile, const std::optional<Column>& drawn) {
  if (drawn) return blend(a, b, *drawn);
  return profile == 1.0 ? a + b : blend(a, b, profile);
}

Column flop_dense(const Shape& s, const Column& tokens) { return 2.0 * s.parameters_dense * tokens; }
Column flop_head(const Shape& s, const Column& heads) { return 2.0 * s.parameters_head * heads; }
Column attention_flop(const Shape& s, const StepWork& work) {
  return work.prompt_tokens * token_flop(s, work.prompt_past);
}
Column state_flop(const Shape& s, const StepWork& work) { return s.state_flop * work.prompt_tokens; }
constexpr double ln2 = 0.6931471805599453;
double log2_of(double x) { return repeatable::log(x) / ln2; }

/// Reading the dense weights, however narrow the products are.
double read_time(const Shape& s, const Profile& f, double tp) {
  const double bytes = (s.bytes_dense + s.bytes_head) / (tp * f.weight_bandwidth);
  const double depth = f.depth * (s.products.depth + s.products.depth_cut / tp);
  if (depth <= 0) return bytes;
  return blend(Column(bytes), Column(depth), f.blend)[0];
}

/// All-reduces after attention and after the feed-forward layer, where several GPUs work on one layer.
Column communication_time(const Shape& s, const Parallelism& p, const Profile& f, const Column& tokens) {
  const double gpus = static_cast<double>(p.tensor) * p.attention_data;
  if (gpus <= 1) return 0.0;
  const double volume = 2.0 * s.hidden * 2.0 * (gpus - 1) / gpus / (f.link_efficiency * f.link);
  const Column latency = f.allreduce * repeatable::pow(log2_of(gpus), allreduce_growth);
  return 2.0 * s.layers * blend(latency, tokens * volume / p.attention_data, f.allreduce_blend);
}

/// Fixed times of kernels, of the host and of hand-overs, and those per sequence.
Column overhead_time(const Parallelism& p, const Profile& f, const StepWork& work) {
  Column overhead = f.kernels + f.step + f.sequence / p.attention_data * work.sequences;
  if (f.dequantize > 0) overhead += f.dequantize / p.tensor * min(work.prompt_tokens, Column(1.0));
  if (p.layer_split > 1) overhead += (p.layer_split - 1) * f.hop;
  if (p.pipeline > 1) overhead += (p.pipeline - 1) * f.allreduce;
  return overhead;
}

}  // namespace

Column cache_bytes(const Shape& s, int tensor, const StepWork& work) {
  const Column all = read_bytes(s, tensor, work.context);
  if (work.beams == 1) return work.sequences * all;
  return work.sequences / work.beams * (all + (work.beams - 1) * read_bytes(s, tensor, work.own));
}

Column touched_share(const Shape& s, const Column& tokens) {
  if (!s.mixture) return 1.0;
  const double log_missed = repeatable::log(1 - s.experts_per_token / s.experts);
  return 1.0 - exp(tokens * log_missed);
}

StepTime step_time(const Shape& s, const Parallelism& p, const Profile& f, const StepWork& work,
                   const PartFactors& parts) {
  return s.on_host_too() ? offloaded_step(s, p, f, work, parts) : gpu_step_time(s, p, f, work, parts);
}

Drawn<Seconds> roofline(const Shape& s, const Parallelism& p, const Profile& f, const StepWork& work) {
  return s.on_host_too() ? offloaded_roofline(s, p, f, work) : gpu_roofline(s, p, f, work);
}

namespace {

/// Activations that kernels write and read again, 2 bytes each.
Column activation_time(const Shape& s, const Parallelism& p, const Profile& f, const Column& tokens) {
  const double numbers =
      f.activation_passes * s.activations +
      f.product_passes * (s.products.numbers + (s.products.numbers_cut + s.expert_numbers) / p.tensor);
  return 2.0 * numbers / (p.attention_data * f.weight_bandwidth) * tokens;
}

StepTime sum_of_cards(const Shape& s, const Parallelism& p, const Profile& f, const StepWork& work,
                      const PartFactors& parts) {
  StepTime sum;
  for (const Profile& card : f.cards) {
    const StepTime own = gpu_step_time(s, p, card, work, parts);
    for (const auto part : step_parts) sum.*part = sum.*part + card.share * (own.*part);
  }
  return sum;
}

}  // namespace

StepTime gpu_step_time(const Shape& s, const Parallelism& p, const Profile& f, const StepWork& work,
                       const PartFactors& parts) {
  if (!f.cards.empty()) return sum_of_cards(s, p, f, work, parts);
  const double gpus = static_cast<double>(p.tensor) * p.attention_data;  // that work on one layer
  const double tp = p.tensor, dp = p.attention_data;
  const Column tokens = work.sequences + work.prompt_tokens;
  const Column touched = touched_share(s, tokens);

  Column weights = read_time(s, f, tp) + f.expansion * s.parameters_dense / tp;
  Column compute =
      flop_dense(s, tokens) / (dp * tp * f.dense_rate) + flop_head(s, work.heads) / (dp * tp * f.head_rate);
  // A short read does not fill the memory's pipeline: bandwidth x / (x + knee) for x bytes per layer.
  Column kv =
      (cache_bytes(s, p.tensor, work) / dp + s.layers * f.kv_knee * min(work.sequences, Column(1.0))) /
      f.kv_bandwidth;
  const Column softmax = f.softmax_passes * 4.0 * s.score_elements / (tp * dp * f.weight_bandwidth) *
                         (work.prompt_tokens * work.prompt_past);
  Column attention = attention_flop(s, work) / (tp * dp * f.attention_rate) + softmax;
  if (s.state_flop > 0) attention += state_flop(s, work) / (tp * dp * f.linear_rate);
  const Column activations = activation_time(s, p, f, tokens);
  const Column communication = communication_time(s, p, f, tokens);
  const Column overhead = overhead_time(p, f, work);
  weights *= parts.weights;
  compute *= parts.compute;
  kv *= parts.kv;
  attention *= parts.attention;
  StepTime t;
  Column blended = blend_at(weights, compute, f.blend, parts.blend);
  if (s.mixture) {
    const Column rows = tokens * s.experts_per_token + f.tile * s.experts * touched;
    const Column read =
        parts.weights * (s.bytes_experts * f.imbalance / (gpus * f.expert_bandwidth) * touched) +
        s.mixtures * s.experts / dp * f.expert_touch * touched;
    const Column worked = parts.compute * (2.0 * s.parameters_expert * rows / (gpus * f.expert_rate));
    blended += blend_at(read, worked, f.expert_blend, parts.blend);
    weights += read;
    compute += worked;
    t.experts = worked * second;
  }
  t.weights = weights * second;
  t.compute = compute * second;
  t.kv = kv * second;
  t.attention = attention * second;
  t.activations = activations * second;
  t.communication = communication * second;
  t.overhead = overhead * second;
  t.total = (blended + kv + attention + activations + communication + overhead) * second;
  return t;
}

Column moved_bytes(const Shape& s, const Parallelism& p, const StepWork& work) {
  const double gpus = static_cast<double>(p.tensor) * p.attention_data;
  const double tp = p.tensor, dp = p.attention_data;
  const Column tokens = work.sequences + work.prompt_tokens;
  return (s.bytes_dense + s.bytes_head) / tp + s.bytes_experts / gpus * touched_share(s, tokens) +
         cache_bytes(s, p.tensor, work) / dp;
}

Column seconds_at_peak(const Shape& s, const Parallelism& p, const Profile& f, const StepWork& work) {
  const double gpus = static_cast<double>(p.tensor) * p.attention_data;
  const double tp = p.tensor, dp = p.attention_data;
  const Column tokens = work.sequences + work.prompt_tokens;
  Column flop_time = flop_dense(s, tokens) / (dp * tp * f.peak_dense) +
                     flop_head(s, work.heads) / (dp * tp * f.peak16) +
                     (attention_flop(s, work) + state_flop(s, work)) / (tp * dp * f.peak16);
  if (s.mixture)
    flop_time += 2.0 * s.parameters_expert * s.experts_per_token * tokens / (gpus * f.peak_experts);
  return flop_time;
}

Drawn<Seconds> gpu_roofline(const Shape& s, const Parallelism& p, const Profile& f, const StepWork& work) {
  if (!f.cards.empty()) {
    Drawn<Seconds> sum{Column(0.0)};
    for (const Profile& card : f.cards) sum = sum + card.share * gpu_roofline(s, p, card, work);
    return sum;
  }
  return max(moved_bytes(s, p, work) / f.bandwidth, seconds_at_peak(s, p, f, work)) * second;
}

Bound bound_of(const StepTime& t) {
  const auto typical = [](const Drawn<Seconds>& part) { return part.base_units()[0]; };
  const std::pair<double, Bound> parts[] = {{typical(t.weights), Bound::weights},
                                            {typical(t.kv), Bound::kv},
                                            {typical(t.compute) + typical(t.attention), Bound::compute},
                                            {typical(t.communication), Bound::communication},
                                            {typical(t.host), Bound::host},
                                            {typical(t.overhead) + typical(t.activations), Bound::overhead}};
  return std::max_element(std::begin(parts), std::end(parts),
                          [](const auto& a, const auto& b) { return a.first < b.first; })
      ->second;
}

}  // namespace llmtco
