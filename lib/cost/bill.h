#pragma once
#include <string>
#include <vector>

#include "units/units.h"

namespace llmtco {

/// What kind of money a line is: an auditor adds up only like with like.
enum class LineKind {
  invoiced,   ///< paid to somebody each month
  amortized,  ///< capital paid earlier, spread over its life
  staff,      ///< people's time
  risk,       ///< expected damage, as of wrong answers; nobody sends a bill
  carbon,     ///< an internal price on emissions
};

/// How a line moves with use; unit costs are summed from it and never compared across bases.
enum class Behaviour {
  energy,  ///< electricity: what an energy-only unit cost counts
  usage,   ///< grows with every request, as API tokens do; marginal = energy + usage
  fixed,   ///< there whether used or not; fully loaded = everything
};

/// One line of a monthly bill: quantity x unit price. No total is stored anywhere.
struct LineItem {
  std::string item;
  LineKind kind = LineKind::invoiced;
  Behaviour behaviour = Behaviour::usage;
  Column quantity;            ///< a month, in `quantity_unit`
  std::string quantity_unit;  ///< as "Mtok", "GPU-h", "kWh"
  Column unit_price_usd;      ///< dollars per `quantity_unit`
  std::string source;         ///< where the price comes from

  /// Dollars a month.
  Drawn<Usd> amount() const { return Drawn<Usd>(quantity * unit_price_usd); }
};

using Bill = std::vector<LineItem>;

/// A line of `quantity` a month at `price`; `unit` is the amount of quantity that `unit_name` names.
///
///     line("output tokens", LineKind::invoiced, Behaviour::usage, tokens, price, mtok, "Mtok", source)
///
/// 3,330 Mtok x $10/Mtok = $33,300.
template <Dimension Q, Dimension P>
LineItem line(std::string item, LineKind kind, Behaviour behaviour, const Quantity<Q, Column>& quantity,
              const Quantity<P, Column>& price, Quantity<Q> unit, std::string unit_name, std::string source) {
  static_assert(Q + P == Usd::dimension, "a quantity times its unit price must be money");
  return {.item = std::move(item),
          .kind = kind,
          .behaviour = behaviour,
          .quantity = quantity / unit,
          .quantity_unit = std::move(unit_name),
          .unit_price_usd = price * unit / usd,
          .source = std::move(source)};
}

/// A line of so many dollars a month, where there is nothing to count.
LineItem lump(std::string item, LineKind kind, Behaviour behaviour, const Drawn<Usd>& monthly,
              std::string source);

/// Sum of all lines, in order.
Drawn<Usd> total(const Bill& bill);

/// Sum of the lines of one behaviour.
Drawn<Usd> total(const Bill& bill, Behaviour behaviour);

/// Appends the lines of one part of an option, each named `part: item`.
void append(Bill& bill, const Bill& part, const std::string& part_name);

std::string_view name(LineKind kind);
std::string_view name(Behaviour behaviour);

}  // namespace llmtco
