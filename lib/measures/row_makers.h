#pragma once
#include "measures/measure.h"

/// What rows of the list of figures (measures/list.h) are written with.
namespace llmtco::measures::detail {

inline constexpr FigureUnit plain{""}, dollars{"USD", Usd::dimension}, seconds{"s", Seconds::dimension},
    requests{"requests", Requests::dimension}, tokens{"tokens", Tokens::dimension}, mtok{"Mtok"},
    kilowatt_hours{"kWh"}, kilograms{"kg"};

constexpr Measure cost(std::string_view id, std::string_view key, Basis basis, std::string_view says) {
  return {id, key, Topic::cost, dollars, Better::lower, says, Reduction::summary, basis};
}

/// A unit cost: dollars of a basis over what they are paid for.
constexpr Measure unit_cost(std::string_view id, std::string_view key, Basis basis, std::string_view under,
                            std::string_view says) {
  Measure row = cost(id, key, basis, says);
  row.over = basis == Basis::marginal      ? "cost.monthly.marginal"
             : basis == Basis::energy_only ? "cost.monthly.energy"
                                           : "cost.monthly";
  row.under = under;
  return row;
}

constexpr Measure time(std::string_view id, std::string_view key, std::string_view says) {
  return {id, key, Topic::latency, seconds, Better::lower, says};
}

constexpr Measure share(std::string_view id, std::string_view key, Topic topic, std::string_view says) {
  return {id, key, topic, plain, Better::higher, says, Reduction::share};
}

/// Share of draws in which one kind of limit holds, of a class or of all.
constexpr Measure limit(std::string_view id, std::string_view key, std::string_view says) {
  return share(id, key, Topic::ranking, says);
}

constexpr Measure as_share(Measure row) {
  row.reduction = Reduction::share;
  return row;
}

/// A figure that reports leave out where nobody asks for it.
constexpr Measure if_known(Measure row) {
  row.only_known = true;
  return row;
}

/// The same, of so many millions of tokens in and out.
constexpr Measure of_mtok(std::string_view id, std::string_view key, FigureUnit unit, std::string_view over,
                          std::string_view says) {
  return {id,          key,  Topic::energy, unit, Better::lower, says, Reduction::summary,
          Basis::none, over, "demand.mtok", true};
}

/// Share of draws in which something sizes a fleet.
constexpr Measure sized(std::string_view id, std::string_view key, std::string_view says) {
  Measure row = if_known(share(id, key, Topic::fleet, says));
  row.better = Better::neither;
  return row;
}

/// What a tail of the damage of a month comes to.
constexpr Measure tail(std::string_view id, std::string_view key, Reduction how, std::string_view says) {
  return {id, key, Topic::risk, dollars, Better::lower, says, how, Basis::none, {}, {}, true};
}

/// Of capacities bought or allowed by the token; JSON leaves it out of options that have none.
constexpr Measure capacity(std::string_view id, std::string_view key, FigureUnit unit,
                           std::string_view says) {
  Measure row{id, key, Topic::fleet, unit, Better::lower, says};
  row.only_known = true;
  return row;
}

}  // namespace llmtco::measures::detail
