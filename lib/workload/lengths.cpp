#include "workload/lengths.h"

#include "columns/normal.h"

namespace llmtco {
namespace {

/// A factor of 1 leaves no trace.
Drawn<TokensPerRequest> counted(const Drawn<TokensPerRequest>& tokens, const Column& factor) {
  return factor.is(1) ? tokens : factor * tokens;
}

template <class Q>
auto moments(const Differing<Q>& spread, const Block& block) -> MeanAndCv<decltype(block(spread.mean))> {
  if (!spread.percentiles) return {block(spread.mean), block(spread.cv)};
  const auto median = block(spread.percentiles->p50);
  const Column sigma = log(max(1.0, block(spread.percentiles->p95) / median)) / z95;
  const Column square = sigma * sigma;
  return {exp(0.5 * square) * median, sqrt(exp(square) - 1.0)};
}

}  // namespace

MeanAndCv<Drawn<TokensPerRequest>> mean_and_cv(const TokenLength& length, const Block& block) {
  return moments(length, block);
}
MeanAndCv<Column> mean_and_cv(const Differing<double>& number, const Block& block) {
  return moments(number, block);
}
MeanAndCv<Drawn<Seconds>> mean_and_cv(const Differing<Seconds>& time, const Block& block) {
  return moments(time, block);
}

TaskLengths lengths_of(const RequestClass& requests, const TokenFactors& factors, const Block& block) {
  const AgentLoop& agent = requests.agent;
  auto calls = mean_and_cv(agent.calls, block);
  auto input = mean_and_cv(requests.input, block), more = mean_and_cv(agent.new_input, block),
       output = mean_and_cv(requests.output, block);
  auto tools = mean_and_cv(agent.tool_time, block);
  TaskLengths of;
  of.name = requests.name;
  of.calls = {std::move(calls.mean), std::move(calls.cv)};
  of.retries = block(agent.retries);
  of.input = counted(input.mean, factors.input);
  of.shared = min(counted(block(requests.shared_prefix), factors.input), of.input);
  of.new_input = counted(more.mean, factors.input);
  of.visible = counted(output.mean, factors.output);
  const bool reasons = !factors.reasoning.is(0);
  if (reasons) of.reasoning = factors.reasoning * of.visible;
  of.output = reasons ? of.visible + of.reasoning : of.visible;
  of.step = of.new_input + of.visible;
  of.input_cv = std::move(input.cv);
  of.new_cv = std::move(more.cv);
  of.output_cv = std::move(output.cv);
  of.tool_time = std::move(tools.mean);
  of.tool_cv = std::move(tools.cv);
  return of;
}

}  // namespace llmtco
