#pragma once
#include <vector>

#include "montecarlo/explanation.h"

namespace llmtco {

/// Whether a bill that is written as formulas follows an input that is given another value.
enum class Follows {
  not_used,  ///< the bill is not made of it
  exactly,   ///< to the cent, as a run with the other value
  nearly,    ///< thresholds and uncertain sums that are multiplied are decided at the means
  in_part,   ///< values of the run stand between on some ways, and stay as they are
  not_at_all,
};

/// Of the steps of an explanation, with every step, where those of `moved` are multiplied by one number.
///
/// A mean over the draws is a formula of means times a correction (DrawCorrection), which stays right as long as what
/// is corrected grows by one factor: tokens x price x 1.08 with another price. It does not where the input is one part of
/// a sum, (tokens + x) x price x 1.08, nor where a threshold, max or ceil, falls between draws. Known numbers have
/// no corrections, and their formulas are right at any value.
Follows follows(const std::vector<ExplainedStep>& steps, const std::vector<bool>& moved);

/// What is said of an input that several bills are made of.
Follows together(Follows a, Follows b);

}  // namespace llmtco
