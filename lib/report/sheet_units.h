#pragma once
#include <string>

#include "montecarlo/explanation.h"

namespace llmtco {

/// The unit in which the cell of an input has its value: the one that people read and that prices are told in.
/// Explanations have base units, which formulas need: they divide by `per_base`.
///
///     $2.50 per Mtok is 2.5e-06 USD/token: 2.5 in USD/Mtok, and a formula has (in_openai_gpt_4o_input/1000000)
struct SheetUnit {
  std::string unit;
  double per_base = 1;  ///< how many of it are one of the base unit
};
SheetUnit sheet_unit(const ExplainedStep& input);

/// How a formula calls an input, in base units, whose cell has this name.
std::string in_base_units(const std::string& name, const SheetUnit& unit);

}  // namespace llmtco
