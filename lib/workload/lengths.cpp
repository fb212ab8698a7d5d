#include "workload/lengths.h"

namespace llmtco {
namespace {

/// A factor of 1 leaves no trace.
Drawn<TokensPerRequest> counted(const Drawn<TokensPerRequest>& tokens, const Column& factor) {
  return factor.is(1) ? tokens : factor * tokens;
}

}  // namespace

TaskLengths lengths_of(const RequestClass& requests, const TokenFactors& factors, const Block& block) {
  TaskLengths of;
  of.name = requests.name;
  of.calls = block(requests.agent.calls);
  of.retries = block(requests.agent.retries);
  of.input = counted(block(requests.input.mean), factors.input);
  of.shared = min(counted(block(requests.shared_prefix), factors.input), of.input);
  of.new_input = counted(block(requests.agent.new_input), factors.input);
  of.visible = counted(block(requests.output.mean), factors.output);
  const bool reasons = !factors.reasoning.is(0);
  if (reasons) of.reasoning = factors.reasoning * of.visible;
  of.output = reasons ? of.visible + of.reasoning : of.visible;
  of.step = of.new_input + of.visible;
  of.input_cv = block(requests.input.cv);
  of.output_cv = block(requests.output.cv);
  return of;
}

}  // namespace llmtco
