#include "gate/mixed_costs.h"

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "montecarlo/run.h"
#include "text/diagnostics.h"

namespace llmtco::detail {
namespace {

constexpr std::size_t together = 14;  // studies of a run, beside base and candidate

std::optional<std::size_t> place_of(const Study& study, const std::string& option) {
  for (std::size_t i = 0; i < study.options.size(); ++i) {
    if (study.options[i].name == option) return i;
  }
  return std::nullopt;
}

/// The options alone that costs are wanted of, and those that splits send requests to.
void keep(const std::vector<std::string>& names, Study& study) {
  study.as_usual = nullptr;
  const bool splits = std::any_of(study.options.begin(), study.options.end(), [](const Option& option) {
    return std::holds_alternative<Split>(option.serving);
  });
  if (splits) return;
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
    if (place_of(*base_, option.name)) options_.push_back(option.name);
  }
  keep(options_, *base_);
  keep(options_, *candidate_);
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

bool MixedCosts::take(const std::vector<Set>& sets, const std::vector<const Study*>& studies) {
  const SamplingPlan plan = plan_for(settings_.method, settings_.draws);
  std::vector<std::vector<double>>
      draws;  // of one option after the other, of each study behind base and candidate
  for (std::size_t i = 0; i < sets.size() * options_.size(); ++i) draws.emplace_back(plan.draws());
  const auto watch = [&](const SeenDraws& seen) {
    for (std::size_t s = 0; s < sets.size(); ++s) {
      for (std::size_t o = 0; o < options_.size(); ++o) {
        const OptionRecording& option =
            seen.recordings[s + 2].options[*place_of(*studies[s + 2], options_[o])];
        const Series& cost = *option.figures.at(measures::monthly_cost);
        double* out = draws[s * options_.size() + o].data() + seen.first * block_draws;
        for (std::size_t i = 0; i < cost.size(); ++i) out[i] = cost[i];
      }
    }
  };
  run({.studies = studies, .watch = watch}, settings_);
  for (std::size_t s = 0; s < sets.size(); ++s) {
    std::vector<LeftOut>& costs = costs_[sets[s]];
    for (std::size_t o = 0; o < options_.size(); ++o) {
      costs.push_back(mean_left_out(draws[s * options_.size() + o], plan.replicates));
      if (!std::isfinite(costs.back().all)) return false;
    }
  }
  return true;
}

bool MixedCosts::evaluate(const std::vector<Set>& sets) {
  if (!base_ || !candidate_ || options_.empty()) return false;
  std::vector<Set> open;
  for (const Set set : sets) {
    const bool known = costs_.contains(set) || std::find(open.begin(), open.end(), set) != open.end();
    if (!known) open.push_back(set);
  }
  for (std::size_t from = 0; from < open.size(); from += together) {
    const std::vector<Set> now(
        open.begin() + static_cast<std::ptrdiff_t>(from),
        open.begin() + static_cast<std::ptrdiff_t>(std::min(from + together, open.size())));
    std::vector<Study> mixtures;
    for (const Set set : now) {
      auto mixture = study(set);
      if (!mixture) return false;
      for (const std::string& option : options_) {
        if (!place_of(*mixture, option)) return false;
      }
      keep(options_, *mixture);
      mixtures.push_back(*std::move(mixture));
    }
    std::vector<const Study*> studies{&*base_, &*candidate_};
    for (const Study& mixture : mixtures) studies.push_back(&mixture);
    if (!take(now, studies)) return false;
  }
  return true;
}

}  // namespace llmtco::detail
