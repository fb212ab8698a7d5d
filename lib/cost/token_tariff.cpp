#include "cost/token_tariff.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "cost/tariff_shares.h"

namespace llmtco {
namespace {

/// What is paid of list prices: see paid_prices().
class Paying {
 public:
  Paying(const TokenTariff& tariff, const Block& block)
      : block_(block), kept_(1.0 - block(tariff.discount)), factor_(block(tariff.service_factor)) {
    if (tariff.region_factor) factor_ = factor_ * block(*tariff.region_factor);
    if (tariff.surcharge) factor_ = factor_ * (1.0 + block(*tariff.surcharge));
    if (!tariff.cache_read_factor) return;
    reads_factor_ = block(*tariff.cache_read_factor);
    if (tariff.region_factor) reads_factor_ = *reads_factor_ * block(*tariff.region_factor);
    if (tariff.surcharge) reads_factor_ = *reads_factor_ * (1.0 + block(*tariff.surcharge));
  }

  Drawn<UsdPerToken> operator()(const Uncertain<UsdPerToken>& list) const {
    return kept_ * (block_(list) * factor_);
  }
  Drawn<UsdPerToken> read(const Uncertain<UsdPerToken>& list) const {
    return reads_factor_ ? kept_ * (block_(list) * *reads_factor_) : (*this)(list);
  }
  PaidPrices all(const TokenPrices& list) const {
    const auto write = list.cache_write.value_or(list.input);
    return {.input = (*this)(list.input),
            .output = (*this)(list.output),
            .cache_read = read(list.cache_read.value_or(list.input)),
            .cache_write = (*this)(write),
            .cache_write_1h = (*this)(list.cache_write_1h.value_or(write))};
  }

