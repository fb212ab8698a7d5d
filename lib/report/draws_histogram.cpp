#include "report/draws_histogram.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace llmtco {

DrawsHistogram histogram_of(const std::vector<double>& draws, const Cells& cells) {
  DrawsHistogram found{.shares = std::vector<double>(cells.count, 0.0)};
  const double count = static_cast<double>(cells.count), each = 1 / static_cast<double>(draws.size());
  constexpr double hair = 1e-9;
  for (const double draw : draws) {
    const double place = (draw - cells.low) / cells.width + hair;
    if (place < 0) {
      found.below += each;
    } else if (place >= count + 2 * hair) {
      found.beyond += each;
    } else {
      found.shares[std::min(static_cast<std::size_t>(place), cells.count - 1)] += each;
    }
  }
  return found;
}

std::string histogram_line(const std::vector<double>& shares, const Style& style) {
  static const std::array<const char*, 9> blocks{"·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static const std::array<const char*, 9> ascii{"'", ".", ":", "-", "=", "+", "*", "%", "#"};
  const double most = *std::max_element(shares.begin(), shares.end());
  std::string text;
  for (const double share : shares) {
    const auto level = share > 0 ? static_cast<std::size_t>(std::lround(8 * share / most)) : 0;
    text += share > 0 ? (style.unicode ? blocks : ascii)[level] : " ";
  }
  return text.erase(text.find_last_not_of(' ') + 1);
}

const KeptDraws::Draws* draws_of(const KeptDraws& draws, const std::string& option, const Measure& measure) {
  const auto name = std::find(draws.options.begin(), draws.options.end(), option);
  const auto figure = std::find(draws.measures.begin(), draws.measures.end(), &measure);
  if (name == draws.options.end() || figure == draws.measures.end()) return nullptr;
  const KeptDraws::Draws& found = draws.by_option[static_cast<std::size_t>(name - draws.options.begin())]
                                                 [static_cast<std::size_t>(figure - draws.measures.begin())];
  return found.empty() ? nullptr : &found;
}

}  // namespace llmtco
