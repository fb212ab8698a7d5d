#include "montecarlo/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

#include "montecarlo/merge.h"
#include "montecarlo/record.h"
#include "montecarlo/summarize.h"
#include "stats/series.h"
#include "variables/draws.h"
#include "yaml/diagnostics.h"

namespace llmtco {
namespace {

/// Up to this many draws are kept at once; longer runs are summed up replicate by replicate
/// (montecarlo/merge.h).
constexpr std::size_t most_kept = std::size_t{1} << 20;

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
    const BlockFacts facts = values.is_constant()
                                 ? BlockFacts{.low = values.constant(), .high = values.constant()}
                                 : facts_of(values);
    const double low = facts.missing ? std::numeric_limits<double>::quiet_NaN() : facts.low,
                 high = facts.high;
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
        sampler_(plan_, settings.seed, names_of(studies_)) {
    for (const Study* study : studies_) draws_.emplace_back(study->variables, sampler_);
  }

  const Plan& plan() const { return plan_; }
  const Draws& draws(std::size_t study) const { return draws_[study]; }

  /// Evaluates blocks [from, from + count) of every study.
  std::vector<Record> run(std::size_t from, std::size_t count) {
    std::vector<Record> records;
    for (std::size_t s = 0; s < studies_.size(); ++s) {
      const Block block = draws_[s].block(from);
      check_bounds(*studies_[s], block);
      const auto evaluations = evaluate(studies_[s]->options, studies_[s]->demand, block);
      records.emplace_back(count, *studies_[s], evaluations);
      records[s].set(0, *studies_[s], block, evaluations);
    }
    const std::size_t threads =
        std::clamp<std::size_t>(static_cast<std::size_t>(settings_.threads), 1, count);
    next_ = 1;
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back([&] { work(from, count, records); });
    work(from, count, records);
    for (std::thread& other : others) other.join();
    if (failure_) std::rethrow_exception(failure_);
    for (Record& record : records) record.finish();
    return records;
  }

 private:
  void work(std::size_t from, std::size_t count, std::vector<Record>& records) {
    std::size_t i = 0;
    try {
      for (i = next_++; i < count; i = next_++) {
        for (std::size_t s = 0; s < studies_.size(); ++s) {
          const Block block = draws_[s].block(from + i);
          check_bounds(*studies_[s], block);
          records[s].set(i, *studies_[s], block, evaluate(studies_[s]->options, studies_[s]->demand, block));
        }
        report(from + i);
      }
    } catch (...) {
      const std::scoped_lock lock(mutex_);
      // Every block before this one has been begun, so the first that fails is the same for any number of
      // threads.
      if (!failure_ || i < failed_block_) {
        failure_ = std::current_exception();
        failed_block_ = i;
      }
      next_ = count;
    }
  }

  void report(std::size_t done) {
    if (!settings_.progress || !mutex_.try_lock()) return;
    settings_.progress(done, plan_.blocks());
    mutex_.unlock();
  }

  std::vector<const Study*> studies_;
  const Settings& settings_;
  Plan plan_;
  Sampler sampler_;
  std::vector<Draws> draws_;
  std::atomic<std::size_t> next_{0};
  std::exception_ptr failure_;
  std::size_t failed_block_ = 0;
  std::mutex mutex_;
};

/// Runs all draws at once, or replicate by replicate where they are too many to keep, and hands each part to
/// `summarize`.
template <class Summarize>
auto in_parts(Runner& runner, Summarize summarize) {
  const Plan& plan = runner.plan();
  if (plan.draws() <= most_kept) return summarize(runner.run(0, plan.blocks()), plan.replicates);
  const std::size_t blocks = plan.points / block_draws;
  std::vector<decltype(summarize(std::vector<Record>(), 1))> parts;
  for (std::size_t replicate = 0; replicate < plan.replicates; ++replicate) {
    parts.push_back(summarize(runner.run(replicate * blocks, blocks), 2));
  }
  return merged(std::move(parts));
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
  Result result = in_parts(runner, [&](const std::vector<Record>& records, std::size_t replicates) {
    return summarize(study, records[0], replicates, settings.threads);
  });
  add_run(result, study, runner, 0, settings);
  return result;
}

ScenarioComparison compare(const Study& base, const Study& changed, const std::vector<std::string>& changes,
                           const Settings& settings) {
  Runner runner({&base, &changed}, settings);
  ScenarioComparison comparison =
      in_parts(runner, [&](const std::vector<Record>& records, std::size_t replicates) {
        ScenarioComparison part;
        part.base = summarize(base, records[0], replicates, settings.threads);
        part.changed = summarize(changed, records[1], replicates, settings.threads);
        part.options = differences(base, records[0], changed, records[1], replicates, settings.threads);
        return part;
      });
  comparison.changes = changes;
  add_run(comparison.base, base, runner, 0, settings);
  add_run(comparison.changed, changed, runner, 1, settings);
  return comparison;
}

}  // namespace llmtco
