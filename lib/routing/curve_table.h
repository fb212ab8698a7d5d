#pragma once
#include <optional>
#include <string>
#include <vector>

#include "columns/column.h"
#include "text/number.h"

namespace llmtco::routing {

/// A point of a measured curve: a share of calls sent to the strong model, and the accuracy of the mix.
struct CurvePoint {
  double share = 0, accuracy = 0;
};

/// What is wrong with a curve: the number of the point, and what to say of it. Shares ascend from 0 to 1 and accuracies
/// do not descend, from that of the weak model to a higher one of the strong.
struct CurveProblem {
  std::size_t point = 0;
  Refusal why;
};
std::vector<CurveProblem> problems_of(const std::vector<CurvePoint>& curve);

/// Part of the way from the weak model's accuracy to the strong one's that the mix has at a share, on straight lines
/// between the points. Taken as a part, since the two accuracies of a draw are not those of the day of the curve.
///
///     recovered = (accuracy(share) - accuracy(0)) / (accuracy(1) - accuracy(0))
///
/// Example: (0, 0.68), (0.2, 0.76), (1, 0.80): at 0.1 accuracy 0.72, recovered 0.04 / 0.12 = 1/3. Of models that are right
/// on 0.70 and 0.85 of a class: 0.70 + 0.15 / 3 = 0.75.
/// Requires that the curve has no problems.
Column recovered_at(const std::vector<CurvePoint>& curve, const Column& share);

}  // namespace llmtco::routing
