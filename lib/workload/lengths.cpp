#include "workload/lengths.h"

#include "columns/normal.h"
#include "workload/steps.h"
#include "workload/tokens.h"
#include "workload/tool_time.h"

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

/// Input of which `tools` are definitions of tools.
Drawn<TokensPerRequest> with_tools(const Drawn<TokensPerRequest>& tokens,
                                   const Drawn<TokensPerRequest>& tools, const TokenFactors& factors) {
  if (tools.base_units().is(0)) return counted(tokens, factors.input);
  const Drawn<TokensPerRequest> part = min(tools, tokens);
  return counted(tokens - part, factors.input) + counted(part, factors.tools);
}

/// Adds what is looked up for the first call: text, none of it shared, as long for every task.
void add_retrieved(const RequestClass& requests, const Column& factor, const Block& block, TaskLengths& of) {
  if (!requests.retrieval) return;
  const Drawn<TokensPerRequest> retrieved = named_of(
      requests.name, "retrieved tokens", counted(retrieved_tokens(*requests.retrieval, block), factor));
  const Column variance = variance_of(of.input_cv, of.input);
  of.input = of.input + retrieved;
  of.input_cv = cv_of(variance, of.input);
}

/// `counted` says what written tokens of text are at the model.
template <class F>
void set_compaction(const RequestClass& requests, const Block& block, const F& counted, TaskLengths& of) {
  if (const auto& compaction = requests.agent.compaction)
    of.compaction = SummaryLengths{block(compaction->above), counted(block(compaction->to))};
}

void set_input(const RequestClass& requests, const TokenFactors& factors, const Block& block,
               TaskLengths& of) {
  auto input = mean_and_cv(requests.input, block), more = mean_and_cv(requests.agent.new_input, block);
  of.input_cv = std::move(input.cv);
  of.new_cv = std::move(more.cv);
  const Drawn<TokensPerRequest> tools = block(requests.tools), shared = block(requests.shared_prefix);
  if (!factors.measured_input) {
    of.input = with_tools(input.mean, tools, factors);
    of.shared = min(with_tools(shared, tools, factors), of.input);
    of.new_input = counted(more.mean, factors.input);
    add_retrieved(requests, factors.input, block, of);
    set_compaction(
        requests, block, [&](const auto& text) { return counted(text, factors.input); }, of);
    return;
  }
  of.input = *factors.measured_input;
  const Column none = less_equal(input.mean, Drawn<TokensPerRequest>());
  const Column ratio =
      select(none, 1.0, of.input / select(none, Drawn<TokensPerRequest>(token / request), input.mean));
  of.shared = min(ratio * shared, of.input);
  of.new_input = ratio * more.mean;
  add_retrieved(requests, ratio, block, of);
  set_compaction(
      requests, block, [&](const auto& text) { return ratio * text; }, of);
}

void set_output(const RequestClass& requests, const TokenFactors& factors, const Block& block,
                TaskLengths& of) {
  auto output = mean_and_cv(requests.output, block);
  of.output_cv = std::move(output.cv);
  of.visible = factors.measured_output ? *factors.measured_output : counted(output.mean, factors.output);
  if (factors.measured_reasoning) {
    of.reasoning = *factors.measured_reasoning;
  } else if (!factors.measured_output) {
    if (!factors.reasoning.is(0)) of.reasoning = factors.reasoning * of.visible;
    if (!factors.thoughts.base_units().is(0)) of.reasoning += factors.thoughts;
  }
  of.output = of.thinks() ? of.visible + of.reasoning : of.visible;
}

/// Tokens and how they differ, of several parts that differ apart.
struct Parts {
  Drawn<TokensPerRequest> sum;
  Column variance = 0.0;  ///< tokens^2

  void add(const Drawn<TokensPerRequest>& mean, const Column& cv) {
    sum += mean;
    if (!cv.is(0)) variance += variance_of(cv, mean);
  }
  Column cv() const { return cv_of(variance, sum); }
};

/// Adds what is no text to a task's first input and to each answer.
void add_media(const RequestClass& requests, const Block& block, TaskLengths& of) {
  Parts input, output;
  for (const Medium medium : all_media) {
    const auto read = mean_and_cv(requests.media[medium].input, block),
               written = mean_and_cv(requests.media[medium].output, block);
    of.media[medium] = {read.mean, written.mean};
    if (of.media[medium].is_none()) continue;
    input.add(read.mean, read.cv);
    output.add(written.mean, written.cv);
    of.visible += written.mean;
  }
  if (of.media.audio.is_none() && of.media.image.is_none()) return;
  input.add(of.input, of.input_cv);
  output.add(of.output, of.output_cv);
  of.input_cv = input.cv();
  of.output_cv = output.cv();
  of.input = std::move(input.sum);
  of.output = std::move(output.sum);
}

}  // namespace

Column variance_of(const Column& cv, const Drawn<TokensPerRequest>& mean) {
  if (cv.is(0)) return 0.0;
  const Column deviation = cv * (mean / (token / request));
  return deviation * deviation;
}

Column cv_of(const Column& variance, const Drawn<TokensPerRequest>& mean) {
  if (variance.is(0)) return 0.0;
  const Column tokens = mean / (token / request);
  return select(less(0.0, tokens), sqrt(variance) / select(less(0.0, tokens), tokens, 1.0), 0.0);
}

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
  auto tools = mean_and_cv(agent.tool_time, block);
  if (agent.tools) tools = time_between_calls(tools, block(agent.tools->calls), block(agent.tools->at_once));
  TaskLengths of;
  of.name = requests.name;
  of.calls = {std::move(calls.mean), std::move(calls.cv)};
  of.retries = block(agent.retries);
  if (agent.ends_early()) {
    CallsMade made = calls_made(agent, of.calls, factors.step_right, block);
    of.calls = std::move(made.calls);
    of.retries += made.again;
  }
  set_input(requests, factors, block, of);
  set_output(requests, factors, block, of);
  add_media(requests, block, of);
  of.step = of.new_input + of.visible;
  if (factors.rereads && of.thinks()) of.step += of.reasoning;
  of.tool_time = std::move(tools.mean);
  of.tool_cv = std::move(tools.cv);
  return of;
}

}  // namespace llmtco
