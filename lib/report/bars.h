#pragma once
#include <string>

#include "report/layout.h"

namespace llmtco {

/// Amounts as places on a line of characters: 0 at its left edge, `high` at its right one.
struct Scale {
  double high = 0;        ///< above 0
  std::size_t width = 0;  ///< characters
};

/// The nearest place of an amount, from 0 to the width; amounts beyond an end are at it.
std::size_t place_of(double amount, const Scale& scale);

/// A bar from 0 to an amount in steps of an eighth of a character: "██▌", "##" in ASCII. What is more than 0
/// shows at least a sliver; what is more than the scale ends with it.
std::string bar(double amount, const Scale& scale, const Style& style);

/// An interval at its place: "   ├──┤", "|--|" in ASCII; one that is narrower than two characters is "│".
std::string interval_bar(double low, double high, const Scale& scale, const Style& style);

/// The end of a scale that an amount of `most` fits: the next round number of steps that axis_line() has
/// labels for, 1.27M -> 1.5M.
double round_end(double most);

/// The labels of a scale, each beginning at its place: "0        20k       40k". The last may stand behind it.
std::string axis_line(const Scale& scale);

}  // namespace llmtco
