#include "montecarlo/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>

#include "measures/list.h"
#include "montecarlo/demand_figures.h"
#include "montecarlo/differences.h"
#include "montecarlo/feasibility.h"
#include "montecarlo/months.h"
#include "montecarlo/parallel.h"
#include "montecarlo/ranking.h"
#include "montecarlo/recording.h"
#include "montecarlo/replicates.h"
#include "montecarlo/summarize.h"
#include "stats/series.h"
#include "text/diagnostics.h"
#include "variables/draws.h"

namespace llmtco {
namespace {

/// Up to so many draws, and so many bytes of them, are kept at once; longer runs are summed up replicate by
/// replicate (montecarlo/replicates.h), so that what they need of memory stays in the processor's cache. 1
/// GiB are 2,048 series of 65,536 draws: many times what an average month has, but not what 36 months have.
constexpr std::size_t most_draws_kept = std::size_t{1} << 16, most_bytes_kept = std::size_t{1} << 30;

std::vector<std::string> names_of(const std::vector<const Study*>& studies) {
  std::vector<std::string> names;
  for (const Study* study : studies) {
    for (const Variable& variable : study->variables.drawn()) names.push_back(variable.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void check_bounds(const Study& study, const Block& block) {
  Diagnostics diagnostics;
  for (const Study::Bound& bound : study.bounds) {
    const Column values = block(Uncertain<double>(bound.node));
    const BlockSummary reached = values.is_constant()
                                     ? BlockSummary{.low = values.constant(), .high = values.constant()}
                                     : block_summary(values);
    const double low = reached.missing ? std::numeric_limits<double>::quiet_NaN() : reached.low,
                 high = reached.high;
    if (low >= bound.low && high <= bound.high) continue;
    if (bound.source) diagnostics.add_source(bound.source);
    diagnostics.error(
        bound.location,
        fmt::format("{} reaches {:.6g} in some draws", bound.what, low >= bound.low ? high : low),
        fmt::format("it must stay from {:.6g} to {:.6g}", bound.low, bound.high));
  }
  diagnostics.throw_if_errors();
}

/// Some studies on one set of draws, evaluated in parallel.
class Runner {
 public:
  Runner(std::vector<const Study*> studies, const Settings& settings)
      : studies_(std::move(studies)),
        settings_(settings),
        plan_(plan_for(settings.method, settings.draws)),
        sampler_(plan_, settings.seed, names_of(studies_)),
        first_(studies_.size()),
        excluded_(studies_.size()) {
    for (const Study* study : studies_) draws_.emplace_back(study->variables, sampler_);
    parallel_for(studies_.size(), settings.threads,
                 [&](std::size_t s, std::size_t) { first_[s] = evaluated(s, 0); });
  }

  const SamplingPlan& plan() const { return plan_; }
  std::size_t studies() const { return studies_.size(); }
  const Draws& draws(std::size_t study) const { return draws_[study]; }

  /// Whether the draws of all figures are few enough to be kept at once.
  bool can_keep_all() const {
    std::size_t series = 0;
    for (const Evaluated& first : first_)
      series += Recording(1, first.demand, first.evaluations).series_of_draws();
    const bool splits = plan_.points % block_draws == 0;  // into replicates of whole blocks
    return !splits ||
           (plan_.draws() <= most_draws_kept && plan_.draws() * series * sizeof(double) <= most_bytes_kept);
  }

  /// Leaves options out of the ranking that cannot serve often enough to be options, and yet may win some
  /// draws. Returns whether there are any, so that everything has to be run again.
  bool exclude(std::size_t study, const Result& result) {
    std::vector<bool> excluded;
    for (const OptionResult& option : result.options)
      excluded.push_back(!option.feasible && option.find(measures::feasible)->mean.value > 0);
    if (std::find(excluded.begin(), excluded.end(), true) == excluded.end()) return false;
    done_ = 0;
    excluded_[study] = std::move(excluded);
    return true;
  }

  /// Evaluates blocks [from, from + count) of every study. May be called by several threads at once.
  std::vector<Recording> run(std::size_t from, std::size_t count, int threads) {
    // The first block tells which figures there are.
    std::vector<std::optional<Recording>> begun(studies_.size());
    parallel_for(studies_.size(), threads, [&](std::size_t s, std::size_t) {
      const Evaluated first = ranked(s, from == 0 ? first_[s] : evaluated(s, from));
      begun[s].emplace(count, first.demand, first.evaluations);
      begun[s]->set(0, first.demand, first.evaluations);
    });
    std::vector<Recording> recordings;
    for (std::optional<Recording>& each : begun) recordings.push_back(*std::move(each));
    parallel_for((count - 1) * studies_.size(), threads, [&](std::size_t piece, std::size_t) {
      const std::size_t s = piece % studies_.size();
      evaluate_block(from, 1 + piece / studies_.size(), s, recordings[s]);
    });
    for (Recording& recording : recordings) recording.finish();
    return recordings;
  }

 private:
  struct Evaluated {
    std::vector<Evaluation> evaluations;
    Figures<Column> demand;
  };
  Evaluated evaluated(std::size_t s, std::size_t block) const {
    const Study& study = *studies_[s];
    const Block inputs = draws_[s].block(block);
    check_bounds(study, inputs);
    const Traffic traffic = traffic_of(study.demand, inputs);
    std::vector<Evaluation> evaluations =
        evaluate(study.options, traffic, inputs, settings_.details ? Detail::classes : Detail::none);
    if (settings_.details) add_months(study, traffic, inputs, evaluations);
    return {std::move(evaluations), demand_figures(traffic)};
  }
  Evaluated ranked(std::size_t s, Evaluated block) const {
    rank(*studies_[s], excluded_[s], block.evaluations);
    return block;
  }

  void evaluate_block(std::size_t from, std::size_t i, std::size_t s, Recording& recording) {
    const Evaluated block = ranked(s, evaluated(s, from + i));
    recording.set(i, block.demand, block.evaluations);
    const std::size_t done = ++done_ / studies_.size();
    if (!settings_.progress || !mutex_.try_lock()) return;
    settings_.progress(done, plan_.blocks());
    mutex_.unlock();
  }

  std::vector<const Study*> studies_;
  const Settings& settings_;
  SamplingPlan plan_;
  Sampler sampler_;
  std::vector<Draws> draws_;
  std::vector<Evaluated> first_;             ///< block of each study, not ranked yet
  std::vector<std::vector<bool>> excluded_;  ///< of each study
  std::atomic<std::size_t> done_{0};         ///< blocks
  std::mutex mutex_;                         ///< of the progress
};

/// Runs all draws at once, or replicate by replicate where they are too many to keep, and hands each part to
/// `summarize`. Threads share the blocks of a short run, the replicates of a long one.
template <class Summarize>
auto in_parts(Runner& runner, int threads, Summarize summarize) {
  const SamplingPlan& plan = runner.plan();
  if (runner.can_keep_all()) {
    return summarize(runner.run(0, plan.blocks(), threads), Part{plan.replicates, threads});
  }
  const std::size_t blocks = plan.points / block_draws;
  std::vector<decltype(summarize(std::vector<Recording>(), Part{}))> parts(plan.replicates);
  std::vector<std::vector<SummaryHints>> hints(static_cast<std::size_t>(std::max(threads, 1)),
                                               std::vector<SummaryHints>(runner.studies()));
  parallel_for(plan.replicates, threads, [&](std::size_t replicate, std::size_t thread) {
    parts[replicate] = summarize(runner.run(replicate * blocks, blocks, 1), Part{1, 1, hints[thread].data()});
  });
  return merged(std::move(parts), plan.draws());
}

void add_run(Result& result, const Study& study, const Runner& runner, std::size_t index,
             const Settings& settings) {
  if (settings.details) add_alike(study, result);
  result.seed = settings.seed;
  result.draws = runner.plan().draws();
  result.sampling = settings.method == SamplingMethod::sobol ? "sobol" : "plain";
  if (const auto& moved = runner.draws(index).moved()) {
    result.warnings.push_back(
        fmt::format("the correlations cannot all hold at once; the nearest possible ones are used: {} with "
                    "{} is {:.3f} instead of {:.3f}",
                    moved->a, moved->b, moved->given, moved->asked));
  }
  result.warnings.insert(result.warnings.end(), study.warnings.begin(), study.warnings.end());
}

}  // namespace

Result simulate(const Study& study, const Settings& settings) {
  Runner runner({&study}, settings);
  const auto run = [&] {
    Result result =
        in_parts(runner, settings.threads, [&](const std::vector<Recording>& recordings, const Part& part) {
          return summarize(study, recordings[0], part);
        });
    judge(study, result);
    return result;
  };
  Result result = run();
  if (runner.exclude(0, result)) result = run();
  add_run(result, study, runner, 0, settings);
  return result;
}

ScenarioComparison compare(const Study& base, const Study& changed, const std::vector<std::string>& changes,
                           const Settings& settings) {
  Runner runner({&base, &changed}, settings);
  const auto run = [&] {
    ScenarioComparison comparison =
        in_parts(runner, settings.threads, [&](const std::vector<Recording>& recordings, const Part& part) {
          ScenarioComparison both;
          both.base = summarize(base, recordings[0], part.of(0));
          both.changed = summarize(changed, recordings[1], part.of(1));
          both.options = differences({base, recordings[0]}, {changed, recordings[1]}, shown_changes, part);
          return both;
        });
    judge(base, changed, comparison);
    return comparison;
  };
  ScenarioComparison comparison = run();
  const bool in_base = runner.exclude(0, comparison.base), in_changed = runner.exclude(1, comparison.changed);
  if (in_base || in_changed) comparison = run();
  comparison.changes = changes;
  add_run(comparison.base, base, runner, 0, settings);
  add_run(comparison.changed, changed, runner, 1, settings);
  return comparison;
}

}  // namespace llmtco
