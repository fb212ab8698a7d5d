#include "performance/speculation.h"

#include <algorithm>
#include <array>

#include "columns/repeatable.h"
#include "performance/load.h"
#include "performance/work.h"

namespace llmtco {
namespace {

/// Tokens guessed per step by the trees and chains the methods use by default.
double guesses(SpeculationMethod method) {
  switch (method) {
    case SpeculationMethod::draft_model:
      return 5;
    case SpeculationMethod::prompt_lookup:
      return 10;
    case SpeculationMethod::lookahead:
      return 15;
    case SpeculationMethod::retrieval:
    case SpeculationMethod::medusa:
    case SpeculationMethod::hydra:
      return 63;
    case SpeculationMethod::token_recycling:
      return 80;
    case SpeculationMethod::eagle:
      return 25;
    case SpeculationMethod::eagle2:
    case SpeculationMethod::samd_eagle2:
      return 59;
  }
  return 0;
}

/// Methods whose success depends on the task in the same way.
std::string_view group(SpeculationMethod method) {
  switch (method) {
    case SpeculationMethod::prompt_lookup:
      return "copy";
    case SpeculationMethod::lookahead:
      return "ngram";
    case SpeculationMethod::retrieval:
      return "retrieval";
    case SpeculationMethod::token_recycling:
      return "recycling";
    case SpeculationMethod::medusa:
    case SpeculationMethod::hydra:
      return "heads";
    case SpeculationMethod::eagle:
    case SpeculationMethod::eagle2:
      return "eagle";
    case SpeculationMethod::samd_eagle2:
      return "samd";
    case SpeculationMethod::draft_model:
      return "draft";
  }
  return "";
}

}  // namespace

double usual_accepted(SpeculationMethod method, const Coefficients& c) {
  return c("speculation.accepted@" + std::string(to_text(method)));
}

Speculating speculating(const Placement& p, const Coefficients& c) {
  if (!p.speculation) return {};
  const Speculation& s = *p.speculation;
  const std::string method(to_text(s.method));
  const double accepted = s.accepted.value_or(usual_accepted(s.method, c));
  double task = 1;
  if (s.task != "overall") {
    task = c.effect("speculation.task", s.task) *
           c.effect("speculation.task", s.task + ":" + std::string(group(s.method)));
  }
  // One A100 80 GB SXM with 7B in 16 bits: 2.04 TB/s, 14 GB, 153 FLOP per byte.
  constexpr double reference_step = 14e9 / 2.039e12, reference_intensity = 312e12 / 2.039e12;
  const double peak = p.accelerator.peak("fp16").value_or(FlopPerSecond(312e12)).base_units();
  const double bandwidth = p.accelerator.bandwidth.value_or(BytesPerSecond(2.039e12)).base_units();
  const double target_step = weight_bytes(p.model, p.format).base_units() / bandwidth;
  const double drafting = c("speculation.cost@" + method) *
                          repeatable::pow(reference_step / target_step, c("speculation.step_exponent"));
  const double guessed = s.guesses ? *s.guesses : guesses(s.method);
  const double checking = c("speculation.check") * guessed / 64 * reference_intensity / (peak / bandwidth);
  return {.accepted = std::min(1 + (accepted - 1) * task, 1 + guessed),
          .cost = drafting + checking,
          .guesses = guessed};
}

double speculative_speedup(const Placement& p, const Coefficients& c) {
  const Speculating s = speculating(p, c);
  return s.accepted / (1 + s.cost);
}

double draft_bytes(const Placement& p) {
  if (!p.speculation) return 0;
  const ShapeParameters count = shape_parameters(p.model);
  const double full = 2 * count.total();
  switch (p.speculation->method) {
    case SpeculationMethod::draft_model:
      return p.speculation->draft ? weight_bytes(*p.speculation->draft, p.format).base_units() : 0;
    case SpeculationMethod::medusa:
    case SpeculationMethod::hydra:
      return 0.10 * full;
    case SpeculationMethod::eagle:
    case SpeculationMethod::eagle2:
    case SpeculationMethod::samd_eagle2:
      // A model with layers of its own for further tokens drafts with them.
      return count.mtp > 0 ? count.mtp * p.format.bits / 8 : 0.04 * full;
    default:
      return 0;
  }
}

Column guessing_time(const Replica& r, const Column& batch, const Drawn<Tokens>& context,
                     const Factors& factors) {
  const Speculating& s = r.speculating;
  const auto more = [&](const Column& sequences) {
    StepWork work = decode_work(sequences, context / token);
    const Column alone =
        step_time(r.shape, r.placement.parallel, r.online, work, factors.parts).total / second;
    work.prompt_tokens = s.guesses * sequences;
    work.prompt_past = context / token;
    work.heads = (1 + s.guesses) * sequences;
    const Column both =
        step_time(r.shape, r.placement.parallel, r.online, work, factors.parts).total / second;
    return (both - alone) * factors.decode;
  };
  const Column one = decode_step(r, 1.0, context, factors).time / second;
  return s.cost * one + max(more(batch) - more(1.0), Column(0.0));
}

Column speculative_speedup(const Replica& r, const Column& batch, const Drawn<Tokens>& context,
                           const Factors& factors) {
  if (!r.placement.speculation) return 1.0;
  const Column step = decode_step(r, batch, context, factors).time / second;
  const Column faster = r.speculating.accepted * step / (step + guessing_time(r, batch, context, factors));
  const auto& off = r.placement.speculation->off_above;
  return off ? select(less_equal(batch, *off), faster, 1.0) : faster;
}

}  // namespace llmtco
