#include "cost/use.h"

#include <algorithm>

namespace llmtco {
namespace {

template <Dimension D>
bool is_nothing(const Quantity<D, Column>& amount) {
  return amount.base_units().is(0);
}

bool is_paid(const TokensByKind& tokens) {
  for (const Medium medium : all_media) {
    const TokensByKind::Other& other = tokens.media[medium];
    if (!is_nothing(other.input) || !is_nothing(other.cache_reads) || !is_nothing(other.output)) return false;
  }
  return is_nothing(tokens.input) && is_nothing(tokens.cache_reads) && is_nothing(tokens.cache_writes) &&
         is_nothing(tokens.cache_writes_1h) && is_nothing(tokens.output);
}

bool is_paid(const Capacity& machines) {
  if (machines.weeks.empty()) return machines.replicas.is(0) && machines.running.is(0);
  return machines.stand_ins.is(0) && !any(less(0.0, most_needed(machines.weeks)));
}

Drawn<Tokens> some_of(const Drawn<Tokens>& tokens, const Column& part) {
  return is_nothing(tokens) ? tokens : part * tokens;
}

}  // namespace

TokensByKind part_of(const TokensByKind& tokens, const Column& part) {
  TokensByKind some{.input = some_of(tokens.input, part),
                    .cache_reads = some_of(tokens.cache_reads, part),
                    .cache_writes = some_of(tokens.cache_writes, part),
                    .output = some_of(tokens.output, part),
                    .cache_writes_1h = some_of(tokens.cache_writes_1h, part)};
  for (const Medium medium : all_media) {
    const TokensByKind::Other& other = tokens.media[medium];
    some.media[medium] = {some_of(other.input, part), some_of(other.cache_reads, part),
                          some_of(other.output, part)};
  }
  return some;
}

void keep(ClassUse& use, const Column& part) {
  use.left = use.left * part;
  use.bought = part.is(0) ? TokensByKind() : part_of(use.bought, part);
}

bool is_paid(const Use& left) {
  const auto paid = [](const ClassUse& use) {
    return is_paid(use.bought) && std::all_of(use.tool_uses.begin(), use.tool_uses.end(),
                                              [](const Drawn<Requests>& uses) { return is_nothing(uses); });
  };
  return std::all_of(left.classes.begin(), left.classes.end(), paid) && is_nothing(left.stored) &&
         is_paid(left.machines) && !left.serverless &&
         (!left.electricity || is_nothing(left.electricity->used));
}

}  // namespace llmtco
