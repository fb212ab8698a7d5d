#pragma once
#include <string>
#include <vector>

#include "measures/figures.h"
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

/// Whether a line counts in a sum.
using Filter = bool (*)(const LineItem&);

/// Sum of all lines, in order.
Drawn<Usd> total(const Bill& bill);

/// Sum of the lines that count, in order.
Drawn<Usd> total(const Bill& bill, Filter counts);

/// Energy and usage lines: what one more request adds.
bool is_marginal(const LineItem& line);
bool is_energy(const LineItem& line);
/// What has to be paid: everything but expected damage, which nobody invoices.
bool is_payable(const LineItem& line);

/// Expected damage: the rest.
bool is_damage(const LineItem& line);

/// What the lines count: energy alone, where there is nothing else on the bill but expected damage, or all.
Basis basis_of(const Bill& bill);

/// Sets the cost of the average month on every basis: all lines, energy and usage lines, energy lines.
///
///     capital $500 fixed, power $60 energy, tokens $40 usage: 600 fully loaded, 100 marginal, 60 energy only
///
/// Returns the amount of each line, computed once for its sums and for whoever tells it alone.
std::vector<Drawn<Usd>> set_costs(const Bill& bill, Figures<Column>& figures);

/// Appends the lines of one part of an option, each named `part: item`.
void append(Bill& bill, const Bill& part, const std::string& part_name);

std::string_view name(LineKind kind);
std::string_view name(Behaviour behaviour);

}  // namespace llmtco
