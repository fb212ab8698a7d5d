#include "cost/commitment.h"

#include "columns/column_math.h"

namespace llmtco {

Drawn<Usd> invoiced(const Bill& lines) {
  return total(lines, [](const LineItem& line) { return line.type == CostType::invoiced; });
}

void bill(const Commitment& commitment, Use&, const Block& block, Bill& lines) {
  const Drawn<Usd> list = named("spent at list prices", invoiced(lines)),
                   committed = named("committed", block(commitment.spend) * month);
  const Column discount = block(commitment.discount), beyond = block(commitment.beyond),
               shortfall = block(commitment.shortfall), paid = 1.0 - discount;
  const Drawn<Usd> spent = named("spent at the discount", paid * list);
  const Drawn<Usd> covered =
      named("covered at list prices", select(less_equal(spent, committed), list, committed / paid));
  if (!discount.is(0) || !beyond.is(0)) {
    Drawn<Usd> off = discount * covered;
    if (!beyond.is(0)) off = off + beyond * (list - covered);
    lines.push_back(lump({.item = ItemId::commitment_discount,
                          .type = CostType::invoiced,
                          .behaviour = CostBehaviour::usage,
                          .price = commitment.discount.origin,
                          .source = commitment.source},
                         -off));
  }
  if (shortfall.is(0)) return;
  lines.push_back(lump({.item = ItemId::commitment_shortfall,
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::fixed,
                        .price = commitment.spend.origin,
                        .source = commitment.source},
                       shortfall * max(Drawn<Usd>(), named("committed and not spent", committed - spent))));
}

}  // namespace llmtco
