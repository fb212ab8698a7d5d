#include "report/figures_json.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

namespace llmtco {

using Json = nlohmann::ordered_json;

double finite(double value) {
  assert(std::isfinite(value));
  return value;
}

Json summary_json(const Summary& summary) {
  Json values, errors;
  const std::pair<const char*, const Estimate*> statistics[] = {{"mean", &summary.mean},
                                                                {"sd", &summary.sd},
                                                                {"p5", &summary.p5},
                                                                {"p50", &summary.p50},
                                                                {"p95", &summary.p95}};
  for (const auto& [name, estimate] : statistics) {
    values[name] = finite(estimate->value);
    errors[name] = finite(estimate->half_width());
  }
  values["error"] = errors;
  return values;
}

void set_number(Json& object, const std::string& key, const Estimate* number) {
  object[key] = number == nullptr ? Json(nullptr) : Json(finite(number->value));
  object[key + "_error"] = number == nullptr ? Json(nullptr) : Json(finite(number->half_width()));
}

void set_figure(Json& object, const std::string& key, const Measure& measure, const Statistics* figure) {
  if (measure.reduction == Reduction::summary) {
    object[key] = figure == nullptr ? Json(nullptr) : summary_json(static_cast<const Summary&>(*figure));
  } else {
    set_number(object, key, figure == nullptr ? nullptr : &figure->mean);
  }
}

bool knows(const Figures<Statistics>& figures, const FigureGroup& group, const Subject& subject) {
  return std::any_of(group.measures.begin(), group.measures.end(),
                     [&](const Measure* measure) { return figures.has(*measure, subject); });
}

std::string group_key_of(const FigureGroup& group, const Subject& subject) {
  constexpr std::string_view monthly = "monthly_";  // goes without saying of a month
  const bool of_month = subject.month != Subject::all && group.key.starts_with(monthly);
  return std::string(of_month ? group.key.substr(monthly.size()) : group.key);
}

void set_group(Json& all, const FigureGroup& group, const Figures<Statistics>& figures,
               const Subject& subject) {
  const Measure& first = *group.measures.front();
  const std::string key = group_key_of(group, subject);
  const bool known = knows(figures, group, subject);
  if (first.only_known && !known) return;
  if (key_in_group(first).empty()) return set_figure(all, key, first, figures.find(first, subject));
  all[key] = nullptr;
  if (!known) return;
  for (const Measure* measure : group.measures)
    set_figure(all[key], std::string(key_in_group(*measure)), *measure, figures.find(*measure, subject));
}

}  // namespace llmtco
