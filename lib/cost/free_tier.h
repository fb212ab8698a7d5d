#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// What a provider gives for nothing every month: the first calls with all their tokens, then the first tokens of
/// text of the rest.
struct FreeTier {
  std::optional<Uncertain<Requests>> requests{};  ///< calls of the model
  std::optional<Uncertain<Tokens>> input{}, output{};
  std::string source{};
};

/// Takes what is free out of each class, in proportion to what it buys:
///
///     part free = min(1, free a month / bought in the month)
///
/// and says how many tokens that is at a price of nothing. Cache reads and writes are input; media are not given.
///
/// Example: 2 Mtok of input are free; two classes buy 6 and 2: a quarter of each, 1.5 and 0.5. What a month does not use
/// is gone.
void bill(const FreeTier& free, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
