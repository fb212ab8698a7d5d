#include "cost/exit.h"

namespace llmtco {

void bill(const Exit& exit, Use&, const Block& block, Bill& lines) {
  lines.push_back({.item = ItemId::exit,
                   .type = CostType::risk,
                   .behaviour = CostBehaviour::fixed,
                   .quantity = block(exit.probability) / 12.0,
                   .quantity_unit = "exits",
                   .unit_price_usd = block(exit.cost) / usd,
                   .price = exit.cost.origin,
                   .source = exit.source});
}

}  // namespace llmtco
