#include <fmt/format.h>

#include <algorithm>

#include "catalog/overlays.h"
#include "text/characters.h"
#include "text/currencies.h"
#include "units/parse.h"

namespace llmtco::detail {
namespace {

/// Texts that are no amounts, whatever stands in them.
bool is_prose(const std::string& key) {
  return key == "source" || key == "note" || key == "name" || key == "aliases" || key == "as_of";
}

class Converter {
 public:
  Converter(const std::vector<OverlayRate>& rates, Diagnostics& diagnostics)
      : rates_(rates), diagnostics_(diagnostics) {}

  Node of(const Node& node) {
    if (node.is_scalar()) return is_prose(node.key()) ? node : scalar(node);
    const std::string before = std::move(told_);
    told_.clear();
    Node all = node;
    for (const Node& child : node.children()) {
      const Node changed = of(child);
      if (changed.tree() != child.tree()) all = all.with(child.key(), changed);
    }
    const auto source = all.is_mapping() && !told_.empty() ? all.find("source") : std::nullopt;
    if (source && source->is_scalar()) {
      all = all.with("source", source->with_text(fmt::format("{}, {}", source->text(), told_)));
      told_ = before;
    } else if (told_.empty()) {
      told_ = before;
    }
    return all;
  }

 private:
  Node scalar(const Node& node) {
    std::string whole, rest = node.text();
    bool any = false;
    for (std::size_t to = 0; to != std::string::npos;) {
      to = rest.find(" to ");
      const auto one = amount(rest.substr(0, to), node);
      any = any || one;
      whole += one.value_or(rest.substr(0, to)) + (to == std::string::npos ? "" : " to ");
      rest = to == std::string::npos ? "" : rest.substr(to + 4);
    }
    return any ? node.with_text(whole) : node;
  }

  /// "$0.99/Mtok" of "€0.90/Mtok"; nothing of what is no amount of another currency.
  std::optional<std::string> amount(const std::string& text, const Node& node) {
    const auto read = parse_quantity(text);
    const auto* found = std::get_if<Measured>(&read);
    if (found == nullptr || found->currency.empty()) return std::nullopt;
    const auto rate = std::find_if(rates_.begin(), rates_.end(),
                                   [&](const OverlayRate& each) { return each.code == found->currency; });
    if (rate == rates_.end()) {
      diagnostics_.error(
          node.location(),
          fmt::format("{} is in {}, of which the scenario gives no fixed rate", shown(text), found->currency),
          fmt::format("write `rates: {{{}: {{usd: $1.10, as_of: 2026-09-23}}}}` in it; at a rate that "
                      "is drawn, prices stand in the scenario itself",
                      found->currency));
      return std::nullopt;
    }
    told_ = fmt::format("{} at ${:g} of {}", rate->code, rate->usd, rate->as_of);
    std::string_view tail = number_tail(text).unit;
    while (!tail.empty() && tail.front() == ' ') tail.remove_prefix(1);
    if (const auto code = currency_at(tail)) tail.remove_prefix(code->bytes);
    const auto per = parse_unit("$" + std::string(tail));
    return fmt::format("${:.17g}{}", found->value * rate->usd / std::get<Measured>(per).value, tail);
  }

  const std::vector<OverlayRate>& rates_;
  Diagnostics& diagnostics_;
  std::string told_;  ///< of the amounts that no source stands beside yet
};

}  // namespace

Node in_dollars(const Node& entry, const std::vector<OverlayRate>& rates, Diagnostics& diagnostics) {
  return Converter(rates, diagnostics).of(entry);
}

}  // namespace llmtco::detail
