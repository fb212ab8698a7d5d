#include "cost/token_tariff.h"

#include <algorithm>
#include <cassert>

namespace llmtco {
namespace {

/// What is paid of list prices: (1 - discount) x list price x service factor.
class Paying {
 public:
  Paying(const TokenTariff& tariff, const Block& block)
      : block_(block), kept_(1.0 - block(tariff.discount)), factor_(block(tariff.service_factor)) {}

  Drawn<UsdPerToken> operator()(const Uncertain<UsdPerToken>& list) const {
    return kept_ * (block_(list) * factor_);
  }
  PaidPrices all(const TokenPrices& list) const {
    return {.input = (*this)(list.input),
            .output = (*this)(list.output),
            .cache_read = (*this)(list.cache_read.value_or(list.input)),
            .cache_write = (*this)(list.cache_write.value_or(list.input))};
  }

 private:
  const Block& block_;
  Column kept_, factor_;
};

/// Tokens of one kind, the share of them billed in one window at one tier, and their price there.
struct Share {
  ItemId item;
  const Drawn<Tokens>& tokens;
  const Column& share;
  const Drawn<UsdPerToken>& price;
  OriginId origin;
  bool of_medium = false;
};

/// None where there is nothing to bill in any draw.
void add_line(const Share& billed, const Labels& labels, const TokenTariff& tariff, const Column& discount,
              Bill& lines) {
  if (billed.tokens.base_units().is(0) || billed.share.is(0)) return;
  lines.push_back(
      line({.item = billed.item,
            .labels = labels,
            .type = CostType::invoiced,
            .behaviour = CostBehaviour::usage,
            .quantity_unit = "Mtok",
            .discount = discount,
            .price = billed.origin,
            .source = billed.of_medium && !tariff.media_source.empty() ? tariff.media_source : tariff.source},
           billed.tokens * billed.share, billed.price, mtok));
}

/// Shares of a class's tokens in one window at one tier, and what its lines there say of themselves.
struct TierLines {
  const TokenTariff& tariff;
  const Paying& paying;
  const Labels& labels;
  const Column &input, &output, &discount;
};

struct MediumItems {
  ItemId input, cache_reads, output;
};
struct MediumBought {
  const TokensByKind::Other& tokens;
  const MediumItems& items;
  const MediumPrices<Uncertain<UsdPerToken>>& list;
};
constexpr ByMedium<MediumItems> medium_items{
    {ItemId::audio_input_tokens, ItemId::audio_cache_reads, ItemId::audio_output_tokens},
    {ItemId::image_input_tokens, ItemId::image_cache_reads, ItemId::image_output_tokens}};

/// What a cache may hold is input where it has no price of its own.
void bill_medium(const MediumBought& bought, const TierLines& at, Bill& lines) {
  const auto& [tokens, items, list] = bought;
  const auto add = [&](ItemId item, const Drawn<Tokens>& amount, const Column& share,
                       const std::optional<Uncertain<UsdPerToken>>& price) {
    if (amount.base_units().is(0)) return;
    assert(price.has_value());
    const Drawn<UsdPerToken> paid = at.paying(*price);
    add_line({item, amount, share, paid, price->origin, true}, at.labels, at.tariff, at.discount, lines);
  };
  const bool cached = list.cache_read.has_value();
  add(items.input, cached ? tokens.input : tokens.input + tokens.cache_reads, at.input, list.input);
  if (cached) add(items.cache_reads, tokens.cache_reads, at.input, list.cache_read);
  add(items.output, tokens.output, at.output, list.output);
}

void bill_class(const TokenTariff& tariff, const ClassUse& use, const Block& block, Bill& lines) {
  const TokensByKind& tokens = use.bought;
  const Column discount = block(tariff.discount);
  const Paying paying(tariff, block);
  for (const TariffWindow& window : tariff.windows) {
    std::vector<Tokens> from;
    for (const TariffTier& tier : window.tiers) from.push_back(tier.from_input);
    const std::vector<TierShare>& shares = use.traffic->shares(from);
    for (std::size_t t = 0; t < window.tiers.size(); ++t) {
      const TokenPrices& list = window.tiers[t].prices;
      const PaidPrices paid = paying.all(list);
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
      const TierLines at{tariff, paying, labels, input, output, discount};
      for (const Medium medium : all_media)
        bill_medium({tokens.media[medium], medium_items[medium], list.media[medium]}, at, lines);
    }
  }
}

}  // namespace

PaidPrices paid_prices(const TokenPrices& list, const TokenTariff& tariff, const Block& block) {
  return Paying(tariff, block).all(list);
}

std::string unpriced_media(const TokenTariff& tariff, const std::vector<ClassTraffic>& classes) {
  for (const Medium medium : all_media) {
    Drawn<TokensPerRequest> read, written;
    for (const ClassTraffic& each : classes) {
      read += each.task.media[medium].input;
      written += each.task.media[medium].output;
    }
    const auto lacks = [&](const Drawn<TokensPerRequest>& tokens, auto price) {
      if (tokens.base_units().is(0)) return false;
      const auto unpriced = [&](const TariffTier& tier) { return !(tier.prices.media[medium].*price); };
      return std::any_of(tariff.windows.begin(), tariff.windows.end(), [&](const TariffWindow& window) {
        return std::any_of(window.tiers.begin(), window.tiers.end(), unpriced);
      });
    };
    using Prices = MediumPrices<Uncertain<UsdPerToken>>;
    const std::string name(medium_names.to_text(medium));
    if (lacks(read, &Prices::input)) return name + " input";
    if (lacks(written, &Prices::output)) return name + " output";
  }
  return "";
}

void bill(const TokenTariff& tariff, Use& left, const Block& block, Bill& lines) {
  for (ClassUse& use : left.classes) {
    bill_class(tariff, use, block, lines);
    use.bought = {};
  }
}

}  // namespace llmtco
