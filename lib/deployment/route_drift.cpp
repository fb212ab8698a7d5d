#include "deployment/route.h"

namespace llmtco {
namespace {

using ByClass = std::vector<Column>;

/// Mean over months from `first` on, by the tasks of each class in them.
ByClass mean_of(const std::vector<const ByClass*>& months, const Traffic& traffic) {
  ByClass mean;
  for (std::size_t i = 0; i < months.front()->size(); ++i) {
    Column sum = 0.0, weights = 0.0;
    for (std::size_t m = 0; m < months.size(); ++m) {
      const Column& weight = traffic.classes[i].growth[m];
      sum += weight * (*months[m])[i];
      weights += weight;
    }
    mean.push_back(sum / weights);
  }
  return mean;
}

}  // namespace

const Uncertain<double>* harder_per_month(const Route& route) {
  const routes::Likeness* likeness = nullptr;
  if (const auto* judge = std::get_if<routes::ByJudge>(&route.policy)) likeness = &judge->likeness;
  if (const auto* score = std::get_if<routes::ByScore>(&route.policy)) {
    const auto* auc = std::get_if<routes::Auc>(&score->quality);
    if (auc != nullptr) likeness = &auc->likeness;
  }
  return likeness != nullptr && likeness->harder_per_month ? &*likeness->harder_per_month : nullptr;
}

void to_period(RouteMix& mix, const Traffic& traffic) {
  if (mix.months.empty()) return;
  const auto mean = [&](const auto& part) {
    std::vector<const ByClass*> months;
    for (int m = 0; m < traffic.period.months; ++m)
      months.push_back(&part(mix.months[static_cast<std::size_t>(traffic.period.first + m)]));
    return mean_of(months, traffic);
  };
  for (std::size_t leg = 0; leg < mix.calls.size(); ++leg) {
    mix.calls[leg] = mean([leg](const RouteMix& m) -> const ByClass& { return m.calls[leg]; });
    mix.answered[leg] = mean([leg](const RouteMix& m) -> const ByClass& { return m.answered[leg]; });
    if (!mix.lost.empty())
      mix.lost[leg] = mean([leg](const RouteMix& m) -> const ByClass& { return m.lost[leg]; });
  }
  mix.right = mean([](const RouteMix& m) -> const ByClass& { return m.right; });
  mix.needless = mean([](const RouteMix& m) -> const ByClass& { return m.needless; });
  mix.missed = mean([](const RouteMix& m) -> const ByClass& { return m.missed; });
}

}  // namespace llmtco
