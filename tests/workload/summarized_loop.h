#pragma once
#include <vector>

#include "workload/tokens.h"

namespace llmtco::summarized {

inline constexpr auto one = token / request;

/// A loop in thousands of tokens: 10 in, 4 new, 1 answered, 1 shared, summarized to 2 above 30.
struct Loop {
  double input = 10'000, fresh = 4'000, answer = 1'000, shared = 1'000, above = 30'000, to = 2'000;

  TaskLengths lengths(double calls, double cv = 0) const {
    RequestClass requests;
    requests.input.mean = input * one;
    requests.output.mean = answer * one;
    requests.shared_prefix = shared * one;
    requests.agent.calls = {calls, cv};
    requests.agent.new_input.mean = fresh * one;
    requests.agent.compaction = Compaction{above * one, to * one};
    return lengths_of(requests, {}, Block());
  }
};

/// One call: what it reads and writes, and what of its input an earlier call of the task has read.
struct Call {
  double reads, repeats, writes;
  bool is_summary = false;
};

/// A task as its harness makes it, call by call.
inline std::vector<Call> made_by(const Loop& loop, int calls) {
  std::vector<Call> made{{loop.input, 0, loop.answer}};
  double context = loop.input;  // what the last call has read
  for (int k = 1; k < calls; ++k) {
    if (context + loop.answer + loop.fresh <= loop.above) {
      made.push_back({context + loop.answer + loop.fresh, context, loop.answer});
      context += loop.answer + loop.fresh;
      continue;
    }
    made.push_back({context + loop.answer, context, loop.to, true});
    context = loop.shared + loop.to + loop.fresh;
    made.push_back({context, loop.shared, loop.answer});
  }
  return made;
}

template <class F>
double sum_over(const std::vector<Call>& made, F f) {
  double sum = 0;
  for (const Call& call : made) sum += f(call);
  return sum;
}

inline double count_of(const Drawn<TokensPerRequest>& count) { return (count / one)[0]; }

}  // namespace llmtco::summarized
