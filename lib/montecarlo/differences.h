#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "measures/list.h"
#include "montecarlo/recording.h"
#include "montecarlo/result.h"
#include "montecarlo/study.h"
#include "montecarlo/summarize.h"

namespace llmtco {

/// A figure whose change is wanted, and whether relatively as well.
struct Compared {
  const Measure* measure;
  bool relative = false;
};

/// The figures whose change `what-if` shows.
inline constexpr Compared shown_changes[] = {{measures::monthly_cost.row, true}, {measures::accuracy.row}};

/// One side of a comparison.
struct RecordedStudy {
  const Study& study;
  const Recording& recording;
};

/// Changed less base for the options both studies have, draw by draw, of every wanted figure that both know.
/// Requires figures that are recorded draw by draw: no ratios, no shares.
std::vector<OptionDifference> differences(const RecordedStudy& base, const RecordedStudy& changed,
                                          std::span<const Compared> wanted, const Part& part);

}  // namespace llmtco
