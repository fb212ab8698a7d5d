#pragma once
#include <string>
#include <utility>
#include <vector>

#include "deployment/evaluate.h"

namespace llmtco {

/// A figure of an option, or one line of its bill.
struct FigureName {
  const Measure* measure = nullptr;
  std::string item{};  ///< of a line of the monthly cost; empty: the figure itself

  /// cost.monthly, cost.monthly/output tokens
  std::string text() const { return std::string(measure->id) + (item.empty() ? "" : "/" + item); }
};

/// Whether the option has such a figure or line. `demand` are the figures of what is asked.
bool has_figure(const FigureName& figure, const Evaluation& evaluation, const Figures<Column>& demand);

/// The numbers of a figure, named. A cost is a sum of the lines of the bill, a line a quantity times a unit
/// price; the others are as they were evaluated. Requires that the figure is there.
Column explained_figure(const FigureName& figure, const Evaluation& evaluation,
                        const Figures<Column>& demand);

/// The units of the quantities and unit prices that explained_figure() names, which no dimension says: Mtok
/// and USD/Mtok.
std::vector<std::pair<std::string, std::string>> units_of(const Bill& bill);

}  // namespace llmtco
