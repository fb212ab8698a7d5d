#pragma once
#include <atomic>
#include <mutex>
#include <optional>
#include <vector>

#include "host/thread_pool.h"
#include "montecarlo/recording.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"
#include "random/sampler.h"
#include "random/sampling_plan.h"
#include "variables/draws.h"

namespace llmtco {

struct SummaryHints;

/// Some studies on one set of draws, evaluated block by block by the threads of a pool.
class Runner {
 public:
  /// Blocks [from, from + count), and the replicates that they are.
  struct Blocks {
    std::size_t from, count, replicates;
  };
  /// What a study shares with an earlier one.
  struct Sharing {
    std::size_t study, earlier;
    bool volumes_alone = false;  ///< nothing but volumes differs (montecarlo/run.h: Pair)
    /// Where an option is the same there, by its place; what it comes to is taken from there.
    std::vector<std::optional<std::size_t>> same{};
  };

  /// Evaluates the first block of every study, which tells the figures there are, and as many more as no thread waits. Studies, settings and pool
  /// outlive the runner. `turn`: how many options of a single study are evaluated at a time, for record_in_turns()
  /// (montecarlo/memory_need.h: options_in_turn); 0: all.
  Runner(std::vector<const Study*> studies, const Settings& settings, ThreadPool& pool,
         const std::vector<Sharing>& shared = {}, std::size_t turn = 0);

  const SamplingPlan& plan() const { return plan_; }
  std::size_t studies() const { return studies_.size(); }
  const Draws& draws(std::size_t study) const { return draws_[study]; }
  const Sampler& sampler() const { return sampler_; }

  /// Series that remember every draw, of all studies.
  std::size_t series_of_draws() const;

  /// Leaves options of a study, a flag each, out of the ranking from now on, and begins anew to count what is
  /// done.
  void exclude(std::size_t study, std::vector<bool> options);

  /// The first block of a study, ranked.
  std::vector<Evaluation> first(std::size_t study) const;
  const Figures<Column>& first_demand(std::size_t study) const { return first_[study].demand; }

  /// Evaluates blocks [from, from + count) of every study on the threads of the pool, or on the calling one
  /// alone where it is null; then several threads may call at once.
  std::vector<Recording> record(std::size_t from, std::size_t count, ThreadPool* pool);

  bool in_turns() const { return turn_ != 0; }
  /// The same of a single study, some options after the other: once all blocks of those of a turn are evaluated they are
  /// summed up as so many replicates, and their draws let go but for those of `kept` (montecarlo/summarize.h: sum_up).
  /// What is drawn is drawn again for each turn.
  /// `hints`: what other blocks told of the quantiles of each option, where they may hand it on; null else.
  Recording record_in_turns(const Blocks& blocks, ThreadPool* pool, const std::vector<const Measure*>& kept,
                            std::vector<SummaryHints>* hints = nullptr);

 private:
  struct Evaluated {
    std::vector<Evaluation> evaluations;
    Figures<Column> demand;
    Traffic traffic{};  ///< for who shares servers with it
    std::vector<Prepared> prepared{};
  };
  /// Options of a study from one on.
  struct Turn {
    std::size_t first, count;
  };
  /// Studies that one thread evaluates one after another, as they share options.
  using Group = std::vector<std::size_t>;

  std::vector<Group> groups() const;
  /// Calls `take(study, evaluations)` for each study of a group in turn.
  template <class Take>
  void evaluate_group(const Group& group, std::size_t block, const Take& take) const;
  /// The same of a block that may have been evaluated before.
  template <class Take>
  void take_group(const Group& group, std::size_t block, const Take& take);
  /// `before`: what the earlier studies came to in the block, by study.
  Evaluated evaluated(std::size_t study, std::size_t block, const std::vector<Evaluated>& before,
                      const Turn& turn) const;
  std::vector<Turn> turns() const;
  void begin_turns();
  /// What options of a turn are compared by, in the blocks of a recording: [block][option].
  using Races = std::vector<std::vector<Evaluation>>;
  void record_turn(const Turn& turn, const Blocks& blocks, ThreadPool* pool, Recording& recording,
                   Races& races);
  void record_ranks(const Blocks& blocks, ThreadPool* pool, Recording& recording, Races& races) const;
  Evaluated ranked(std::size_t study, Evaluated block) const;
  void tell_progress();

  std::vector<const Study*> studies_;
  const Settings& settings_;
  SamplingPlan plan_;
  Sampler sampler_;
  std::vector<Draws> draws_;
  std::vector<std::optional<Sharing>> shared_;  ///< of each study
  std::vector<Evaluated> first_;                ///< block of each study, not ranked yet
  /// The next blocks of each study, which threads had time for, until they are recorded.
  std::vector<std::vector<std::optional<Evaluated>>> ahead_{};
  std::vector<std::vector<bool>> excluded_;  ///< of each study
  std::size_t turn_;                         ///< options at a time; 0: all
  std::atomic<std::size_t> done_{0};         ///< blocks
  std::mutex mutex_;                         ///< of the progress
};

}  // namespace llmtco
