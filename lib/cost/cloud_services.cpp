#include "cost/cloud_services.h"

namespace llmtco {
namespace {

LineItem egress_line(const CloudServices::Egress& egress, const Use& use, const Block& block) {
  Drawn<Tokens> written;
  for (const ClassUse& each : use.classes) written += each.tasks * each.traffic->task.output;
  return line({.item = ItemId::egress,
               .type = CostType::invoiced,
               .behaviour = CostBehaviour::usage,
               .quantity_unit = "GB",
               .price = egress.price.origin,
               .source = "scenario"},
              written * block(egress.each), block(egress.price), GB);
}

LineItem storage_line(const CloudServices::Storage& storage, const Block& block) {
  return line({.item = ItemId::weight_storage,
               .type = CostType::invoiced,
               .behaviour = CostBehaviour::fixed,
               .quantity_unit = "GB-months",
               .price = storage.price.origin,
               .source = "scenario"},
              block(storage.size) * month, block(storage.price), GB * month);
}

Drawn<Usd> support_cost(const CloudServices::Support& support, const Block& block, const Bill& lines) {
  const Drawn<Usd> invoiced =
      total(lines, [](const LineItem& each) { return each.type == CostType::invoiced; });
  return max(block(support.least) * month, block(support.share) * named("invoiced before support", invoiced));
}

}  // namespace

void bill(const CloudServices& services, Use& left, const Block& block, Bill& lines) {
  if (services.egress) lines.push_back(egress_line(*services.egress, left, block));
  if (services.storage) lines.push_back(storage_line(*services.storage, block));
  if (services.load_balancing) {
    lines.push_back(lump({.item = ItemId::load_balancing,
                          .type = CostType::invoiced,
                          .behaviour = CostBehaviour::fixed,
                          .price = services.load_balancing->origin,
                          .source = "scenario"},
                         block(*services.load_balancing) * month));
  }
  if (!services.support) return;
  lines.push_back(lump({.item = ItemId::support,
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::fixed,
                        .price = services.support->share.origin,
                        .source = "scenario"},
                       support_cost(*services.support, block, lines)));
}

}  // namespace llmtco
