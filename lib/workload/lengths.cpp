#include "workload/lengths.h"

namespace llmtco {
namespace {

/// A factor of 1 leaves no trace.
Drawn<TokensPerRequest> counted(const Drawn<TokensPerRequest>& tokens, const Column& factor) {
  return factor.is(1) ? tokens : factor * tokens;
}

/// Input of which `tools` are definitions of tools.
Drawn<TokensPerRequest> with_tools(const Drawn<TokensPerRequest>& tokens,
                                   const Drawn<TokensPerRequest>& tools, const TokenFactors& factors) {
  if (tools.base_units().is(0)) return counted(tokens, factors.input);
  const Drawn<TokensPerRequest> part = min(tools, tokens);
  return counted(tokens - part, factors.input) + counted(part, factors.tools);
}

void set_input(const RequestClass& requests, const TokenFactors& factors, const Block& block,
               TaskLengths& of) {
  const Drawn<TokensPerRequest> written = block(requests.input.mean), tools = block(requests.tools),
                                shared = block(requests.shared_prefix);
  if (!factors.measured_input) {
    of.input = with_tools(written, tools, factors);
    of.shared = min(with_tools(shared, tools, factors), of.input);
    of.new_input = counted(block(requests.agent.new_input), factors.input);
    return;
  }
  of.input = *factors.measured_input;
  const Column none = less_equal(written, Drawn<TokensPerRequest>());
  const Column ratio =
      select(none, 1.0, of.input / select(none, Drawn<TokensPerRequest>(token / request), written));
  of.shared = min(ratio * shared, of.input);
  of.new_input = ratio * block(requests.agent.new_input);
}

void set_output(const RequestClass& requests, const TokenFactors& factors, const Block& block,
                TaskLengths& of) {
  of.visible = factors.measured_output ? *factors.measured_output
                                       : counted(block(requests.output.mean), factors.output);
  if (factors.measured_reasoning) {
    of.reasoning = *factors.measured_reasoning;
  } else if (!factors.measured_output) {
    if (!factors.reasoning.is(0)) of.reasoning = factors.reasoning * of.visible;
    if (!factors.thoughts.base_units().is(0)) of.reasoning += factors.thoughts;
  }
  of.output = of.thinks() ? of.visible + of.reasoning : of.visible;
}

}  // namespace

TaskLengths lengths_of(const RequestClass& requests, const TokenFactors& factors, const Block& block) {
  TaskLengths of;
  of.name = requests.name;
  of.calls = block(requests.agent.calls);
  of.retries = block(requests.agent.retries);
  set_input(requests, factors, block, of);
  set_output(requests, factors, block, of);
  of.step = of.new_input + of.visible;
  if (factors.rereads && of.thinks()) of.step += of.reasoning;
  of.input_cv = block(requests.input.cv);
  of.output_cv = block(requests.output.cv);
  return of;
}

}  // namespace llmtco
