#include "cost/batch_share.h"

namespace llmtco {

void bill(const BatchShare& batch, Use& left, const Block& block, Bill& lines) {
  Use waiting{.period = left.period, .classes = {}};
  for (ClassUse& use : left.classes) {
    const auto& share = use.traffic->requests->may_wait;
    if (!share) continue;
    const Column may_wait = named("share that may wait", block(*share));
    if (may_wait.is(0)) continue;
    ClassUse some = use;
    some.tool_uses.clear();
    some.bought = part_of(use.bought, may_wait);
    waiting.classes.push_back(std::move(some));
    keep(use, 1.0 - may_wait);
  }
  Bill own;
  bill(batch.tariff, waiting, block, own);
  for (LineItem& item : own) {
    item.labels.name = batch.tier;
    lines.push_back(std::move(item));
  }
}

}  // namespace llmtco
