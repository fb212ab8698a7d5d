#include "decision/front_draws.h"

#include <algorithm>
#include <mutex>

#include "columns/column_math.h"
#include "host/parallel.h"
#include "measures/list.h"
#include "random/sampler.h"
#include "variables/draws.h"

namespace llmtco {
namespace {

/// An option serves if it can in this share of the draws.
constexpr double least_feasible = 0.95;

/// What is kept of one threshold.
struct Kept {
  explicit Kept(std::size_t blocks)
      : cost(blocks),
        accuracy(blocks),
        floor(blocks, Retention::sums),
        share(blocks, Retention::sums),
        needless(blocks, Retention::sums),
        missed(blocks, Retention::sums),
        e2e(blocks, Retention::sums),
        serves(blocks, Retention::sums) {}

  void set(std::size_t block, const Evaluation& evaluation, const FrontQuestion& question) {
    const Figures<Column>& figures = evaluation.figures;
    cost.set(block, *figures.get(measures::monthly_cost) / usd);
    serves.set(block, evaluation.feasible);
    has_accuracy = set_if_known(block, figures.find(measures::accuracy), accuracy);
    if (has_accuracy && question.accuracy_floor)
      floor.set(block, greater_equal(*figures.find(measures::accuracy), *question.accuracy_floor));
    has_share = set_if_known(block, figures.find(measures::to_second_leg), share);
    is_judged = set_if_known(block, figures.find(measures::needless_calls), needless);
    set_if_known(block, figures.find(measures::missed_calls), missed);
    const auto time = figures.get(measures::e2e_p95);
    if (time) e2e.set(block, *time / second);
    has_times = time.has_value();
    if (!evaluation.reason.empty()) reason = evaluation.reason;
  }

  static bool set_if_known(std::size_t block, const Column* figure, Series& series) {
    if (figure != nullptr) series.set(block, *figure);
    return figure != nullptr;
  }

  Series cost, accuracy, floor, share, needless, missed, e2e, serves;
  bool has_accuracy = false, has_share = false, is_judged = false, has_times = false;
  std::string reason{};
  std::mutex mutex{};  ///< of what is no series
};

double mean_of(Series& series, std::size_t replicates) {
  series.finish();
  return mean_estimate(series, replicates).value;
}

FrontPoint point_of(Kept& kept, double threshold, const FrontQuestion& question, std::size_t replicates) {
  FrontPoint point{.threshold = threshold, .reason = kept.reason};
  point.feasible = mean_of(kept.serves, replicates) >= least_feasible;
  kept.cost.finish();
  point.monthly_cost_usd = summarize(kept.cost, replicates);
  if (kept.has_accuracy) {
    kept.accuracy.finish();
    point.accuracy = summarize(kept.accuracy, replicates);
    if (question.accuracy_floor) point.p_keeps_floor = mean_of(kept.floor, replicates);
  }
  if (kept.has_share) point.strong_share = mean_of(kept.share, replicates);
  if (kept.is_judged) {
    point.needless = mean_of(kept.needless, replicates);
    point.missed = mean_of(kept.missed, replicates);
  }
  if (kept.has_times) point.e2e_p95_s = mean_of(kept.e2e, replicates);
  return point;
}

std::vector<std::string> names_drawn(const Study& study) {
  std::vector<std::string> names = study.variables.names();
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::vector<FrontPoint> front_points(const StudyOfThresholds& all, const FrontQuestion& question,
                                     const Settings& settings) {
  const Study& study = all.study;
  const SamplingPlan plan = plan_for(settings.method, settings.draws);
  const Sampler sampler(plan, settings.seed, names_drawn(study));
  const Draws draws(study.variables, sampler);
  const Detail detail = question.e2e_p95_limit_s ? Detail::tails : Detail::costs;
  const std::size_t thresholds = study.options.size() - all.first;
  std::vector<std::unique_ptr<Kept>> kept;
  for (std::size_t i = 0; i < thresholds; ++i) kept.push_back(std::make_unique<Kept>(plan.blocks()));
  ThreadPool pool(settings.threads);
  parallel_for(&pool, plan.blocks(), [&](std::size_t block, std::size_t) {
    const Block inputs = draws.block(block);
    const Traffic traffic = traffic_of(study.demand, inputs);
    for (std::size_t i = 0; i < thresholds; ++i) {
      const Option& option = study.options[all.first + i];
      std::vector<Prepared> one;
      one.push_back(prepare(option, study.options, traffic, inputs));
      const Evaluation found = std::move(evaluate(one, traffic, inputs, detail).front());
      const std::lock_guard lock(kept[i]->mutex);
      kept[i]->set(block, found, question);
    }
  });
  std::vector<FrontPoint> points;
  for (std::size_t i = 0; i < thresholds; ++i)
    points.push_back(point_of(*kept[i], question.thresholds[i], question, plan.replicates));
  return points;
}

}  // namespace llmtco
