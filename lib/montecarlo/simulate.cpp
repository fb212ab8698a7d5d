#include "montecarlo/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>

#include "montecarlo/conclude.h"
#include "montecarlo/merge.h"
#include "montecarlo/record.h"
#include "montecarlo/run_all.h"
#include "montecarlo/summarize.h"
#include "stats/series.h"
#include "variables/draws.h"
#include "yaml/diagnostics.h"

namespace llmtco {
namespace {

/// Up to this many draws are kept at once; longer runs are summed up replicate by replicate
/// (montecarlo/merge.h), so that what they need of memory stays in the processor's cache.
constexpr std::size_t most_kept = std::size_t{1} << 16;

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
  std::string complaints;
  for (const Study::Bound& bound : study.bounds) {
    const Column values = block(Uncertain<double>(bound.node));
    const BlockSummary reached = values.is_constant()
                                     ? BlockSummary{.low = values.constant(), .high = values.constant()}
                                     : block_summary(values);
    const double low = reached.missing ? std::numeric_limits<double>::quiet_NaN() : reached.low,
                 high = reached.high;
    if (low >= bound.low && high <= bound.high) continue;
    complaints += fmt::format("{} reaches {:.6g} in some draws; it must stay from {:.6g} to {:.6g}\n",
                              bound.what, low >= bound.low ? high : low, bound.low, bound.high);
  }
  if (!complaints.empty()) throw InputError(complaints);
}

/// Some studies on one set of draws, evaluated in parallel.
class Runner {
 public:
  Runner(std::vector<const Study*> studies, const Settings& settings)
      : studies_(std::move(studies)),
        settings_(settings),
        plan_(plan_for(settings.method, settings.draws)),
        sampler_(plan_, settings.seed, names_of(studies_)),
        barred_(studies_.size()) {
    for (const Study* study : studies_) draws_.emplace_back(study->variables, sampler_);
  }

  const Plan& plan() const { return plan_; }
  std::size_t studies() const { return studies_.size(); }
  const Draws& draws(std::size_t study) const { return draws_[study]; }

  /// Takes options out of the race that cannot serve often enough to be options, and yet may win some draws.
  /// Returns whether there are any, so that everything has to be run again.
  bool bar(std::size_t study, const Result& result) {
    std::vector<bool> barred;
    for (const OptionResult& option : result.options)
      barred.push_back(!option.feasible && option.p_feasible.value > 0);
    if (std::find(barred.begin(), barred.end(), true) == barred.end()) return false;
    done_ = 0;
    barred_[study] = std::move(barred);
    return true;
  }

  /// Evaluates blocks [from, from + count) of every study. May be called by several threads at once.
  std::vector<Record> run(std::size_t from, std::size_t count, int threads) {
    // The first block tells which columns there are.
    std::vector<std::optional<Record>> begun(studies_.size());
    run_all(studies_.size(), threads, [&](std::size_t s, std::size_t) {
      const Evaluated first = evaluated(s, from);
      begun[s].emplace(count, *studies_[s], first.evaluations);
      begun[s]->set(0, *studies_[s], first.inputs, first.evaluations, barred_[s]);
    });
    std::vector<Record> records;
    for (std::optional<Record>& each : begun) records.push_back(*std::move(each));
    run_all((count - 1) * studies_.size(), threads, [&](std::size_t piece, std::size_t) {
      const std::size_t s = piece % studies_.size();
      evaluate_block(from, 1 + piece / studies_.size(), s, records[s]);
    });
    for (Record& record : records) record.finish();
    return records;
  }

 private:
  struct Evaluated {
    Block inputs;
    std::vector<Evaluation> evaluations;
  };
  Evaluated evaluated(std::size_t s, std::size_t block) const {
    const Study& study = *studies_[s];
    Block inputs = draws_[s].block(block);
    check_bounds(study, inputs);
    auto evaluations = evaluate(study.options, study.demand, inputs);
    return {std::move(inputs), std::move(evaluations)};
  }

