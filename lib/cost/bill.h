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

/// Appends the lines of one part of an option, each labelled with its name.
void append(Bill& bill, const Bill& part, const std::string& part_name);

}  // namespace llmtco
