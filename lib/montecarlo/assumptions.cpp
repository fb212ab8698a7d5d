#include "montecarlo/assumptions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "measures/list.h"
#include "montecarlo/assumed.h"

namespace llmtco {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
/// A change of less than this share of what is paid is rounding.
constexpr double nothing = 1e-9;

/// What an option comes to in the middle draw, dollars a month.
struct Amounts {
  std::vector<double> cost, damage;  ///< of each option; not a number where it cannot serve
};

/// The options that may be the answer.
std::vector<std::size_t> candidates(const Result& result) {
  std::vector<std::size_t> able;
  for (std::size_t i = 0; i < result.options.size(); ++i) {
    if (result.options[i].in_race()) able.push_back(i);
  }
  return able;
}

/// Who pays least, how much, and by how much less than the next.
struct Leader {
  std::size_t best;
  double least = unknown, lead = unknown;
};

Leader leader_by(const std::vector<double>& cost, const std::vector<std::size_t>& able) {
  std::vector<std::size_t> ranked;
  for (const std::size_t i : able) {
    if (!std::isnan(cost[i])) ranked.push_back(i);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [&](std::size_t a, std::size_t b) { return cost[a] < cost[b]; });
  if (ranked.empty()) return {cost.size()};
  return {ranked[0], cost[ranked[0]], ranked.size() > 1 ? cost[ranked[1]] - cost[ranked[0]] : 0};
}

class Effects {
 public:
  Effects(const Study& study, const Block& middle, const Result& result)
      : study_(study),
        middle_(middle),
        traffic_(traffic_of(study.demand, middle)),
        able_(candidates(result)) {
    const double none = unknown;
    now_ = {std::vector<double>(study.options.size(), none), std::vector<double>(study.options.size(), none)};
    for (std::size_t i = 0; i < study.options.size(); ++i)
      set_amounts(i, study.options, traffic_, middle_, now_);
    now_first_ = leader(now_);
  }

  /// What an assumption's alternatives change, from low to high.
  std::vector<AssumptionEffect> of(const FoundAssumption& found) const {
    std::vector<AssumptionEffect> effects;
    for (const Alternative& alternative : found.instead) {
      std::vector<Replaced> replaced;
      for (const auto& [origin, value] : found.numbers) {
        if (const double other = alternative.of(value); other != value) replaced.push_back({origin, other});
      }
      if (replaced.empty() && found.serving.empty()) continue;
      effects.push_back(change(alternative.words, otherwise(found, middle_.with(std::move(replaced)))));
    }
    return effects;
  }

  /// How much an assumption moves the answer: what counts more first.
  std::vector<double> weight(const std::vector<AssumptionEffect>& effects) const {
    double moved = 0, damage = 0, any_cost = 0, any_damage = 0;
    for (const AssumptionEffect& effect : effects) {
      moved = std::max({moved, size(effect.least_usd), size(effect.lead_usd)});
      for (const auto& [option, change] : effect.by_option) {
        any_cost = std::max(any_cost, size(change.cost_usd));
        any_damage = std::max(any_damage, size(change.damage_usd));
        const bool best =
            now_first_.best < now_.cost.size() && option == study_.options[now_first_.best].name;
        if (best) damage = std::max(damage, size(change.damage_usd));
      }
    }
    return {effects.empty() ? -1.0 : 0.0, moved, damage, any_cost, any_damage};
  }

 private:
  static double size(double change) { return std::isnan(change) ? 0 : std::abs(change); }

  void set_amounts(std::size_t i, const std::vector<Option>& options, const Traffic& traffic,
                   const Block& block, Amounts& amounts) const {
    const Evaluation evaluation =
        evaluate({prepare(options[i], options, traffic, block)}, traffic, block, Detail::costs).front();
    const bool serves = evaluation.feasible[0] > 0, told = evaluation.figures.has(measures::accuracy);
    const double rate = study_.currency.is_dollars() ? 1 : block(study_.currency.usd)[0];
    amounts.cost[i] = serves ? (total(evaluation.bill, is_payable) / usd)[0] / rate : unknown;
    amounts.damage[i] = serves && told ? (total(evaluation.bill, is_damage) / usd)[0] / rate : unknown;
  }

