#pragma once
#include <optional>
#include <string>
#include <vector>

#include "montecarlo/explanation.h"

namespace llmtco {

/// What a spreadsheet writes for an operation of an explanation on operands that are written already; nothing where it
/// has no such function, as for the speed model.
///
///     ceil of B7: -INT(-(B7));  if of B1, B2, B3: IF((B1)<>0,B2,B3)
std::optional<std::string> sheet_operation(const std::string& operation,
                                           const std::vector<std::string>& operands);
bool has_sheet_operation(const ExplainedStep& step);

/// A number as spreadsheets read it back, the same bits; negative ones in parentheses.
std::string sheet_number(double value);

/// What the mean of an operation over the draws has over the same operation on means: a factor where that is a number
/// of its sign, as it then stays right when a price is another one; else a summand.
///
///     mean(a b) = mean(a) mean(b) x 1.083: requests and price both uniform from 1 to 3, the same draws
struct DrawCorrection {
  enum class Kind { none, factor, summand };
  Kind kind = Kind::none;
  double by = 0;
};
DrawCorrection draw_correction(const ExplainedStep& step);

/// A formula with its correction, whose number stands in a cell; `on` is the cell that turns all corrections off.
std::string corrected_formula(const std::string& formula, const DrawCorrection& correction,
                              const std::string& correction_cell, const std::string& on);

/// Whether an input is a number to be changed, rather than made of others by its author: also where options that write
/// the same share one drawn number, of which each may be given another.
bool is_own_number(const ExplainedStep& step);

/// A number that stands within a formula of the scenario's author, as the 3 of `= query_tokens / 3`.
bool is_formula_literal(const ExplainedStep& step);

}  // namespace llmtco
