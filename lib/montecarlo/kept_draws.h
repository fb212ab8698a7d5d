#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Draws of figures of all requests in the average month, for whoever plots or tests them.
struct KeptDraws {
  /// One figure of one option in every draw; empty where the option has no such figure.
  using Draws = std::vector<double>;

  std::vector<const Measure*> measures;
  std::vector<std::string> options;           ///< of the study, in its order
  std::vector<std::vector<Draws>> by_option;  ///< [option][measure], measures in their order
};

/// The answer to one study, and the draws that its figures sum up: their mean is the figure's mean. Settings keep the draws
/// of shares (Settings::masks) where one is wanted, and are not brief. Requires that every measure is reported.
///
/// 8 bytes a draw of each figure of each option.
Result simulate(const Study& study, const Settings& settings, const std::vector<const Measure*>& wanted,
                KeptDraws& kept);

}  // namespace llmtco
