#include "gate/mixed_costs.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "host/thread_pool.h"
#include "measures/list.h"
#include "montecarlo/runner.h"
#include "text/diagnostics.h"

namespace llmtco::detail {
namespace {

constexpr std::size_t together = 14;  // studies of a run, beside base and candidate

/// The options alone that costs are wanted of, and those that splits among them send requests to.
void keep(std::vector<std::string> names, Study& study) {
  study.as_usual = nullptr;
  names = with_needed(std::move(names), study.options, study.demand.workload);
  std::erase_if(study.options, [&](const Option& option) {
    return std::find(names.begin(), names.end(), option.name) == names.end();
  });
}

}  // namespace

MixedCosts::MixedCosts(const Changes& changes, const Settings& settings)
    : changes_(changes), settings_(settings) {
  settings_.brief = true;
  settings_.progress = nullptr;
  base_ = study(0);
  candidate_ = study(all());
  if (!base_ || !candidate_) return;
  for (const Option& option : candidate_->options) {
    if (place_of(option.name, base_->options)) options_.push_back(option.name);
  }
  costs_.resize(options_.size());
  for (const std::string& option : options_) {
    Set set = 0;
    for (std::size_t i = 0; i < changes_.causes.size(); ++i) {
      if (!changes_.touches || changes_.touches(i, option)) set |= Set{1} << i;
    }
    touching_.push_back(set);
  }
  if (options_.empty()) return;
  keep({options_.front()}, *base_);
  keep({options_.front()}, *candidate_);
}

/// What is said not to touch an option has to leave its cost as it is: else all changes count for it.
bool MixedCosts::confirm_touching() {
  if (!can_evaluate()) return false;
  Wanted wanted;
  for (std::size_t option = 0; option < options_.size(); ++option) {
    wanted[all()].push_back(option);
    if (touching_[option] != all()) wanted[touching_[option]].push_back(option);
  }
  if (!take(wanted.cbegin(), wanted.cend())) return false;
  for (std::size_t option = 0; option < options_.size(); ++option) {
    const double with_all = costs_[option].at(all()).all, without = at(all(), option).all;
    if (std::abs(with_all - without) <= 1e-12 * std::abs(with_all)) continue;
    touching_[option] = all();
  }
  return true;
}

std::vector<std::string> MixedCosts::names_of(const std::vector<std::size_t>& options) const {
  std::vector<std::string> names;
  for (const std::size_t option : options) names.push_back(options_[option]);
  return names;
}

std::optional<Study> MixedCosts::study(Set set) const {
  std::vector<bool> made;
  for (std::size_t i = 0; i < changes_.causes.size(); ++i) made.push_back((set >> i & 1) != 0);
  try {
    return changes_.study(made);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

/// The names of variables that base and candidate have decide the draws, so both are in every run.
bool MixedCosts::take(Wanted::const_iterator from, Wanted::const_iterator to) {
  std::vector<Study> mixtures;
  for (auto set = from; set != to; ++set) {
    auto mixture = study(set->first);
    if (!mixture) return false;
    for (const std::size_t option : set->second) {
      if (!place_of(options_[option], mixture->options)) return false;
    }
    keep(names_of(set->second), *mixture);
    mixtures.push_back(*std::move(mixture));
  }
  std::vector<const Study*> studies{&*base_, &*candidate_};
  for (const Study& mixture : mixtures) studies.push_back(&mixture);
  ThreadPool pool(std::max(settings_.threads, 1));
  Runner runner(studies, settings_, pool);
  const SamplingPlan& plan = runner.plan();
  const std::vector<Recording> recordings = runner.record(0, plan.blocks(), &pool);
  std::size_t place = 2;
  for (auto set = from; set != to; ++set, ++place) {
    for (const std::size_t option : set->second) {
      const Recording& recording = recordings[place];
      const Series& cost =
          *recording.options[*place_of(options_[option], studies[place]->options)].figures.at(
              measures::monthly_cost);
      std::vector<double> draws(plan.draws());
      for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = cost[i];
      const LeftOut mean = mean_left_out(draws, plan.replicates);
      if (!std::isfinite(mean.all)) return false;
      costs_[option].insert_or_assign(set->first, mean);
    }
  }
  return true;
}

bool MixedCosts::evaluate(const std::vector<std::vector<Set>>& sets) {
  if (!can_evaluate()) return false;
  Wanted wanted;
  for (std::size_t option = 0; option < options_.size(); ++option) {
    std::set<Set> own{0, touching_[option]};
    for (const Set set : sets[option]) own.insert(set & touching_[option]);
    for (const Set set : own) {
      if (!costs_[option].contains(set)) wanted[set].push_back(option);
    }
  }
  for (auto from = wanted.cbegin(); from != wanted.cend();) {
    auto to = from;
    for (std::size_t i = 0; i < together && to != wanted.cend(); ++i) ++to;
    if (!take(from, to)) return false;
    from = to;
  }
  return true;
}

}  // namespace llmtco::detail
