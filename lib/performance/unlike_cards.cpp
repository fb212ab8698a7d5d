#include "performance/unlike_cards.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "performance/memory_parts.h"

namespace llmtco {
namespace {

/// 1 / (sum of w / rate); nothing where a card has none.
template <class Q, class F>
std::optional<Q> harmonic(const std::vector<Accelerator>& cards, const std::vector<double>& shares, F rate) {
  double inverse = 0;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const std::optional<Q> own = rate(cards[i]);
    if (!own) return std::nullopt;
    inverse += shares[i] / own->base_units();
  }
  return Q(1 / inverse);
}

const Accelerator& smallest(const std::vector<Accelerator>& cards) {
  return *std::min_element(cards.begin(), cards.end(), [](const Accelerator& a, const Accelerator& b) {
    return given_to_programs(a) < given_to_programs(b);
  });
}

void set_speeds(Accelerator& one, const std::vector<Accelerator>& cards) {
  const std::vector<double> shares = layer_shares(cards);
  one.bandwidth = harmonic<BytesPerSecond>(cards, shares, [](const Accelerator& a) { return a.bandwidth; });
  one.peaks.clear();
  for (const auto& [format, peak] : cards.front().peaks) {
    const std::string& name = format;
    if (const auto mean =
            harmonic<FlopPerSecond>(cards, shares, [&](const Accelerator& a) { return a.peak(name); }))
      one.peaks.emplace_back(name, *mean);
  }
}

}  // namespace

std::vector<Accelerator> cards_of(const Placement& p) {
  return p.cards.empty() ? std::vector<Accelerator>{p.accelerator} : p.cards;
}

std::string cards_text(const Placement& p) {
  return p.cards.empty() ? fmt::format("{} x {}", p.gpus(), p.accelerator.name) : p.accelerator.name;
}

std::vector<double> layer_shares(const std::vector<Accelerator>& cards) {
  Bytes all{};
  for (const Accelerator& card : cards) all = all + given_to_programs(card);
  std::vector<double> shares;
  for (const Accelerator& card : cards) shares.push_back(given_to_programs(card) / all);
  return shares;
}

double stages(const Placement& p) {
  if (p.cards.empty()) return static_cast<double>(p.parallel.pipeline) * p.parallel.layer_split;
  const std::vector<double> shares = layer_shares(p.cards);
  return 1 / *std::min_element(shares.begin(), shares.end());
}

std::vector<Profile> card_profiles(const Placement& p, const Shape& s, const Coefficients& c, bool online) {
  std::vector<Profile> all;
  const std::vector<double> shares = layer_shares(p.cards);
  for (std::size_t i = 0; i < p.cards.size(); ++i) {
    Placement alone = p;
    alone.accelerator = p.cards[i];
    alone.cards.clear();
    all.push_back(profile_of(alone, s, c, online));
    all.back().share = shares[i];
  }
  return all;
}

Accelerator as_one(const std::vector<Accelerator>& cards) {
  assert(!cards.empty());
  Accelerator one = smallest(cards);
  one.id.clear();
  one.name.clear();
  one.aliases.clear();
  one.purchase.clear();
  one.rent.clear();
  Watts power{};
  bool known = true;
  for (const Accelerator& card : cards) {
    one.id += (one.id.empty() ? "" : "+") + card.id;
    one.name += (one.name.empty() ? "" : " + ") + card.name;
    if (card.power) power = power + *card.power;
    known = known && card.power.has_value();
    if (!card.link || (one.link && card.link->bandwidth < one.link->bandwidth)) one.link = card.link;
  }
  one.power = known ? std::optional(power / static_cast<double>(cards.size())) : std::nullopt;
  one.source = "its cards, by shares of layers";
  one.memory_usable = driver_memory(one).bytes;
  set_speeds(one, cards);
  return one;
}

}  // namespace llmtco
