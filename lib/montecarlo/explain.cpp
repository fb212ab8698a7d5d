#include "montecarlo/explain.h"

#include <algorithm>
#include <functional>

#include "host/parallel.h"
#include "measures/list.h"
#include "montecarlo/account.h"
#include "montecarlo/demand_figures.h"
#include "montecarlo/months.h"
#include "montecarlo/moved_inputs.h"
#include "montecarlo/ranking.h"
#include "montecarlo/servers.h"
#include "variables/draws.h"

namespace llmtco {
namespace {

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

/// The option and, where it is a split, those it sends requests to, with those that wrong answers are sent to and that costs
/// are compared with; all of them for a figure that compares
/// options.
Study needed_of(const Study& study, const Question& question) {
  const Topic topic = question.figure.measure->topic;
  if (topic == Topic::ranking ||
      (topic == Topic::finance && study.finance && !study.finance->reference.empty()))
    return study;
  Study needed = study;
  needed.options.clear();
  for (const std::string& name :
       with_needed({study.options[question.option].name}, study.options, study.demand.workload))
    needed.options.push_back(study.options[place_of(name, study.options).value()]);
  return needed;
}

/// Figures that single months of the horizon decide.
bool is_of_months(const Measure& measure) {
  return &measure == measures::within_budget.row || measure.topic == Topic::finance ||
         measure.topic == Topic::business;
}

/// Evaluates the figure in any block of the run that is explained.
class Explainer {
 public:
  Explainer(const Study& study, const Question& question, const Settings& settings, const Result& result)
      : study_(needed_of(study, question)),
        question_(question),
        pool_(std::max(settings.threads, 1)),
        plan_(plan_for(settings.method, settings.draws)),
        sampler_(plan_, settings.seed, sorted(study_.variables.names())),
        draws_(study_.variables, sampler_) {
    option_ = place_of(study.options[question.option].name, study_.options).value();
    for (const OptionResult& option : result.options)
      excluded_.push_back(!option.feasible && option.find(measures::feasible)->mean.value > 0);
    const Evaluated first = evaluated(0, false);
    is_there_ = has_figure(question.figure, source_of(first));
  }

  bool is_there() const { return is_there_; }
  std::size_t draws() const { return plan_.draws(); }

  std::vector<ExplainedStep> mean() const {
    const ExplainedFigure first = figure(0, true);
    MeanAccount account(TraceView(first.value), plan_.blocks(), question_.deep);
    if (question_.every_step) account.keep_inputs();
    account.set(0, TraceView(first.value));
    parallel_for(&pool_, plan_.blocks() - 1, [&](std::size_t b, std::size_t) {
      account.set(b + 1, TraceView(figure(b + 1, true).value));
    });
    account.finish();
    if (question_.every_step) return every_step_of_means(account, {study_.variables.origins(), first.units});
    return steps_of_means(account.nodes(), account.means(), {study_.variables.origins(), first.units});
  }

  std::vector<ExplainedStep> in_draw(std::size_t draw) const {
    const ExplainedFigure found = figure(draw / block_draws, true);
    return steps_in_draw(account_of(TraceView(found.value), question_.deep), draw % block_draws,
                         {study_.variables.origins(), found.units});
  }

  /// The figure in every draw.
  std::vector<double> values() const {
    std::vector<double> all(plan_.draws());
    parallel_for(&pool_, plan_.blocks(), [&](std::size_t b, std::size_t) {
      const Column column = figure(b, false).value.plain();
      for (std::size_t i = 0; i < block_draws; ++i) all[b * block_draws + i] = column[i];
    });
    return all;
  }

  std::vector<MovedInput> moved(const std::vector<std::size_t>& there,
                                const std::vector<ExplainedStep>& steps) const {
    return moved_inputs(study_.variables, draws_, {plan_.blocks(), pool_}, there, steps);
  }

 private:
  struct Evaluated {
    Figures<Column> demand;
    std::vector<Evaluation> evaluations;
  };

  Evaluated evaluated(std::size_t block, bool traced) const {
    const Block inputs = draws_.block(block, traced);
    StudyBlock at{
        .study = study_, .block = inputs, .traffic = traffic_of(study_.demand, inputs), .prepared = {}};
    at.prepared = prepare(study_.options, at.traffic, inputs);
    Evaluated all{demand_figures(at.traffic), evaluate(at.prepared, at.traffic, inputs)};
    const Measure& asked = *question_.figure.measure;
    if (asked.topic == Topic::ranking) rank(study_, excluded_, all.evaluations);
    if (is_of_months(asked)) add_months(at, false, all.evaluations);
    report_in(study_.currency, inputs, all.evaluations);
    add_rate(study_.currency, inputs, all.demand);
    return all;
  }
  FigureSource source_of(const Evaluated& all) const {
    return {all.evaluations[option_], all.demand, study_.demand, study_.currency.code};
  }
  ExplainedFigure figure(std::size_t block, bool traced) const {
    return explained_figure(question_.figure, source_of(evaluated(block, traced)));
  }

  Study study_;  ///< with the options that are needed
  const Question& question_;
  mutable ThreadPool pool_;
  SamplingPlan plan_;
  Sampler sampler_;
  Draws draws_;
  std::size_t option_ = 0;
  std::vector<bool> excluded_;
  bool is_there_ = false;
};

/// Takes the draw of a percentile, and what differs around it.
void explain_percentile(const Explainer& explainer, double percentile, Explanation& explanation) {
  const std::vector<std::size_t> ranked = ranked_draws(explainer.values());
  explanation.percentile = percentile;
  explanation.draw = ranked[nearest_rank(percentile, ranked.size())];
  explanation.steps = explainer.in_draw(*explanation.draw);
  const std::vector<std::size_t> there = around(percentile, ranked);
  explanation.band = static_cast<double>(there.size()) / static_cast<double>(ranked.size());
  explanation.differs = explainer.moved(there, explanation.steps);
}

}  // namespace

std::optional<Explanation> explain(const Study& study, const Question& question, const Settings& settings,
                                   const Result& result) {
  const Study served = with_servers(study, settings);
  const Explainer explainer(served, question, settings, result);
  if (!explainer.is_there()) return std::nullopt;
  Explanation explanation{.scenario = study.name,
                          .option = study.options[question.option].name,
                          .figure = question.figure.text(),
                          .says = question.figure.item.empty() ? std::string(question.figure.measure->says)
                                                               : "a line of the bill of the average month"};
  explanation.currency = study.currency.code;
  explanation.seed = settings.seed;
  explanation.draws = explainer.draws();
  if (question.percentile) {
    explain_percentile(explainer, *question.percentile, explanation);
  } else if (question.draw) {
    explanation.draw = question.draw;
    explanation.steps = explainer.in_draw(*question.draw);
  } else {
    explanation.steps = explainer.mean();
  }
  return explanation;
}

}  // namespace llmtco
