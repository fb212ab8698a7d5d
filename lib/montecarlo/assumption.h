#pragma once
#include <map>
#include <string>
#include <vector>

namespace llmtco {

/// Dollars a month more or less than now. Not a number where an option could not serve, or its accuracy is unknown.
struct Change {
  double cost_usd = 0, damage_usd = 0;
};

/// What would change if something else held than what is assumed: at the middle of all inputs, every drawn one at its
/// median.
struct AssumptionEffect {
  std::string words;  ///< what holds instead: "twice", "60 %", "always on"
  std::map<std::string, Change> by_option;
  double least_usd = 0;  ///< change of the least that is to be paid; with damage if the objective says so
  double lead_usd = 0;   ///< change of what the second least is dearer by than the least
  std::string best{};    ///< the option that would pay least, where it is another one
};

/// What the program takes because nobody says otherwise.
struct Assumption {
  std::string about;                      ///< workload.chat.peak_to_mean, prices
  std::string text;                       ///< what is assumed, in words
  std::vector<std::string> options;       ///< that it bears upon, in the order of the result
  std::vector<AssumptionEffect> effects;  ///< from low to high; empty: not computed

  /// Whether anything that is to be paid, or any damage, hangs on it.
  bool moves_money() const;
};

}  // namespace llmtco
