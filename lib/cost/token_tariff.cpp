#include "cost/token_tariff.h"

namespace llmtco {
namespace {

/// Tokens of one kind, the share of them billed in one window at one tier, and their price there.
struct Share {
  ItemId item;
  const Drawn<Tokens>& tokens;
  const Column& share;
  const Drawn<UsdPerToken>& price;
  OriginId origin;
};

/// None where there is nothing to bill in any draw.
void add_line(const Share& billed, const Labels& labels, const TokenTariff& tariff, const Column& discount,
              Bill& lines) {
  if (billed.tokens.base_units().is(0) || billed.share.is(0)) return;
  lines.push_back(line({.item = billed.item,
                        .labels = labels,
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::usage,
                        .quantity_unit = "Mtok",
                        .discount = discount,
                        .price = billed.origin,
                        .source = tariff.source},
                       billed.tokens * billed.share, billed.price, mtok));
}

void bill_class(const TokenTariff& tariff, const ClassUse& use, const Block& block, Bill& lines) {
  const TokensByKind& tokens = use.bought;
  const Column discount = block(tariff.discount);
  for (const TariffWindow& window : tariff.windows) {
    std::vector<Tokens> from;
    for (const TariffTier& tier : window.tiers) from.push_back(tier.from_input);
    const std::vector<TierShare>& shares = use.traffic->shares(from);
    for (std::size_t t = 0; t < window.tiers.size(); ++t) {
      const TokenPrices& list = window.tiers[t].prices;
      const PaidPrices paid = paid_prices(list, tariff, block);
      const Column input = window.share_of_day * shares[t].input;
      const Column output = window.share_of_day * shares[t].calls;
      const Labels labels{.request_class = use.traffic->requests->name,
                          .window = window.share_of_day == 1 ? "" : window.name,
                          .tier = from[t]};
      const auto read = list.cache_read.value_or(list.input), write = list.cache_write.value_or(list.input);
      for (const Share& billed :
           {Share{ItemId::input_tokens, tokens.input, input, paid.input, list.input.origin},
            Share{ItemId::cache_reads, tokens.cache_reads, input, paid.cache_read, read.origin},
            Share{ItemId::cache_writes, tokens.cache_writes, input, paid.cache_write, write.origin},
            Share{ItemId::output_tokens, tokens.output, output, paid.output, list.output.origin}}) {
        add_line(billed, labels, tariff, discount, lines);
      }
    }
  }
}

}  // namespace

PaidPrices paid_prices(const TokenPrices& list, const TokenTariff& tariff, const Block& block) {
  const Column kept = 1.0 - block(tariff.discount);
  const Column factor = block(tariff.service_factor);
  const auto paid = [&](const Uncertain<UsdPerToken>& price) { return kept * (block(price) * factor); };
  return {.input = paid(list.input),
          .output = paid(list.output),
          .cache_read = paid(list.cache_read.value_or(list.input)),
          .cache_write = paid(list.cache_write.value_or(list.input))};
}

void bill(const TokenTariff& tariff, Use& left, const Block& block, Bill& lines) {
  for (ClassUse& use : left.classes) {
    bill_class(tariff, use, block, lines);
    use.bought = {};
  }
}

}  // namespace llmtco
