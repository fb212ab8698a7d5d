#pragma once
#include <string>
#include <vector>

#include "cost/line_item.h"
#include "measures/figures.h"

namespace llmtco {

using Bill = std::vector<LineItem>;

/// Whether a line counts in a sum.
using Filter = bool (*)(const LineItem&);

/// Sum of all lines, in order.
Drawn<Usd> total(const Bill& bill);

/// Sum of the lines that count, in order.
Drawn<Usd> total(const Bill& bill, Filter counts);

/// Energy and usage lines: what one more request adds.
bool is_marginal(const LineItem& line);
bool is_energy(const LineItem& line);
/// What is to be paid: invoiced, amortized and staff lines. Expected damage and internal prices on emissions are
/// sent to nobody.
bool is_payable(const LineItem& line);

/// What is paid in a month: invoiced and staff lines, and capital when it is bought or sold.
bool is_cash(const LineItem& line);

/// Capital when it is bought.
bool is_purchase(const LineItem& line);

/// Expected damage.
bool is_damage(const LineItem& line);

/// What the lines count: energy alone, where nothing else is to be paid, or all.
Basis basis_of(const Bill& bill);

/// Sets what is to be paid in the average month on every basis: all payable lines, those of energy and usage, those
/// of energy.
///
///     capital $500 fixed, power $60 energy, tokens $40 usage, $70 of damage: 600 fully loaded, 100 marginal,
///     60 energy only
///
/// and the cash of it: with $12,000 paid for machines in a year, $1,000 in its average month, 1,100.
///
/// Returns the amount of each line, computed once for its sums and for whoever tells it alone.
std::vector<Drawn<Usd>> set_costs(const Bill& bill, Figures<Column>& figures);

/// Sets the expected damage, and what is to be paid together with it: $70 and $670 of the bill above. `amounts` are
/// those of its lines. Requires set_costs().
void set_damage(const Bill& bill, const std::vector<Drawn<Usd>>& amounts, Figures<Column>& figures);

/// How the lines of a part's own part are labelled: "routed: small" of the leg small of the route routed.
std::string part_of_part(const std::string& part, const std::string& own);
/// Appends the lines of one part of an option, each labelled with its name.
void append(Bill& bill, const Bill& part, const std::string& part_name);

}  // namespace llmtco
