#include "performance/roofline.h"

#include <algorithm>

#include "performance/work.h"

namespace llmtco {
namespace {

Drawn<Tokens> tokens_of(double n) { return Drawn<Tokens>(Column(n)); }

/// A step that is done `count` times within some seconds, by `stages` GPUs at once.
struct Done {
  double seconds = 0, count = 1, stages = 1;
};

RooflinePoint point_of(const Replica& r, const StepWork& work, double size, const Done& done) {
  const Parallelism& parallel = r.placement.parallel;
  Profile counting = r.online;
  counting.peak_dense = counting.peak16 = counting.peak_experts = 1;
  const double flop = seconds_at_peak(r.shape, parallel, counting, work)[0];
  const double bytes = moved_bytes(r.shape, parallel, work)[0];
  const double least = (roofline(r.shape, parallel, r.online, work) / second)[0];
  return {.size = size,
          .intensity = flop / bytes,
          .reached = flop * done.count / (done.stages * done.seconds),
          .attainable = flop / least};
}

RooflinePoint decode_point(const Replica& r, const Query& query, double batch) {
  const double context = query.input + 0.5 * query.output;
  const Timed step = decode_step(r, batch, tokens_of(context), query.factors);
  return point_of(r, decode_work(batch, context), batch, {.seconds = (step.time / second)[0]});
}

/// Of one micro-batch of the prompt, at the rate of all.
RooflinePoint prefill_point(const Replica& r, const Query& query) {
  const MicroBatches batches = micro_batches(r.online, query.input);
  const Timed all = prefill(r, tokens_of(query.input), tokens_of(0), 1.0, query.factors);
  const double stages = std::max(1, r.placement.parallel.layer_split);
  return point_of(r, prompt_work(batches.tokens, 0.5 * query.input, 1.0 / batches.count), query.input,
                  {.seconds = (all.time / second)[0], .count = batches.count[0], .stages = stages});
}

}  // namespace

Roofline roofline_of(const Query& query, const Prediction& prediction, const Coefficients& coefficients) {
  const Replica r = replica(query.placement, coefficients);
  Roofline line;
  if (!r.online.cards.empty()) line.none = "each of unlike cards has a roofline of its own";
  if (r.shape.on_host_too()) line.none = "the GPU and the host have a roofline each";
  if (!line.none.empty()) return line;
  line.bandwidth = r.online.bandwidth;
  line.peak = std::max(r.online.peak_dense, r.online.peak16);
  if (r.shape.mixture) line.peak = std::max(line.peak, r.online.peak_experts);
  line.decode = decode_point(r, query, query.batch);
  line.prefill = prefill_point(r, query);
  const double most = std::min(prediction.largest_batch, r.online.batch_limit);
  for (double batch = 1; batch <= most; batch *= 2) line.batches.push_back(decode_point(r, query, batch));
  return line;
}

}  // namespace llmtco