  void evaluate_block(std::size_t from, std::size_t i, std::size_t s, Record& record) {
    const Evaluated block = evaluated(s, from + i);
    record.set(i, *studies_[s], block.inputs, block.evaluations, barred_[s]);
    const std::size_t done = ++done_ / studies_.size();
    if (!settings_.progress || !mutex_.try_lock()) return;
    settings_.progress(done, plan_.blocks());
    mutex_.unlock();
  }

  std::vector<const Study*> studies_;
  const Settings& settings_;
  Plan plan_;
  Sampler sampler_;
  std::vector<Draws> draws_;
  std::vector<std::vector<bool>> barred_;  ///< of each study
  std::atomic<std::size_t> done_{0};       ///< blocks
  std::mutex mutex_;                       ///< of the progress
};

/// How a part of a run is summed up.
struct Part {
  std::size_t replicates;
  int threads;
  Hints* hints;  ///< one for each study, or null

  Hints* of(std::size_t study) const { return hints == nullptr ? nullptr : hints + study; }
};

/// Runs all draws at once, or replicate by replicate where they are too many to keep, and hands each part to
/// `summarize`. Threads share the blocks of a short run, the replicates of a long one.
template <class Summarize>
auto in_parts(Runner& runner, int threads, Summarize summarize) {
  const Plan& plan = runner.plan();
  if (plan.draws() <= most_kept) {
    return summarize(runner.run(0, plan.blocks(), threads), Part{plan.replicates, threads, nullptr});
  }
  const std::size_t blocks = plan.points / block_draws;
  std::vector<decltype(summarize(std::vector<Record>(), Part{}))> parts(plan.replicates);
  std::vector<std::vector<Hints>> hints(static_cast<std::size_t>(std::max(threads, 1)),
                                        std::vector<Hints>(runner.studies()));
  run_all(plan.replicates, threads, [&](std::size_t replicate, std::size_t thread) {
    parts[replicate] = summarize(runner.run(replicate * blocks, blocks, 1), Part{1, 1, hints[thread].data()});
  });
  return merged(std::move(parts), plan.draws());
}

void add_run(Result& result, const Study& study, const Runner& runner, std::size_t index,
             const Settings& settings) {
  result.seed = settings.seed;
  result.draws = runner.plan().draws();
  result.sampling = settings.method == Method::sobol ? "sobol" : "plain";
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
        in_parts(runner, settings.threads, [&](const std::vector<Record>& records, const Part& part) {
          return summarize(study, records[0], part.replicates, part.threads, part.of(0));
        });
    conclude(study, result);
    return result;
  };
  Result result = run();
  if (runner.bar(0, result)) result = run();
  add_run(result, study, runner, 0, settings);
  return result;
}

ScenarioComparison compare(const Study& base, const Study& changed, const std::vector<std::string>& changes,
                           const Settings& settings) {
  Runner runner({&base, &changed}, settings);
  const auto run = [&] {
    ScenarioComparison comparison =
        in_parts(runner, settings.threads, [&](const std::vector<Record>& records, const Part& part) {
          ScenarioComparison both;
          both.base = summarize(base, records[0], part.replicates, part.threads, part.of(0));
          both.changed = summarize(changed, records[1], part.replicates, part.threads, part.of(1));
          both.options = differences(base, records[0], changed, records[1], part.replicates, part.threads);
          return both;
        });
    conclude(base, changed, comparison);
    return comparison;
  };
  ScenarioComparison comparison = run();
  const bool base_barred = runner.bar(0, comparison.base), changed_barred = runner.bar(1, comparison.changed);
  if (base_barred || changed_barred) comparison = run();
  comparison.changes = changes;
  add_run(comparison.base, base, runner, 0, settings);
  add_run(comparison.changed, changed, runner, 1, settings);
  return comparison;
}

}  // namespace llmtco
