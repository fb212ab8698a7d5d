#include "cost/free_tier.h"

#include "columns/column_math.h"

namespace llmtco {
namespace {

/// Amounts below it are none.
constexpr double no_amount = 1e-9;

template <Dimension D>
Column part_free(const char* what, const Quantity<D, Column>& free, const Quantity<D, Column>& bought) {
  return named(what, min(1.0, free.base_units() / max(bought.base_units(), no_amount)));
}

Drawn<Tokens> input_of(const ClassUse& use) {
  const TokensByKind& bought = use.bought;
  return bought.input + bought.cache_reads + bought.cache_writes + bought.cache_writes_1h;
}
Drawn<Tokens> output_of(const ClassUse& use) { return use.bought.output; }

Drawn<Tokens> over_classes(const Use& use, Drawn<Tokens> (*tokens)(const ClassUse&)) {
  Drawn<Tokens> sum;
  for (const ClassUse& each : use.classes) sum += tokens(each);
  return sum;
}

void add_free_line(const FreeTier& free, const char* name, const Drawn<Tokens>& tokens, Bill& lines) {
  if (tokens.base_units().is(0)) return;
  lines.push_back(line({.item = ItemId::free_tokens,
                        .labels = {.name = name},
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::usage,
                        .quantity_unit = "Mtok",
                        .source = free.source},
                       tokens, Drawn<UsdPerToken>(), mtok));
}

/// Calls whose tokens nobody has paid for.
Drawn<Requests> calls_of(const Use& use) {
  Drawn<Requests> sum;
  for (const ClassUse& each : use.classes) sum += each.left * each.traffic->task.calls * each.tasks;
  return sum;
}

}  // namespace

void bill(const FreeTier& free, Use& left, const Block& block, Bill& lines) {
  const Drawn<Tokens> input = over_classes(left, input_of), output = over_classes(left, output_of);
  if (free.requests) {
    const Column part = part_free("part of the calls that is free", block(*free.requests), calls_of(left));
    for (ClassUse& use : left.classes) keep(use, 1.0 - part);
  }
  const Drawn<Tokens> input_left = over_classes(left, input_of), output_left = over_classes(left, output_of);
  if (free.input) {
    const Column paid = 1.0 - part_free("part of the input that is free", block(*free.input), input_left);
    for (ClassUse& use : left.classes) {
      for (Drawn<Tokens>* tokens : {&use.bought.input, &use.bought.cache_reads, &use.bought.cache_writes,
                                    &use.bought.cache_writes_1h})
        if (!tokens->base_units().is(0)) *tokens = paid * *tokens;
    }
  }
  if (free.output) {
    const Column paid = 1.0 - part_free("part of the output that is free", block(*free.output), output_left);
    for (ClassUse& use : left.classes)
      if (!use.bought.output.base_units().is(0)) use.bought.output = paid * use.bought.output;
  }
  add_free_line(free, "input", input - over_classes(left, input_of), lines);
  add_free_line(free, "output", output - over_classes(left, output_of), lines);
}

}  // namespace llmtco
