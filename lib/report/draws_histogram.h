#pragma once
#include <string>
#include <vector>

#include "montecarlo/kept_draws.h"
#include "report/layout.h"

namespace llmtco {

/// Cells of equal width side by side.
struct Cells {
  double low = 0;    ///< where the first begins
  double width = 1;  ///< of one, above 0
  std::size_t count = 1;
};

/// Shares of the draws, each of which counts alike (Sobol' points and plain draws have no weights), in cells. A draw on an
/// edge is in the cell above it; at the upper end of all, in the last.
struct DrawsHistogram {
  std::vector<double> shares;
  double below = 0, beyond = 0;  ///< of the cells; infinite draws are there
};
DrawsHistogram histogram_of(const std::vector<double>& draws, const Cells& cells);

/// One line of characters, the tallest at its fullest cell: "▁▃█▅▂·", ".-#+:'" in ASCII. Cells with draws that are too few
/// for the lowest block have a dot.
std::string histogram_line(const std::vector<double>& shares, const Style& style);

/// The draws of an option's figure that were kept; null where none were.
const KeptDraws::Draws* draws_of(const KeptDraws& draws, const std::string& option, const Measure& measure);

/// Draws of a figure that are not all alike, option by option on one scale, with nine draws of ten, the median and the mean
/// above: for those who ask how likely how much is. Options stand in the order of the comparison.
std::string histograms_text(const Result& result, const KeptDraws& draws, const Measure& measure,
                            const Style& style);

}  // namespace llmtco
