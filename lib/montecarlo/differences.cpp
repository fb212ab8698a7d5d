#include "montecarlo/differences.h"

#include <algorithm>
#include <cassert>
#include <functional>

#include "host/parallel.h"
#include "stats/comparison.h"

namespace llmtco {
namespace {

const Figures<SharedSeries>* figures_of(const RecordedStudy& side, const std::string& option) {
  const auto place = place_of(option, side.study.options);
  return place ? &side.recording.options[*place].figures : nullptr;
}

/// What is to be computed for one option; the figures are there already, so that threads may fill them in.
void add_work(const Figures<SharedSeries>& before, const Figures<SharedSeries>& after,
              std::span<const Compared> wanted, OptionDifference& option,
              std::vector<std::function<void(std::size_t replicates)>>& work) {
  for (const Compared& each : wanted) {
    assert(measures::is_recorded(*each.measure) && retention(*each.measure) == Retention::draws);
    if (!before.has(*each.measure) || !after.has(*each.measure)) continue;
    option.changes.put(*each.measure, {});
    if (each.relative) option.relative.put(*each.measure, {});
  }
  for (auto& change : option.changes) {
    const Series &a = *before.at(*change.measure), &b = *after.at(*change.measure);
    work.push_back([&change, &a, &b](std::size_t replicates) {
      change.value = summarize(difference(b, a), replicates);
    });
  }
  for (auto& change : option.relative) {
    const Series &a = *before.at(*change.measure), &b = *after.at(*change.measure);
    work.push_back(
        [&change, &a, &b](std::size_t replicates) { change.value = relative_change(b, a, replicates); });
  }
}

}  // namespace

std::vector<OptionDifference> differences(const RecordedStudy& base, const RecordedStudy& changed,
                                          std::span<const Compared> wanted, const Part& part) {
  std::vector<OptionDifference> all(changed.study.options.size());
  std::vector<std::function<void(std::size_t)>> work;
  for (std::size_t i = 0; i < all.size(); ++i) {
    OptionDifference& option = all[i];
    option.name = changed.study.options[i].name;
    const Figures<SharedSeries>* before = figures_of(base, option.name);
    if (before == nullptr) {
      option.is_new = true;
      option.reason = "not in the base scenario";
      continue;
    }
    add_work(*before, changed.recording.options[i].figures, wanted, option, work);
  }
  parallel_for(part.pool, work.size(), [&](std::size_t piece, std::size_t) { work[piece](part.replicates); });
  return all;
}

}  // namespace llmtco
