#pragma once
#include <memory>
#include <string>
#include <vector>

#include "deployment/evaluation.h"
#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "stats/series.h"

namespace llmtco {

/// A figure that is another one in every draw, as the marginal cost of an API, has the other's series.
using SharedSeries = std::shared_ptr<Series>;

/// What one option came to over the blocks of a run (or of a part of one).
struct OptionRecording {
  struct Line {
    LineItem item;                      ///< names and units; its columns are those of one block
    SharedSeries quantity, unit_price;  ///< only means are asked of them
    SharedSeries amount;                ///< dollars a month; of one line that is to be paid the bill's total
  };
  std::vector<Line> lines;
  bool keeps_amounts = true;  ///< of its lines, rather than one that is the total
  bool is_same =
      false;  ///< as another study's, whose series it has but for those that compare it with others
  Figures<SharedSeries> figures;
  std::vector<std::string>
      reasons{};         ///< why the option cannot serve in some draws of a block; empty where it can
  std::string reason{};  ///< of the first block that has one
  std::string latency_note{};
  Basis basis = Basis::fully_loaded;
  /// Figures and lines that are summed up already, whose series are gone (montecarlo/summarize.h: sum_up); else null.
  std::shared_ptr<const OptionResult> summed{};
};

/// Of which figures every draw is kept, as the settings of a run say it (montecarlo/settings.h).
struct Keeping {
  bool brief = false, masks = false;
};

/// The figures of all options, and of the demand they serve.
class Recording {
 public:
  /// The demand and the evaluations of one block tell which figures there are. In brief (montecarlo/settings.h) no
  /// draw is kept of times, fleets and lines; with masks, those of shares are.
  /// `same`: what the same option of another study is recorded as, which is being recorded; null, or nothing at all,
  /// where there is none.
  Recording(std::size_t blocks, const Figures<Column>& demand, const std::vector<Evaluation>& first,
            const Settings& settings = {}, const std::vector<const OptionRecording*>& same = {});

  /// Takes one block; different blocks may be set by several threads.
  void set(std::size_t block, const Figures<Column>& demand, const std::vector<Evaluation>& evaluations);
  /// Call once all blocks are set.
  void finish();

  /// The same where options come one after another, at their places: begin() tells from the evaluation of one block which
  /// figures there are, finish() ends what is of the option alone. What compares it with the others follows once all have
  /// come, by begin_ranked(), set_ranked() of all blocks, finish_ranked().
  void begin(std::size_t option, std::size_t blocks, const Evaluation& first);
  void set(std::size_t option, std::size_t block, const Evaluation& evaluation);
  void finish(std::size_t option);
  void set_demand(std::size_t block, const Figures<Column>& figures);
  void finish_demand();
  void begin_ranked(std::size_t blocks, const std::vector<Evaluation>& first);
  void set_ranked(std::size_t block, const std::vector<Evaluation>& ranked);
  void finish_ranked();

  /// How many series remember every draw, if none turns out to be a constant.
  std::size_t series_of_draws() const;

  Keeping keeping;
  Figures<SharedSeries> demand;
  std::vector<OptionRecording> options;
};

/// Whether the mean alone is told of a figure in brief.
bool is_brief(const Measure& measure, const Subject& subject);

}  // namespace llmtco
