#pragma once
#include <optional>
#include <string>
#include <vector>

#include "gate/watched.h"
#include "montecarlo/result.h"
#include "text/date.h"

namespace llmtco::detail {

/// Days from the date of the oldest price of the catalogue that a bill uses; nothing where it uses none with a date. A
/// date without a day is the first of its month.
std::optional<int> price_age(const Study& study, const std::vector<SeenLine>& bill, const Date& today);

/// Lines whose price nobody stated, and what the bill leaves out because it is unknown, in words.
std::vector<std::string> unpriced(const Study& study, const std::vector<SeenLine>& bill,
                                  const OptionResult& option);

}  // namespace llmtco::detail
