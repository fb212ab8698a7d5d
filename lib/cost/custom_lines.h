#pragma once
#include <string>
#include <variant>

#include "cost/line_item.h"
#include "text/names.h"
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

}  // namespace llmtco
