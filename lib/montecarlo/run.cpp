#include "montecarlo/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/parallel.h"
#include "measures/list.h"
#include "montecarlo/assumptions.h"
#include "montecarlo/cache_pauses.h"
#include "montecarlo/feasibility.h"
#include "montecarlo/memory_need.h"
#include "montecarlo/months.h"
#include "montecarlo/ranking.h"
#include "montecarlo/replicates.h"
#include "montecarlo/runner.h"
#include "montecarlo/servers.h"
#include "montecarlo/summarize.h"
#include "montecarlo/usual_counts.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// Whether the draws of all figures are few enough to be kept at once, those of a turn where options take turns.
bool can_keep_all(const Runner& runner) {
  const SamplingPlan& plan = runner.plan();
  const bool splits = plan.points % block_draws == 0;  // into replicates of whole blocks
  return !splits || (plan.draws() <= most_draws_kept &&
                     plan.draws() * runner.series_of_draws() * sizeof(double) <= most_bytes_kept);
}

/// The figures whose draws are needed when all options are there.
std::vector<const Measure*> compared_in(const Run& run) {
  std::vector<const Measure*> all{measures::monthly_cost.row};
  for (const Study* study : run.studies) all.push_back(objective_of(*study).measure);
  for (const Contest& contest : run.contests)
    all.insert(all.end(), contest.wanted.begin(), contest.wanted.end());
  return all;
}

RunResult summarized(const Run& run, const std::vector<Recording>& recordings, const Part& part) {
  RunResult sums{.results = summarize(run.studies, recordings, part), .differences = {}, .contests = {}};
  for (const Pair& pair : run.pairs) {
    sums.differences.push_back(differences({*run.studies[pair.base], recordings[pair.base]},
                                           {*run.studies[pair.changed], recordings[pair.changed]},
                                           pair.wanted, part));
  }
  for (const Contest& contest : run.contests)
    sums.contests.push_back(compared(contest, recordings[contest.study], part));
  return sums;
}

/// Sums up all draws at once, or replicate by replicate where they are too many to keep. Threads share the
/// blocks of a short run, the replicates of a long one.
RunResult sums_of(const Run& run, Runner& runner, ThreadPool& pool) {
  const SamplingPlan& plan = runner.plan();
  const std::vector<const Measure*> kept = compared_in(run);
  const auto seen = [&](const Runner::Blocks& blocks, ThreadPool* with, std::vector<SummaryHints>* hints) {
    std::vector<Recording> recordings;
    if (runner.in_turns()) {
      recordings.push_back(runner.record_in_turns(blocks, with, kept, hints));
    } else {
      recordings = runner.record(blocks.from, blocks.count, with);
    }
    if (run.watch) run.watch({plan, blocks.from, recordings});
    return recordings;
  };
  if (can_keep_all(runner)) {
    return summarized(run, seen({0, plan.blocks(), plan.replicates}, &pool, nullptr),
                      Part{plan.replicates, &pool});
  }
  const std::size_t blocks = plan.points / block_draws;
  Merger merger(plan.replicates);
  const auto threads = static_cast<std::size_t>(pool.threads());
  std::vector<SummaryHints> hints(threads);
  std::vector<std::vector<SummaryHints>> of_options(threads);
  parallel_for(&pool, plan.replicates, [&](std::size_t replicate, std::size_t thread) {
    merger.take(replicate,
                summarized(run, seen({replicate * blocks, blocks, 1}, nullptr, &of_options[thread]),
                           Part{1, nullptr, &hints[thread]}));
  });
  return std::move(merger).merged(plan.draws());
}

/// Refuses a result that a double does not hold: no rendering has a word for it. Inputs and formulas have been held in
/// their ranges, so that it takes many at their ends together.
void require_finite(const Result& result) {
  const auto check = [](const Summary& value, const std::string& option, std::string_view what) {
    if (!std::isinf(value.mean.value) && !std::isinf(value.p5.value) && !std::isinf(value.p95.value)) return;
    throw InputError(fmt::format(
        "llmtco: error: {} of {} is beyond what a number holds; some numbers of the scenario are far too "
        "large or too small\n",
        what, shown(option)));
  };
  for (const auto& figure : result.demand) check(figure.value, "the workload", figure.measure->id);
  for (const OptionResult& option : result.options) {
    for (const auto& figure : option.figures) check(figure.value, option.name, figure.measure->id);
    for (const auto* lines : {&option.lines, &option.cash}) {
      for (const LineResult& line : *lines) check(line.monthly_usd, option.name, shown(line.item));
    }
  }
}

RunResult judged(const Run& run, Runner& runner, ThreadPool& pool) {
  RunResult all = sums_of(run, runner, pool);
  for (const Result& result : all.results) require_finite(result);
  for (Result& result : all.results) take_out_undefined(result);
  for (std::vector<OptionDifference>& options : all.differences) {
    for (OptionDifference& option : options)
      option.relative.erase_if(
          [](const auto& change) { return std::isnan(change.value.value); });  // of nothing
  }
  for (std::size_t s = 0; s < run.studies.size(); ++s) judge(*run.studies[s], all.results[s]);
  for (std::size_t p = 0; p < run.pairs.size(); ++p)
    judge(all.results[run.pairs[p].base], all.results[run.pairs[p].changed], all.differences[p]);
  return all;
}

/// Tells the answers. Returns the contests that they hang on and that nobody foresaw.
std::vector<Contest> answers(const Run& run, RunResult& all) {
  std::vector<Contest> missing;
  for (std::size_t s = 0; s < run.studies.size(); ++s) {
    if (auto contest = answer(*run.studies[s], s, all.contests, all.results[s]))
      missing.push_back(*std::move(contest));
  }
  return missing;
}

