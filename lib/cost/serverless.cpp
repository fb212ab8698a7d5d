#include "cost/serverless.h"

#include <cassert>

namespace llmtco {
namespace {

LineItem seconds_line(ItemId item, CostBehaviour behaviour, const Column& accelerators,
                      const Uncertain<UsdPerSecond>& price, const std::string& source, const Block& block) {
  const Drawn<Seconds> time = accelerators * month;
  return line({.item = item,
               .type = CostType::invoiced,
               .behaviour = behaviour,
               .quantity_unit = "GPU-s",
               .price = price.origin,
               .source = source},
              time, block(price), second);
}

}  // namespace

void bill(const Serverless& serverless, Use& left, const Block& block, Bill& lines) {
  assert(left.serverless);
  const ServerlessUse& workers = *left.serverless;
  const Column& gpus = left.machines.gpus;
  const auto add = [&](ItemId item, const Column& mean) {
    lines.push_back(
        seconds_line(item, CostBehaviour::usage, gpus * mean, serverless.price, serverless.source, block));
  };
  add(ItemId::serverless_busy, workers.busy);
  add(ItemId::serverless_idle, workers.idle);
  add(ItemId::serverless_starts, workers.starting);
  if (!workers.always_on.is(0)) {
    lines.push_back(seconds_line(ItemId::serverless_active, CostBehaviour::fixed, gpus * workers.always_on,
                                 serverless.active_price, serverless.active_source, block));
  }
  if (serverless.request_fee) {
    lines.push_back(line({.item = ItemId::request_fees,
                          .type = CostType::invoiced,
                          .behaviour = CostBehaviour::usage,
                          .quantity_unit = "calls",
                          .price = serverless.request_fee->origin,
                          .source = "scenario"},
                         workers.calls, block(*serverless.request_fee), request));
  }
  left.machines = {};
  left.serverless.reset();
  left.electricity.reset();
}

}  // namespace llmtco
