#include "deployment/limits.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace llmtco {
namespace {

/// Whether answers are right often enough.
void set_floors(const Context& context, Evaluation& evaluation) {
  if (evaluation.accuracy.empty()) return;
  Column all = 1.0;
  bool any = false;
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    const std::optional<double>& floor = context.traffic.classes[i].requests->slo.accuracy;
    if (!floor) continue;
    const Column unused = less_equal(context.traffic.classes[i].weight, Drawn<RequestsPerSecond>());
    const Column met = max(less_equal(Column(*floor), evaluation.accuracy[i]), unused);
    if (!context.one_class())
      evaluation.figures.set(measures::meets_accuracy, met, {.request_class = static_cast<int>(i)});
    all = all * met;
    any = true;
  }
  if (any) evaluation.figures.set(measures::meets_accuracy, all);
}

/// Where all of these limits hold; nothing where one of them is unknown or there are none.
std::optional<Column> all_met(const std::set<const Measure*>& limits, const Subject& subject,
                              const Figures<Column>& figures) {
  if (limits.empty()) return std::nullopt;
  Column met = 1.0;
  for (const Measure* limit : limits) {
    const Column* known = figures.find(*limit, subject);
    if (known == nullptr) return std::nullopt;
    met = met * *known;
  }
  return met;
}

bool is_limit(const Measure& measure) {
  return &measure == measures::meets_accuracy.row ||
         std::any_of(std::begin(time_limits), std::end(time_limits), [&](const TimeLimits& kind) {
           return &measure == kind.meets_p95.row || &measure == kind.meets_p99.row;
         });
}

}  // namespace

std::vector<std::pair<MeasureOf<double>, double>> limits_of(const Slo& slo) {
  std::vector<std::pair<MeasureOf<double>, double>> limits;
  for (const TimeLimits& kind : time_limits) {
    if (const auto& limit = slo.*kind.p95) limits.emplace_back(kind.meets_p95, *limit / second);
    if (const auto& limit = slo.*kind.p99) limits.emplace_back(kind.meets_p99, *limit / second);
  }
  if (slo.accuracy) limits.emplace_back(measures::meets_accuracy, *slo.accuracy);
  return limits;
}

void set_limit_figures(const Context& context, Evaluation& evaluation) {
  Figures<Column>& figures = evaluation.figures;
  set_floors(context, evaluation);
  std::set<const Measure*> all;
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    std::set<const Measure*> own;
    for (const auto& [limit, value] : limits_of(context.traffic.classes[i].requests->slo))
      own.insert(limit.row);
    all.insert(own.begin(), own.end());
    const Subject subject{.request_class = static_cast<int>(i)};
    if (context.one_class()) continue;
    if (const auto met = all_met(own, subject, figures)) figures.set(measures::meets_slo, *met, subject);
  }
  if (const auto met = all_met(all, {}, figures)) figures.set(measures::meets_slo, *met);
  if (evaluation.feasible.is(1)) return;
  for (auto& figure : figures) {
    if (is_limit(*figure.measure) || figure.measure == measures::meets_slo.row)
      figure.value = figure.value * evaluation.feasible;
  }
}

Column known_limits_met(const Figures<Column>& figures) {
  Column met = 1.0;
  for (const auto& figure : figures) {
    if (figure.subject == Subject{} && is_limit(*figure.measure)) met = met * figure.value;
  }
  return met;
}

}  // namespace llmtco