  /// What every option comes to in another block; those that an assumption does not bear upon, what they do now.
  Amounts otherwise(const FoundAssumption& found, const Block& block) const {
    std::vector<Option> changed;
    if (!found.serving.empty()) {
      changed = study_.options;
      for (const auto& [i, serving] : found.serving) changed[i].serving = serving;
    }
    const std::vector<Option>& options = found.serving.empty() ? study_.options : changed;
    const Traffic traffic = found.of_workload ? traffic_of(study_.demand, block) : traffic_;
    Amounts amounts = now_;
    const bool of_all = is_named(found.options);
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (of_all || found.options.contains(i) || has_part(options[i], found.options))
        set_amounts(i, options, traffic, block, amounts);
    }
    return amounts;
  }

  /// By what the objective counts; what right answers are worth is left out.
  Leader leader(const Amounts& amounts) const {
    if (study_.objective == Objective::cost) return leader_by(amounts.cost, able_);
    std::vector<double> both;
    for (std::size_t i = 0; i < amounts.cost.size(); ++i) both.push_back(amounts.cost[i] + amounts.damage[i]);
    return leader_by(both, able_);
  }

  /// Whether the numbers of all options hang on one of them: the workload asks it about wrong answers, or compares costs with
  /// it.
  bool is_named(const std::set<std::size_t>& among) const {
    const std::vector<std::string> named = with_needed({}, study_.options, study_.demand.workload);
    return std::any_of(among.begin(), among.end(), [&](std::size_t i) {
      return std::find(named.begin(), named.end(), study_.options[i].name) != named.end();
    });
  }

  bool has_part(const Option& option, const std::set<std::size_t>& among) const {
    const std::vector<std::string> parts = sends_to(option);
    return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
      return std::any_of(among.begin(), among.end(),
                         [&](std::size_t i) { return study_.options[i].name == part; });
    });
  }

  AssumptionEffect change(const std::string& words, const Amounts& then) const {
    const Leader other = leader(then);
    AssumptionEffect effect{.words = words,
                            .by_option = {},
                            .least_usd = rounded(other.least - now_first_.least, now_first_.least),
                            .lead_usd = rounded(other.lead - now_first_.lead, now_first_.least)};
    if (other.best != now_first_.best && other.best < study_.options.size())
      effect.best = study_.options[other.best].name;
    for (std::size_t i = 0; i < then.cost.size(); ++i) {
      effect.by_option[study_.options[i].name] = {
          .cost_usd = rounded(then.cost[i] - now_.cost[i], now_.cost[i]),
          .damage_usd = rounded(then.damage[i] - now_.damage[i], now_.damage[i])};
    }
    return effect;
  }
  static double rounded(double change, double of) {
    return std::abs(change) <= nothing * std::abs(of) ? 0 : change;
  }

  const Study& study_;
  const Block& middle_;
  Traffic traffic_;
  std::vector<std::size_t> able_;
  Amounts now_;
  Leader now_first_;
};

}  // namespace

bool Assumption::moves_money() const {
  const auto moves = [](double usd) { return usd != 0 && !std::isnan(usd); };
  return std::any_of(effects.begin(), effects.end(), [&](const AssumptionEffect& effect) {
    return std::any_of(effect.by_option.begin(), effect.by_option.end(), [&](const auto& option) {
      return moves(option.second.cost_usd) || moves(option.second.damage_usd);
    });
  });
}

void add_assumptions(const Study& study, const std::optional<Block>& middle, Result& result) {
  std::optional<Effects> effects;
  if (middle) effects.emplace(study, *middle, result);
  struct Weighed {
    Assumption assumption;
    std::vector<double> weight;
  };
  std::vector<Weighed> all;
  for (const FoundAssumption& found : assumptions_of(study, middle ? &*middle : nullptr)) {
    Assumption assumption{.about = found.about, .text = found.text, .options = {}, .effects = {}};
    for (const std::size_t i : found.options) assumption.options.push_back(study.options[i].name);
    if (effects) assumption.effects = effects->of(found);
    std::vector<double> weight = effects ? effects->weight(assumption.effects) : std::vector<double>();
    all.push_back({std::move(assumption), std::move(weight)});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Weighed& a, const Weighed& b) { return b.weight < a.weight; });
  for (Weighed& each : all) result.assumptions.push_back(std::move(each.assumption));
}

}  // namespace llmtco
