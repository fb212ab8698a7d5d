#include "report/stored_figures.h"

#include <cmath>

#include "report/figures_json.h"

namespace llmtco {

Estimate estimate_of(double value, double half_width) {
  if (value < 0) {
    const Estimate mirrored = estimate_of(-value, half_width);
    return {value, -mirrored.high, -mirrored.low};
  }
  // Numbers lie closer together towards 0: the nearest place where both ends are numbers that far apart.
  const double low = value - half_width;
  constexpr int finest = -60;
  for (int power = finest; power < 0; ++power) {
    const double high = low - std::ldexp(std::abs(low), power) + 2 * half_width;
    const Estimate estimate{value, high - 2 * half_width, high};
    if (estimate.half_width() == half_width) return estimate;
  }
  return {value, 0, 2 * half_width};
}

Summary stored_summary(const StoredValue& summary) {
  const StoredValue errors = summary.at("error");
  const auto estimate = [&](const char* name) {
    return estimate_of(summary.at(name).number(), errors.at(name).number());
  };
  return {estimate("mean"), estimate("sd"), estimate("p5"), estimate("p50"), estimate("p95")};
}

std::optional<Estimate> stored_estimate(const StoredValue& object, const std::string& key) {
  const auto number = object.find(key);
  if (!number) return std::nullopt;
  return estimate_of(number->number(), object.at(key + "_error").number());
}

namespace {

void read_figure(const StoredValue& object, const std::string& key, const Measure& measure,
                 const Subject& subject, Figures<Statistics>& figures) {
  if (measure.reduction == Reduction::summary) {
    if (const auto summary = object.find(key)) figures.put(measure, stored_summary(*summary), subject);
  } else if (const auto number = stored_estimate(object, key)) {
    figures.put(measure, Statistics(*number, measure.reduction), subject);
  }
}

}  // namespace

void read_figures(const StoredValue& object, Topic topic, const Subject& subject,
                  Figures<Statistics>& figures) {
  for (const FigureGroup& group : groups_of(topic)) {
    const std::string key = group_key_of(group, subject);
    if (key_in_group(*group.measures.front()).empty()) {
      read_figure(object, key, *group.measures.front(), subject, figures);
    } else if (const auto own = object.find(key)) {
      for (const Measure* measure : group.measures)
        read_figure(*own, std::string(key_in_group(*measure)), *measure, subject, figures);
    }
  }
}

}  // namespace llmtco
