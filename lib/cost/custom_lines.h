#pragma once
#include <string>
#include <variant>
#include <vector>

#include "cost/bill.h"
#include "cost/dated.h"
#include "cost/use.h"
#include "text/names.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// A line the model does not know: so much a month, per request, per token, or each time it is paid.
struct CustomLine {
  enum class Tokens { all, input, output };

  std::string name;
  ItemId item = ItemId::custom;  ///< or what of a change it is
  CostType type = CostType::invoiced;
  CostBehaviour behaviour = CostBehaviour::fixed;
  std::variant<Uncertain<UsdPerSecond>, Uncertain<UsdPerRequest>, Uncertain<UsdPerToken>, Uncertain<Usd>>
      price;
  Tokens tokens = Tokens::all;  ///< what a price per token counts
  Dated when{};                 ///< in which months a sum a month or an amount is paid
  int life_months = 0;          ///< of an amount that is written off evenly over so many months; 0: at once
  std::string source;
};
inline constexpr Names<CustomLine::Tokens, 3> counted_tokens{{{{CustomLine::Tokens::all, "all"},
                                                               {CustomLine::Tokens::input, "input"},
                                                               {CustomLine::Tokens::output, "output"}}}};

struct CustomLines {
  std::vector<CustomLine> lines;
};

/// Counts months, tasks or tokens of all that is asked of the option, whoever else is paid for it; takes nothing
/// out of `left`. An amount that lasts is a cost of the months of its life, and cash of those it is paid in.
///
/// Example: $36,000 in the first month of 12 that lasts for 36: a cost of $1,000 a month, and cash of $3,000 in the average
/// month.
///
/// Example: 10 M tasks of 333 tokens written at $0.10/Mtok of output: 3,330 Mtok, $333 a month.
void bill(const CustomLines& own, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
