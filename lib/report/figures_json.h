#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "measures/figures.h"
#include "measures/measure.h"
#include "montecarlo/statistics.h"
#include "report/figure_groups.h"

namespace llmtco {

/// JSON knows no NaN: a number that is none is our defect, not a null.
double finite(double value);

/// Mean and percentiles, and for each the half width of the 90 % interval that sampling leaves it in.
nlohmann::ordered_json summary_json(const Summary& summary);

/// Sets a single number, and its error beside it; null where it is unknown.
void set_number(nlohmann::ordered_json& object, const std::string& key, const Estimate* number);

/// Sets a figure at its key; null where it is unknown.
void set_figure(nlohmann::ordered_json& object, const std::string& key, const Measure& measure,
                const Statistics* figure);

/// Whether any figure of a group is known.
bool knows(const Figures<Statistics>& figures, const FigureGroup& group, const Subject& subject);

/// The key of a group: `monthly_cost_usd`, of a single month `cost_usd`.
std::string group_key_of(const FigureGroup& group, const Subject& subject);

/// Sets the figures of a topic that stand in one object, or null where none of them is known.
void set_group(nlohmann::ordered_json& all, const FigureGroup& group, const Figures<Statistics>& figures,
               const Subject& subject);

}  // namespace llmtco