 private:
  const Block& block_;
  Column kept_, factor_;
  std::optional<Column> reads_factor_{};
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
  const TokensByKind::Other& tokens = bought.tokens;
  const MediumItems& items = bought.items;
  const MediumPrices<Uncertain<UsdPerToken>>& list = bought.list;
  const auto add = [&](ItemId item, const Drawn<Tokens>& amount, const Column& share,
                       const std::optional<Uncertain<UsdPerToken>>& price) {
    if (amount.base_units().is(0)) return;
    assert(price.has_value());
    const Drawn<UsdPerToken> paid = item == items.cache_reads ? at.paying.read(*price) : at.paying(*price);
    add_line({item, amount, share, paid, price->origin, true}, at.labels, at.tariff, at.discount, lines);
  };
  const bool cached = list.cache_read.has_value();
  add(items.input, cached ? tokens.input : tokens.input + tokens.cache_reads, at.input, list.input);
  if (cached) add(items.cache_reads, tokens.cache_reads, at.input, list.cache_read);
  add(items.output, tokens.output, at.output, list.output);
}

/// One price list of the horizon.
struct ListInForce {
  const std::vector<TariffWindow>& windows;
  InForce months;
  std::string days;  ///< "until 2027-01-01"; empty for one that is in force all the time
  std::optional<Column>
      share{};  ///< of a class's tasks that it bills, and what their price has become; 1 if absent
};

std::vector<ListInForce> lists_in_force(const TokenTariff& tariff) {
  constexpr double end = std::numeric_limits<double>::infinity();
  const std::vector<TariffChange>& changes = tariff.changes;
  std::vector<ListInForce> all{{tariff.windows, {0, end}, ""}};
  for (const TariffChange& change : changes) {
    all.back().months.to = change.from_month;
    if (all.size() == 1) all.back().days = "until " + change.day;
    all.push_back({change.windows, {change.from_month, end}, "from " + change.day});
  }
  return all;
}

/// A class, and what pays for it.
struct ClassBill {
  const TokenTariff& tariff;
  const ClassUse& use;
  const Paying& paying;
  const Column discount;
};

void bill_window(const ClassBill& of, const ListInForce& list, const TariffWindow& window, Bill& lines) {
  const auto& [tariff, use, paying, discount] = of;
  const TokensByKind& tokens = use.bought;
  std::vector<Tokens> from;
  for (const TariffTier& tier : window.tiers) from.push_back(tier.from_input);
  const std::vector<TierShare>& shares = use.traffic->shares(from);
  const double load = share_of_load(window, list.windows, *use.traffic->requests);
  const bool all_hours = list.windows.size() == 1;
  for (std::size_t t = 0; t < window.tiers.size(); ++t) {
    const TokenPrices& prices = window.tiers[t].prices;
    const PaidPrices paid = paying.all(prices);
    Column input = load * shares[t].input, output = load * shares[t].calls;
    if (list.share) {
      input = *list.share * input;
      output = *list.share * output;
    }
    const Labels labels{
        .request_class = use.traffic->requests->name,
        .window = (all_hours ? "" : window.name) + (all_hours || list.days.empty() ? "" : ", ") + list.days,
        .tier = from[t]};
    const auto read = prices.cache_read.value_or(prices.input);
    const auto write = prices.cache_write.value_or(prices.input);
    for (const Share& billed :
         {Share{ItemId::input_tokens, tokens.input, input, paid.input, prices.input.origin},
          Share{ItemId::cache_reads, tokens.cache_reads, input, paid.cache_read, read.origin},
          Share{ItemId::cache_writes, tokens.cache_writes, input, paid.cache_write, write.origin},
          Share{ItemId::cache_writes_1h, tokens.cache_writes_1h, input, paid.cache_write_1h,
                prices.cache_write_1h.value_or(write).origin},
          Share{ItemId::output_tokens, tokens.output, output, paid.output, prices.output.origin}}) {
      add_line(billed, labels, tariff, discount, lines);
    }
    const TierLines at{tariff, paying, labels, input, output, discount};
    for (const Medium medium : all_media)
      bill_medium({tokens.media[medium], medium_items[medium], prices.media[medium]}, at, lines);
  }
}

/// The price of a tool, or null.
const ToolPrice* price_of(const TokenTariff& tariff, const std::string& tool) {
  const auto found = std::find_if(tariff.tools.begin(), tariff.tools.end(),
                                  [&](const ToolPrice& price) { return price.tool == tool; });
  return found == tariff.tools.end() ? nullptr : &*found;
}

void bill_tools(const TokenTariff& tariff, const ClassUse& use, const Block& block, Bill& lines) {
  for (std::size_t i = 0; i < use.tool_uses.size(); ++i) {
    if (use.tool_uses[i].base_units().is(0)) continue;
    const RequestClass& requests = *use.traffic->requests;
    const ToolPrice* tool = price_of(tariff, requests.tool_uses[i].tool);
    assert(tool != nullptr);
    lines.push_back(line({.item = ItemId::tool_uses,
                          .labels = {.request_class = requests.name, .name = tool->tool},
                          .type = CostType::invoiced,
                          .behaviour = CostBehaviour::usage,
                          .quantity_unit = "1k uses",
                          .price = tool->price.origin,
                          .source = tool->source},
                         use.tool_uses[i], block(tool->price), 1000.0 * request));
  }
}

void bill_storage(const TokenTariff& tariff, const Drawn<TokenSeconds>& stored, const Block& block,
                  Bill& lines) {
  if (stored.base_units().is(0)) return;
  assert(tariff.storage.has_value());
  lines.push_back(line({.item = ItemId::cache_storage,
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::fixed,
                        .quantity_unit = "Mtok-h",
                        .price = tariff.storage->origin,
                        .source = tariff.storage_source},
                       stored, block(*tariff.storage), mtok * hour));
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

std::string unpriced_tool(const TokenTariff& tariff, const std::vector<ClassTraffic>& classes) {
  for (const ClassTraffic& each : classes) {
    for (const ToolUse& use : each.requests->tool_uses) {
      const bool never = use.times.is_known() && use.times.constant == 0;
      if (!never && price_of(tariff, use.tool) == nullptr) return use.tool;
    }
  }
  return "";
}

void bill(const TokenTariff& tariff, Use& left, const Block& block, Bill& lines) {
  const Paying paying(tariff, block);
  const Column discount = block(tariff.discount);
  std::optional<Column> moves;
  if (tariff.change_a_year) moves = block(*tariff.change_a_year);
  std::vector<ListInForce> lists = lists_in_force(tariff);
  for (ClassUse& use : left.classes) {
    for (ListInForce& list : lists) {
      if (lists.size() > 1 || moves)
        list.share = share_in_force(*use.traffic, left.period, list.months, moves);
      const ClassBill of{tariff, use, paying, discount};
      for (const TariffWindow& window : list.windows) bill_window(of, list, window, lines);
    }
    bill_tools(tariff, use, block, lines);
    use.bought = {};
    use.tool_uses.clear();
  }
  bill_storage(tariff, left.stored, block, lines);
  left.stored = {};
}

}  // namespace llmtco