/// The run with the contests that the answers will probably hang on.
Run with_contests(Run run, const Runner& runner) {
  for (std::size_t s = 0; s < run.studies.size(); ++s) {
    for (Contest& each : likely_contests(*run.studies[s], s, runner.first(s)))
      run.contests.push_back(std::move(each));
  }
  return run;
}

/// Leaves options out of the ranking that cannot serve often enough to be options, and yet may win some
/// draws. Returns whether there are any, so that everything has to be run again.
bool exclude(const RunResult& found, Runner& runner) {
  bool any = false;
  for (std::size_t s = 0; s < found.results.size(); ++s) {
    std::vector<bool> excluded;
    for (const OptionResult& option : found.results[s].options)
      excluded.push_back(!option.feasible && option.find(measures::feasible)->mean.value > 0);
    if (std::find(excluded.begin(), excluded.end(), true) == excluded.end()) continue;
    runner.exclude(s, std::move(excluded));
    any = true;
  }
  return any;
}

/// Says how the draws were made, and warns of what the study itself and its correlations give reason to.
void add_settings(const Study& study, const Draws& draws, const Settings& settings, const Sampler& sampler,
                  Result& result) {
  complete_months(study, settings.details, result);
  result.seed = settings.seed;
  result.draws = sampler.plan().draws();
  result.sampling = settings.method == SamplingMethod::sobol ? "sobol" : "plain";
  if (const auto& moved = draws.moved()) {
    result.warnings.push_back(
        fmt::format("the correlations cannot all hold at once; the nearest possible ones are used: {} with "
                    "{} is {:.3f} instead of {:.3f}",
                    moved->a, moved->b, moved->given, moved->asked));
  }
  if (const std::size_t plain = sampler.beyond_sequence(); plain > 0) {
    result.warnings.push_back(
        fmt::format("{} of {} uncertain inputs, the last by name, are drawn plainly: the Sobol' sequence has "
                    "no dimension left; "
                    "what they add to intervals of means falls with the square root of the draws alone",
                    plain, sampler.names().size()));
  }
  warn_of_long_pauses(study, draws, result);
  result.warnings.insert(result.warnings.end(), study.warnings.begin(), study.warnings.end());
  add_assumptions(study, settings.assumption_effects ? std::optional(draws.middle()) : std::nullopt, result);
}

/// What the studies of a run share. Where figures of finance compare options with each other, no option is the same.
std::vector<Runner::Sharing> shared_in(const Run& run) {
  std::vector<Runner::Sharing> all;
  for (const Pair& pair : run.pairs) {
    const Study &base = *run.studies[pair.base], &changed = *run.studies[pair.changed];
    Runner::Sharing& sharing = all.emplace_back(
        Runner::Sharing{.study = pair.changed, .earlier = pair.base, .volumes_alone = pair.volumes_alone});
    sharing.same.resize(changed.options.size());
    const bool compared = changed.finance || changed.business || base.finance || base.business;
    for (const std::string& name : compared ? std::vector<std::string>() : pair.same) {
      if (const auto place = place_of(name, changed.options))
        sharing.same[*place] = place_of(name, base.options);
    }
    const bool none = std::none_of(sharing.same.begin(), sharing.same.end(), [](const auto& o) { return o; });
    if (none && !pair.volumes_alone) all.pop_back();
  }
  return all;
}

/// How many options to evaluate at a time; 0: all.
std::size_t turn_of(const Run& run, const Settings& settings) {
  return run.studies.size() == 1 && !run.watch ? options_in_turn(*run.studies[0], settings) : 0;
}

/// A thread has a block of a study to do at least.
int threads_for(const Run& run, const Settings& settings, const MemoryNeed& need) {
  const std::size_t pieces = plan_for(settings.method, settings.draws).blocks() * run.studies.size();
  return static_cast<int>(std::clamp<std::size_t>(static_cast<std::size_t>(threads_within(need, settings)), 1,
                                                  std::max<std::size_t>(pieces, 1)));
}

}  // namespace

RunResult run(const Run& wanted, const Settings& settings) {
  const std::size_t turn = turn_of(wanted, settings);
  const MemoryNeed need = memory_need(wanted.studies, settings, turn);
  require_memory(need, settings);
  ThreadPool pool(threads_for(wanted, settings, need));
  const std::vector<std::shared_ptr<const Study>> served =
      with_servers(wanted.studies, settings, wanted.pairs, &pool);
  Run asked = wanted;
  for (std::size_t s = 0; s < served.size(); ++s) asked.studies[s] = served[s].get();
  const MoneyIn money_in(asked.studies.empty() ? "USD" : asked.studies.front()->currency.code);
  Runner runner(asked.studies, settings, pool, shared_in(asked), turn);
  Run run = with_contests(asked, runner);
  RunResult all = judged(run, runner, pool);
  if (exclude(all, runner)) all = judged(run, runner, pool);
  if (const std::vector<Contest> missing = answers(run, all); !missing.empty()) {
    run.contests.insert(run.contests.end(), missing.begin(), missing.end());
    all = judged(run, runner, pool);
    answers(run, all);
  }
  for (std::size_t s = 0; s < run.studies.size(); ++s)
    add_settings(*run.studies[s], runner.draws(s), settings, runner.sampler(), all.results[s]);
  if (run.studies.size() == 1) warn_of_equal_counts(*run.studies[0], settings, all.results[0]);
  return all;
}

}  // namespace llmtco
