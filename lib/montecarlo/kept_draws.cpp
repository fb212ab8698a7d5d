#include "montecarlo/kept_draws.h"

#include <cassert>

#include "measures/list.h"
#include "montecarlo/memory_need.h"
#include "montecarlo/run.h"

namespace llmtco {
namespace {

/// The figures of one option in some draws of a run.
class SeenFigures {
 public:
  SeenFigures(const Study& study, const Recording& recording, std::size_t option)
      : study_(study), recording_(recording), own_(recording.options[option].figures) {}

  /// Puts them from place `first` on, where they are known.
  void put(const Measure& measure, std::size_t first, KeptDraws::Draws& draws) const {
    const bool horizon = &measure == measures::horizon_cost.row;
    const double factor = horizon ? static_cast<double>(study_.demand.horizon_months) : 1;
    const Measure& told = horizon ? *measures::monthly_cost.row : measure;
    const Series* over = series(told.is_ratio() ? *measures::find(told.over) : told);
    const Series* under = told.is_ratio() ? series(*measures::find(told.under)) : nullptr;
    if (over == nullptr || (told.is_ratio() && under == nullptr)) return;
    assert(over->has_draws() && (under == nullptr || under->has_draws()));
    for (std::size_t i = 0; i < over->size(); ++i)
      draws[first + i] = factor * (under == nullptr ? (*over)[i] : (*over)[i] / (*under)[i]);
  }

 private:
  const Series* series(const Measure& measure) const {
    for (const auto* figures : {&own_, &recording_.demand}) {
      if (const SharedSeries* found = figures->find(measure)) return found->get();
    }
    return nullptr;
  }

  const Study& study_;
  const Recording& recording_;
  const Figures<SharedSeries>& own_;
};

}  // namespace

Result simulate(const Study& study, const Settings& settings, const std::vector<const Measure*>& wanted,
                KeptDraws& kept) {
  assert(!settings.brief);
  kept = {.measures = wanted, .options = {}, .by_option = {}};
  for (const Option& option : study.options) kept.options.push_back(option.name);
  kept.by_option.assign(study.options.size(), std::vector<KeptDraws::Draws>(wanted.size()));
  // Room is made before threads come: each then writes to draws of its own.
  const std::size_t draws = plan_for(settings.method, settings.draws).draws();
  require_watched({&study}, settings, study.options.size() * wanted.size());
  for (auto& option : kept.by_option) {
    for (KeptDraws::Draws& each : option) each.resize(draws);
  }
  const auto see = [&](const SeenDraws& seen) {
    const Recording& recording = seen.recordings[0];
    for (std::size_t o = 0; o < recording.options.size(); ++o) {
      const SeenFigures figures(study, recording, o);
      for (std::size_t m = 0; m < wanted.size(); ++m)
        figures.put(*wanted[m], seen.first * block_draws, kept.by_option[o][m]);
    }
  };
  Result result = std::move(run({.studies = {&study}, .watch = see}, settings).results[0]);
  for (std::size_t o = 0; o < kept.options.size(); ++o) {
    const OptionResult* option = result.option(kept.options[o]);
    for (std::size_t m = 0; m < wanted.size(); ++m) {
      if (option == nullptr || option->find(*wanted[m]) == nullptr) kept.by_option[o][m].clear();
    }
  }
  return result;
}

}  // namespace llmtco
