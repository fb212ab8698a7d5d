#include "performance/work.h"

#include <algorithm>

namespace llmtco {
namespace {

/// Whether room for the whole answer is set aside when a request starts: contiguous caches, and
/// TensorRT-LLM's default of never evicting. Other paged engines hold half of it on average and preempt when
/// they run out.
bool reserves_answers(const Placement& p) { return !p.engine.paged_kv || p.engine.id == "tensorrt-llm"; }

}  // namespace

StepWork decode_work(const Column& batch, const Column& context) {
  return {.sequences = batch, .context = context, .heads = batch};
}

StepWork prompt_work(const Column& tokens, const Column& mean_past, const Column& prompts) {
  return {.prompt_tokens = tokens, .prompt_past = mean_past, .heads = prompts};
}

StepWork mixed_work(const Column& batch, const Column& input, const Column& output, const Column& cached,
                    double beams) {
  StepWork work = decode_work(batch * beams, cached + input + 0.5 * output);
  work.beams = beams;
  work.own = 0.5 * output;
  work.prompt_tokens = batch * input / output;
  work.prompt_past = cached + 0.5 * input;
  return work;
}

Column batch_that_fits(const Replica& r, const RequestShape& request, const Column& memory_factor) {
  const double answer = reserves_answers(r.placement) ? 1.0 : 0.5;
  const Column length = (request.cached + request.input) / token +
                        answer * request.beams * (request.answer_in_flight() / token);
  return largest_batch(r.placement, length * token, memory_factor);
}

PromptTime prompt_time(const Replica& r, const Column& input, const Column& cached, const Factors& factors) {
  const double dp = r.placement.parallel.attention_data;
  Profile bare = r.online;  // latencies of collectives are hidden behind the long step
  bare.allreduce = 0;
  const StepWork work = prompt_work(input, cached + 0.5 * input, 0.0);
  const StepTime t = step_time(r.shape, r.placement.parallel, bare, work, factors.parts);
  const Column marginal =
      (t.compute + t.attention + t.activations + t.communication + t.host) / second * factors.prefill;
  // With attention data parallelism one rank computes a prompt and the others wait for it in the expert
  // layers, which all of them compute.
  const Column experts = t.experts / second * factors.prefill;
  const Column on_rank = dp > 1 ? (marginal - experts) * dp + experts : marginal;
  const Column stall = dp > 1 ? on_rank / pow(Column(dp), r.online.data_parallel_stall) : marginal;
  const Column rest = max(t.total / second * factors.prefill - marginal, Column(0.0));
  const Column alone = on_rank + rest;
  const Drawn<Seconds> least = roofline(r.shape, r.placement.parallel, r.online, work);
  return {.alone = max(alone, least / second), .stall = stall};
}

Column host_and_gpu(const Column& host, const Column& gpu) {
  const Column larger = max(max(host, gpu), Column(1e-30));
  const Column ratio = min(host, gpu) / larger;
  return larger * pow(1.0 + ratio * ratio * ratio, Column(1.0 / 3));
}

}  // namespace llmtco
