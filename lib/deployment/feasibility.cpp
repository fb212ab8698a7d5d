#include "deployment/feasibility.h"

#include <fmt/format.h>

#include <algorithm>

namespace llmtco {
namespace {

bool everywhere(const Column& mask) {
  if (mask.is_constant()) return mask.constant() != 0;
  return std::all_of(mask.data(), mask.data() + block_draws, [](double holds) { return holds != 0; });
}

}  // namespace

void require(Evaluation& evaluation, const Column& holds, std::string reason) {
  evaluation.feasible = evaluation.feasible * holds;
  if (evaluation.reason.empty() && !everywhere(holds)) evaluation.reason = std::move(reason);
}

void require_context(const ContextLimit& limit, const Context& context, Evaluation& evaluation) {
  for (const ClassTraffic& requests : context.traffic.classes) {
    const Drawn<TokensPerRequest>& longest = requests.longest_call;
    const Column tokens = longest / (token / request);
    require(
        evaluation, less_equal(longest, Drawn<TokensPerRequest>(limit.tokens / request)),
        fmt::format("the longest calls of '{}' need {} with their answer, the context of {} is {:.0f}",
                    requests.requests->name,
                    tokens.is_constant() ? fmt::format("{:.0f} tokens", tokens.constant()) : "more tokens",
                    limit.model, limit.tokens / token));
  }
}

}  // namespace llmtco
