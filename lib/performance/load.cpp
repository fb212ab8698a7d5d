#include "performance/load.h"

#include <algorithm>

#include "performance/work.h"

namespace llmtco {
namespace {

Column at_least(const Column& time, const Column& factor, const Drawn<Seconds>& floor) {
  return max(time * factor, floor.base_units());
}

/// How much longer than a stage's own time it takes until the next micro-batch leaves a pipeline of n stages. The host
/// launches all kernels in order and waits where a GPU's queue is full, so that at most 1 + queue / (launches of a
/// stage) micro-batches are under way, and n are needed to keep n stages busy:
///
///     stall = max(1, n / (1 + queue x n / launches))
///
/// 80 quantized layers on four GPUs: 4,160 launches a micro-batch, 1,040 a stage; 4 / (1 + 1,024 / 1,040) = 2.02.
/// 32 layers in F16: 208 a stage, no stall.
double in_flight_stall(const Profile& f, double n) {
  if (f.launches <= 0 || f.launch_queue <= 0) return 1;
  return std::max(1.0, n / (1 + f.launch_queue * n / f.launches));
}

/// First micro-batch through all GPUs, then one leaves the pipeline every stage:
///     t + n hops + (count - 1) x (stall x longest / (n x stage efficiency) + hop)
///
/// `longest` is n times the longest stage: t where all are alike.
Column pipelined(const Column& t, const Column& longest, const MicroBatches& batches, const Replica& r) {
  const double n = r.placement.parallel.layer_split;
  const Profile& f = r.online;
  const double stage = in_flight_stall(f, n) / (n * f.stage_efficiency);
  const Column hop = f.hop + batches.tokens * (4.0 * r.shape.hidden) / (f.link_efficiency * f.link);
  return t + n * hop + (batches.count - 1.0) * (stage * longest + hop);
}

/// Of all stages, as many times the longest as there are: that of the card which takes longest for its layers.
Column as_the_longest(const Column& t, const Replica& r, const Parallelism& parallel, const StepWork& work,
                      const Factors& factors) {
  if (r.online.cards.empty()) return t;
  Column longest = 0.0;
  for (const Profile& card : r.online.cards)
    longest =
        max(longest, card.share * step_time(r.shape, parallel, card, work, factors.parts).total.base_units());
  return static_cast<double>(r.online.cards.size()) * longest;
}

/// How much longer a token takes through the stages of a pipeline than the stages are busy with it: they
/// differ in length and wait for each other. The batch goes through in as many parts as there are stages, so
/// that none is idle otherwise.
double bubbles(const Replica& r) {
  return r.placement.parallel.pipeline > 1 ? 1 / r.offline.stage_efficiency : 1.0;
}

}  // namespace

MicroBatches micro_batches(const Profile& f, const Column& prompt) {
  if (f.micro_batch <= 0) return {.tokens = prompt, .count = 1.0};
  const Column tokens = min(prompt, Column(f.micro_batch));
  return {.tokens = tokens, .count = prompt / max(tokens, Column(1.0))};
}

Replica replica(Placement placement, const Coefficients& coefficients) {
  Replica r{.placement = std::move(placement), .shape = {}, .online = {}, .offline = {}};
  r.shape = shape_of(r.placement);
  r.online = profile_of(r.placement, r.shape, coefficients, true);
  r.offline = profile_of(r.placement, r.shape, coefficients, false);
  r.speculating = speculating(r.placement, coefficients);
  return r;
}

Timed decode_step(const Replica& r, const Column& batch, const Drawn<Tokens>& context,
                  const Factors& factors) {
  const StepWork work = decode_work(batch, context / token);
  const StepTime t = step_time(r.shape, r.placement.parallel, r.online, work, factors.parts);
  const Drawn<Seconds> least = roofline(r.shape, r.placement.parallel, r.online, work);
  return {.time = at_least(t.total.base_units(), factors.decode, least) * second, .bound = bound_of(t)};
}

Timed token_step(const Replica& r, const Column& batch, const Drawn<Tokens>& context,
                 const Factors& factors) {
  Timed step = decode_step(r, batch, context, factors);
  if (r.placement.speculation) step.time = step.time / speculative_speedup(r, batch, context, factors);
  return step;
}

Timed prefill(const Replica& r, const Drawn<Tokens>& tokens, const Drawn<Tokens>& past, const Column& prompts,
              const Factors& factors) {
  const Column length = tokens / token;
  const MicroBatches batches = micro_batches(r.online, length * prompts);
  // Where the host keeps a part, llama.cpp lets no two micro-batches be under way.
  const double stages = r.placement.host ? 1 : std::max(1, r.placement.parallel.layer_split);
  Parallelism parallel = r.placement.parallel;
  if (stages > 1) parallel.layer_split = 1;  // hops are counted by pipelined()
  const StepWork work = prompt_work(batches.tokens, past / token + 0.5 * length, prompts / batches.count);
  const StepTime t = step_time(r.shape, parallel, r.online, work, factors.parts);
  const Drawn<Seconds> least = roofline(r.shape, parallel, r.online, work);
  const Column one = t.total.base_units();
  const Column all = stages > 1 ? pipelined(one, as_the_longest(one, r, parallel, work, factors), batches, r)
                                : one * batches.count;
  const Column floor = least.base_units() * batches.count / stages;
  return {.time = at_least(all, factors.prefill, floor * second) * second, .bound = bound_of(t)};
}

Throughput offline_throughput(const Replica& r, const RequestShape& request, std::optional<Column> max_batch,
                              const Factors& factors) {
  const Column input = request.input / token, output = request.output / token,
               cached = request.cached / token;
  Column batch =
      min(batch_that_fits(r, request, factors.memory), Column(r.offline.batch_limit / request.beams));
  if (max_batch) batch = min(batch, *max_batch);
  const Column one_fits = greater_equal(batch, 1.0);
  batch = max(batch, Column(1.0));  // times are those of one request where none fits
  const Column together = batch / static_cast<double>(r.placement.parallel.pipeline);
  StepWork work = mixed_work(together, input, output, cached, request.beams);
  const auto& speculation = r.placement.speculation;
  const Drawn<Tokens> context = work.context * token;
  Column guessing = 1.0;  // or 0, where the batch is too large for it
  if (speculation && speculation->off_above) guessing = less_equal(together, *speculation->off_above);
  const Column gained = 1.0 + guessing * (r.speculating.accepted - 1);
  if (speculation) work.prompt_tokens *= gained;
  const StepTime t = step_time(r.shape, r.placement.parallel, r.offline, work, factors.parts);
  // Prompts' share of the step carries the prefill factor, the rest the decode factor.
  const Column share = work.prompt_tokens / (work.prompt_tokens + work.sequences);
  const Column factor = share * factors.prefill + (1.0 - share) * factors.decode;
  const Drawn<Seconds> least = roofline(r.shape, r.placement.parallel, r.offline, work);
  Column step = at_least(t.total.base_units(), factor, least);
  if (speculation) step += guessing * guessing_time(r, together, context, factors);
  step *= bubbles(r);
  const Column made = speculation ? batch * gained : batch;
  return {.batch = one_fits * batch,
          .output = one_fits * (made / step) * token / second,
          .step = step * second,
          .bound = bound_of(t)};
}

Loop loop_of(const Replica& r, const RequestShape& request, const Factors& factors) {
  const Column input = request.input / token, output = max(request.output / token, Column(1.0));
  const Column longer = max(request.answer_in_flight() / token, Column(1.0));
  const PromptTime prompt = prompt_time(r, input, request.cached / token, factors);
  // Prompts pass through the stages of a pipeline one behind another.
  return {.output = output,
          .context = (request.cached / token + input + 0.5 * longer) * token,
          .prompt = prompt,
          .stall = prompt.stall * bubbles(r) / static_cast<double>(r.placement.parallel.pipeline),
          // Times are those of one request where none fits: replica_capacity() says that none is served.
          .fits = max(min(batch_that_fits(r, request, factors.memory), Column(r.online.batch_limit)),
                      Column(1.0))};
}

LoopStep loop_step(const Replica& r, const Loop& loop, const Column& batch, const Factors& factors) {
  const Profile& f = r.online;
  Timed step =
      token_step(r, batch / static_cast<double>(r.placement.parallel.pipeline), loop.context, factors);
  step.time = step.time * bubbles(r);
  const Column stalls = f.interleave * max(batch - 1.0, Column(0.0)) * loop.stall / loop.output;
  const Column host = f.request * batch / loop.output;
  // Host work per request overlaps with the GPU: the longer of the two, smoothly.
  const Column tpot = host_and_gpu(host, step.time.base_units() + stalls);
  return {.step = std::move(step), .tpot = tpot};
}

namespace {

/// Of all tokens that it yields.
Column whole_step(const Replica& r, const Timed& token_step) {
  const Column& time = token_step.time.base_units();
  return r.placement.speculation ? time * r.speculating.accepted : time;
}

}  // namespace

Latency closed_loop(const Replica& r, const RequestShape& request, const Column& concurrency,
                    const Factors& factors) {
  const Profile& f = r.online;
  const Loop loop = loop_of(r, request, factors);
  const Column batch = min(concurrency, loop.fits);
  const auto [step, tpot] = loop_step(r, loop, batch, factors);
  const Column waiting = max(concurrency - batch, Column(0.0)) / batch * loop.output * tpot;
  const Column own = host_and_gpu(Column(f.first_launch), loop.prompt.alone);
  const Column ahead = 0.5 * f.first_wave * max(batch - 1.0, Column(0.0));
  const Column ttft = f.first_fixed + whole_step(r, step) + own * (f.first_together + ahead) + waiting;
  return {.ttft = ttft * second, .tpot = tpot * second, .batch = batch, .bound = step.bound};
}

}  // namespace llmtco
