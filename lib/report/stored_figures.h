#pragma once
#include "measures/figures.h"
#include "montecarlo/statistics.h"
#include "report/figure_groups.h"
#include "report/stored_value.h"

namespace llmtco {

/// A value with an interval of that half width, about it or, where its ends would not be that far apart to the last bit,
/// as near as they are: a result that is read and written again is the same bytes. Where exactly the interval lay is not
/// stored, and nothing reads it.
///
///     10 with 0.25: from 9.75 to 10.25
Estimate estimate_of(double value, double half_width);

/// The inverse of summary_json() (report/figures_json.h).
Summary stored_summary(const StoredValue& summary);

/// The number at a key with its error beside it, as set_number() writes them; nothing where it is null.
std::optional<Estimate> stored_estimate(const StoredValue& object, const std::string& key);

/// Adds the figures of a topic's groups that `object` has, as set_group() writes them.
void read_figures(const StoredValue& object, Topic topic, const Subject& subject,
                  Figures<Statistics>& figures);

}  // namespace llmtco
