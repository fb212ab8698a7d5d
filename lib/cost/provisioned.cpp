#include "cost/provisioned.h"

#include <fmt/format.h>

#include <array>

namespace llmtco {
namespace {

/// What each class asks for in the mean hour, in units.
AskedOfUnits asked_of_units(const Provisioned& provisioned, const Use& use, const Block& block) {
  const Drawn<TokensPerSecond> input = block(provisioned.input) / minute;
  const Column cached = block(provisioned.cache_read_weight);
  std::vector<Column> read, written;
  for (const ClassUse& each : use.classes) {
    const CountedTokens counted = counted_tokens_of(each, cached);
    const Drawn<Tokens> tokens = provisioned.output_weight
                                     ? counted.input + block(*provisioned.output_weight) * counted.output
                                     : counted.input;
    read.push_back(tokens / month / input);
    if (provisioned.output) written.push_back(counted.output / month / (block(*provisioned.output) / minute));
  }
  AskedOfUnits asked{std::move(read)};
  if (provisioned.output) asked.push_back(std::move(written));
  return asked;
}

/// Explained by what it hangs on: hours and bursts are a function of their own.
Column told_share(const Column& share, const AboveCapacity& above, const Column& units) {
  const std::array<Argument, 2> arguments{Argument{"units of the busiest hour", above.busiest},
                                          Argument{"units", units}};
  return named("share above the units", opaque("above the capacity", share.plain(), arguments));
}

void add_fee(const Provisioned& provisioned, const Column& units, const Block& block, Bill& lines) {
  lines.push_back(line({.item = ItemId::provisioned_units,
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::fixed,
                        .quantity_unit = "unit-months",
                        .price = provisioned.price.origin,
                        .source = provisioned.source},
                       units * Drawn<Seconds>(month), block(provisioned.price), month));
}

std::string reason_of_units(const Provisioned& provisioned, const AboveCapacity& above, const Column& units) {
  const bool waits = provisioned.overflow == Overflow::queue;
  return fmt::format("the {} needs {} provisioned units, there are {:.6g}, and what is above {}",
                     waits ? "busiest day, taken together," : "busiest hour",
                     up_to(waits ? above.day : above.busiest), mean_draw(units),
                     waits ? "waits for quieter hours of its day" : "is refused");
}

}  // namespace

void bill(const Provisioned& provisioned, Use& left, const Block& block, Bill& lines) {
  const Column units = block(provisioned.units);
  add_fee(provisioned, units, block, lines);
  const AboveCapacity above =
      above_capacity(classes_of(left), asked_of_units(provisioned, left, block), units, block);
  Overload overload{.time = above.time};
  set_tokens(left, above, overload);
  set_holds(provisioned.overflow, above, units, overload);
  if (!all(overload.holds)) overload.reason = reason_of_units(provisioned, above, units);
  left.overloads.push_back(std::move(overload));
  for (std::size_t i = 0; i < left.classes.size(); ++i) {
    const bool overflows = provisioned.overflow == Overflow::standard;
    keep(left.classes[i], overflows ? told_share(above.share[i], above, units) : Column(0.0));
  }
}

}  // namespace llmtco
