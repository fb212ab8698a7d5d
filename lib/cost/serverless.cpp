#include "cost/serverless.h"

#include <cassert>
#include <utility>

namespace llmtco {
namespace {

/// A line of the seconds of so many accelerators through the month.
LineItem seconds_line(LineItem about, const Column& accelerators, const Uncertain<UsdPerSecond>& price,
                      const Block& block) {
  const Drawn<Seconds> time = accelerators * month;
  about.type = CostType::invoiced;
  about.quantity_unit = "GPU-s";
  about.price = price.origin;
  return line(std::move(about), time, block(price), second);
}

}  // namespace

void bill(const Serverless& serverless, Use& left, const Block& block, Bill& lines) {
  assert(left.serverless);
  const ServerlessUse& workers = *left.serverless;
  const Column& gpus = left.machines.gpus;
  const auto add = [&](ItemId item, const Column& mean) {
    lines.push_back(
        seconds_line({.item = item, .behaviour = CostBehaviour::usage, .source = serverless.source},
                     gpus * mean, serverless.price, block));
  };
  add(ItemId::serverless_busy, workers.busy);
  add(ItemId::serverless_idle, workers.idle);
  add(ItemId::serverless_starts, workers.starting);
  if (!workers.always_on.is(0)) {
    lines.push_back(seconds_line({.item = ItemId::serverless_active,
                                  .behaviour = CostBehaviour::fixed,
                                  .source = serverless.active_source},
                                 gpus * workers.always_on, serverless.active_price, block));
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
