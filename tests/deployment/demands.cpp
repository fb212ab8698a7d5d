#include "demands.h"

namespace llmtco {

Fleet measured_fleet(double output_tokens_per_second) {
  const Catalog catalog;
  Fleet fleet{.replica = replica(place(std::get<Accelerator>(catalog.accelerator("h100-80-sxm")), 1,
                                       std::get<Model>(catalog.model("llama-3.1-8b")),
                                       std::get<WeightFormat>(catalog.format("fp8")),
                                       std::get<Engine>(catalog.engine("vllm")))),
              .cache_hit_rate = 0.0};
  fleet.throughput = output_tokens_per_second * token / second;
  for (const SpeedVariable& variable : speed_variables(fleet.replica.placement)) {
    (void)variable;
    fleet.speed.emplace_back(1.0);
  }
  return fleet;
}

TokenTariff flat_tariff(double input, double output, double cache_read, double cache_write) {
  const TokenPrices prices{.input = input * mtok_price,
                           .output = output * mtok_price,
                           .cache_read = cache_read * mtok_price,
                           .cache_write = cache_write * mtok_price};
  return {.windows = {{.name = "all day", .share_of_week = 1, .tiers = {{Tokens(), prices}}}},
          .discount = 0.0,
          .source = "a test"};
}

}  // namespace llmtco
