#include "workload/counting.h"

#include "workload/tokens.h"

namespace llmtco {
namespace {

template <class Q>
bool same(const Uncertain<Q>& a, const Uncertain<Q>& b) {
  return a.node == b.node && (!a.is_known() || a.constant == b.constant);
}

template <class Q>
bool same(const std::optional<Uncertain<Q>>& a, const std::optional<Uncertain<Q>>& b) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

using Measured = std::optional<Uncertain<TokensPerRequest>>;

std::optional<Drawn<TokensPerRequest>> drawn(const Measured& measured, const Block& block) {
  return measured ? std::optional(block(*measured)) : std::nullopt;
}

}  // namespace

bool operator==(const ClassCounting& a, const ClassCounting& b) {
  return same(a.input, b.input) && same(a.tools, b.tools) && same(a.length, b.length) &&
         same(a.output, b.output) && same(a.reasoning, b.reasoning) && same(a.thoughts, b.thoughts) &&
         a.rereads == b.rereads && same(a.measured_input, b.measured_input) &&
         same(a.measured_output, b.measured_output) && same(a.measured_reasoning, b.measured_reasoning);
}

TokenFactors factors_of(const RequestClass& requests, const ClassCounting& counting, const Block& block) {
  const auto told = [&](const char* what, Column factor) {
    return named_of(requests.name, what, std::move(factor));
  };
  return {.input = block(counting.input),
          .tools = block(counting.tools),
          .output =
              told("tokens of an answer over those written", block(counting.length) * block(counting.output)),
          .reasoning = block(counting.reasoning),
          .thoughts = block(counting.thoughts),
          .rereads = counting.rereads,
          .measured_input = drawn(counting.measured_input, block),
          .measured_output = drawn(counting.measured_output, block),
          .measured_reasoning = drawn(counting.measured_reasoning, block)};
}

}  // namespace llmtco
