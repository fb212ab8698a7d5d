#pragma once
#include <string>
#include <variant>
#include <vector>

#include "cost/bill.h"
#include "cost/use.h"
#include "text/names.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// A line the model does not know: so much a month, per request or per token.
struct CustomLine {
  enum class Tokens { all, input, output };

  std::string name;
  CostType type = CostType::invoiced;
  CostBehaviour behaviour = CostBehaviour::fixed;
  std::variant<Uncertain<UsdPerSecond>, Uncertain<UsdPerRequest>, Uncertain<UsdPerToken>> price;
  Tokens tokens = Tokens::all;  ///< what a price per token counts
  std::string source;
};
inline constexpr Names<CustomLine::Tokens, 3> counted_tokens{{{{CustomLine::Tokens::all, "all"},
                                                               {CustomLine::Tokens::input, "input"},
                                                               {CustomLine::Tokens::output, "output"}}}};

struct CustomLines {
  std::vector<CustomLine> lines;
};

/// Counts months, tasks or tokens of all that is asked of the option, whoever else is paid for it; takes nothing
/// out of `left`.
///
/// Example: 10 M tasks of 333 tokens written at $0.10/Mtok of output: 3,330 Mtok, $333 a month.
void bill(const CustomLines& own, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
