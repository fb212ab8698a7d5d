#include "performance/speculation.h"

#include <algorithm>
#include <array>

#include "columns/repeatable.h"
#include "performance/load.h"

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

double speculative_speedup(const Placement& p, const Coefficients& c) {
  if (!p.speculation) return 1;
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
  const double checking =
      c("speculation.check") * guesses(s.method) / 64 * reference_intensity / (peak / bandwidth);
  const double cost = drafting + checking;
  return (1 + (accepted - 1) * task) / (1 + cost);
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

Column speculative_speedup(const Replica& r, const Column& batch, const Drawn<Tokens>& context,
                           const Coefficients& c) {
  if (!r.placement.speculation) return 1.0;
  const double checked = 1 + guesses(r.placement.speculation->method);
  const auto slowdown = [&](const Column& sequences) {
    return decode_step(r, checked * sequences, context).time / decode_step(r, sequences, context).time;
  };
  return speculative_speedup(r.placement, c) * slowdown(1.0) / slowdown(batch);
}

}  // namespace llmtco
