#include "cost/tariff.h"

namespace llmtco {

PaidPrices paid_prices(const TokenPrices& list, const Tariff& tariff, const Block& block) {
  const Column kept = 1.0 - block(tariff.discount);
  const Column factor = block(tariff.service_factor);
  const auto paid = [&](const Uncertain<UsdPerToken>& price) { return kept * (block(price) * factor); };
  return {.input = paid(list.input),
          .output = paid(list.output),
          .cache_read = paid(list.cache_read.value_or(list.input)),
          .cache_write = paid(list.cache_write.value_or(list.input))};
}

}  // namespace llmtco
