#include "routing/curve_table.h"

#include <fmt/format.h>

#include <cassert>

#include "columns/column_math.h"

namespace llmtco::routing {

std::vector<CurveProblem> problems_of(const std::vector<CurvePoint>& curve) {
  std::vector<CurveProblem> found;
  const auto complain = [&](std::size_t point, std::string message, std::string hint = "") {
    found.push_back({point, {std::move(message), std::move(hint)}});
  };
  if (curve.size() < 2) {
    complain(0, "a curve has two points at least, all to the weak model and all to the strong one");
    return found;
  }
  if (curve.front().share != 0)
    complain(0, fmt::format("the curve begins at a share of {:g}, not at 0", curve.front().share),
             "begin with [0, accuracy of the weak model]");
  for (std::size_t i = 1; i < curve.size(); ++i) {
    if (!(curve[i].share > curve[i - 1].share))
      complain(i, fmt::format("the shares of the curve do not ascend: {:g} behind {:g}", curve[i].share,
                              curve[i - 1].share));
    if (!(curve[i].accuracy >= curve[i - 1].accuracy))
      complain(i,
               fmt::format("the curve is not monotone: {:g} right behind {:g}", curve[i].accuracy,
                           curve[i - 1].accuracy),
               "a router that is worse with more of the strong model has no use for it");
  }
  if (curve.back().share != 1)
    complain(curve.size() - 1, fmt::format("the curve ends at a share of {:g}, not at 1", curve.back().share),
             "end with [1, accuracy of the strong model]");
  if (found.empty() && !(curve.back().accuracy > curve.front().accuracy))
    complain(curve.size() - 1, "the strong model of the curve is no better than the weak one");
  return found;
}

Column recovered_at(const std::vector<CurvePoint>& curve, const Column& share) {
  assert(problems_of(curve).empty());
  const double weak = curve.front().accuracy, gap = curve.back().accuracy - weak;
  // A line from point to point is the sum of its slopes times what of the share lies between the two.
  Column accuracy = 0.0;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const double from = curve[i - 1].share, width = curve[i].share - from;
    const double slope = (curve[i].accuracy - curve[i - 1].accuracy) / width;
    if (slope != 0) accuracy += slope * min(max(share - from, 0.0), width);
  }
  return accuracy / gap;
}

}  // namespace llmtco::routing
