#pragma once
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace llmtco {

/// One value of a picture: a part of a bar, a band with its mean, a month, a point, a dot.
struct ChartMark {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  double value;                          ///< along the axis that `ChartNumbers::counts` names
  double low = value, high = value;      ///< nine draws of ten
  double middle = none;                  ///< the median, where it is drawn
  double up = none;                      ///< the other axis: an accuracy, or the number of a month from 1 on
  double up_low = none, up_high = none;  ///< nine draws of ten of that
  std::string style{};                   ///< class of the page's style
  std::string kind{};                    ///< what a part of a bar is for
  std::string tip{};                     ///< what is said of it, with the value as people write it
};

/// A line of a picture: an option, or an assumption.
struct ChartRow {
  std::string name;
  bool best = false;  ///< the answer
  std::vector<ChartMark> marks{};
  std::string words{};             ///< at the right end, or in the point
  std::optional<ChartMark> sum{};  ///< of all marks, where they are parts of one
};

/// The numbers of a picture as they are, and not as they are written, for the scripts of the page, which draw it anew so
/// that it answers to pointer and keys (lib/report/page). A picture whose `kind` is empty is not drawn by scripts.
struct ChartNumbers {
  std::string kind{};    ///< how it is drawn: stacks, strips, months, points or dots
  std::string unit{};    ///< of `value`: money, seconds
  std::string counts{};  ///< what stands below the axis
  bool by_factors = false;
  std::optional<ChartMark> limit{};  ///< of `value` in rows, of the upright axis elsewhere
  std::vector<ChartRow> rows{};
};

/// The numbers as JSON that may stand in an element of HTML: no "<" is left in it, and names are safe to show.
///
///     {"kind":"strips","unit":"money","sign":"$",...,"rows":[{"name":"own","marks":[{"value":12,...,"tip":"mean: $12"}]}]}
std::string chart_numbers_json(const ChartNumbers& numbers);

}  // namespace llmtco
