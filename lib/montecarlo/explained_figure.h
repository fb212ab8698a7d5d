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

/// Where figures of an option are found, in one block.
struct FigureSource {
  const Evaluation& evaluation;
  const Figures<Column>& demand;
  const Demand& asked;
  std::string currency = "USD";  ///< that figures and bills are in

  /// As people read it: "chat input tokens".
  std::string text_of(const LineItem& line) const {
    return display_text(line.item, line.labels, asked.workload.classes.size() > 1);
  }
};

/// Whether the option has such a figure or line.
bool has_figure(const FigureName& figure, const FigureSource& source);

/// A figure and what its numbers count where no dimension says it.
struct ExplainedFigure {
  Column value;
  std::vector<std::pair<const void*, std::string>> units;  ///< by id of a node: Mtok, USD/Mtok
};

/// The numbers of a figure, named. A cost is a sum of the lines of the bill, a line a quantity times a unit
/// price; the others are as they were evaluated. Requires that the figure is there.
ExplainedFigure explained_figure(const FigureName& figure, const FigureSource& source);

}  // namespace llmtco
