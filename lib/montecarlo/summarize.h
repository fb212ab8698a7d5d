#pragma once
#include <map>
#include <tuple>
#include <vector>

#include "host/thread_pool.h"
#include "montecarlo/recording.h"
#include "montecarlo/result.h"
#include "montecarlo/study.h"
#include "stats/quantiles.h"

namespace llmtco {

/// What one part of a run tells of the quantiles of the next.
struct SummaryHints {
  std::vector<detail::QuantileHints> figures;  ///< of each summary
  /// Of the differences of two options in a figure, by study, the options and the figure.
  std::map<std::tuple<std::size_t, std::size_t, std::size_t, const Measure*>, detail::QuantileHints> contests;
};

/// How a part of a run is summed up.
struct Part {
  std::size_t replicates;
  ThreadPool* pool;               ///< whose threads share the work; null: the calling one does it alone
  SummaryHints* hints = nullptr;  ///< which parts of one run may hand on; null else
};

/// What the figures of a run, or of a part of one, say of every option of each study, be it feasible or not; `reason` says
/// why it cannot serve in some draws. Settings of the run are not filled in; judge() (feasibility.h) says
/// what is feasible. Of one replicate there are no intervals. The result depends neither on threads nor on
/// hints.
/// A ratio of which the lower figure is 0 in some draw, as of dollars per output token where nothing is written, is not
/// defined there, and so has no mean: all its numbers are NaN, until take_out_undefined().
/// What studies share is summed up once.
std::vector<Result> summarize(const std::vector<const Study*>& studies,
                              const std::vector<Recording>& recordings, const Part& part);

/// Sums up one option of a recording that is finished but for what compares options with each other, and lets its series
/// go but for those of `kept`: what is needed of one option is then free for the next. summarize() takes the sums over.
/// The calling thread works alone, whatever the part says.
void sum_up(const Study& study, Recording& recording, std::size_t option, Part part,
            const std::vector<const Measure*>& kept);

/// Takes out what is not defined in every draw of a whole run: it is then unknown, never 0.
void take_out_undefined(Result& result);

}  // namespace llmtco
