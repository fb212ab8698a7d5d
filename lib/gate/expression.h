#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "gate/gate.h"
#include "text/diagnostics.h"

namespace llmtco {

/// What the names in gates may mean.
struct GateNames {
  std::vector<std::string> options{}, classes{};
  bool has_budget = false;
  std::string currency = "USD";  ///< that the report, and so every limit, is in
};

/// A gate as it was written, and where each of its bytes stands.
struct GateText {
  std::string text;
  std::function<Location(std::size_t)> place;
  GateLevel level = GateLevel::fail;  ///< unless the text says it
  /// Of a text that is a source of its own: the first, second ... behind --gate.
  static GateText of_flag(const std::string& text, std::size_t number, Diagnostics& diagnostics);
};

/// Reads a gate. Nothing, which the diagnostics say at the place of the word that is wrong, where it is none.
///
///     gate     = ["warn:" | "fail:"] subject (":" rule | comparison) ["," "floor" value]
///     subject  = [OPTION "." | "best."] FIGURE ["[" CLASS "]"] ["/" ITEM] ["." (mean | p5 | p50 | p95)]
///              | "prob(" subject (">" | "<") value ")" | "best" | [OPTION "."] ("pricebook.age" | "unpriced")
///     rule     = ("increase" | "decrease" | "change") comparison | comparison | "unchanged"
///     comparison = ("<" | "<=" | ">" | ">=") value
///     value    = a quantity: $60k, 800 ms, 5%, 90d; or "budget"
///
/// FIGURE is an id of measures/list.h, or cost.first_month or cost.last_month. The longest id counts: the 95th
/// percentile over requests is latency.ttft.p95, its mean over the draws latency.ttft.p95.mean. A rule on an increase,
/// a decrease or a change takes its percentages of the base.
std::optional<Gate> read_gate(const GateText& text, const GateNames& names, Diagnostics& diagnostics);

/// A name of a figure that gates may be on, and what it is.
struct GateFigure {
  std::string id;
  std::string_view says;
};
std::vector<GateFigure> gate_figures();

/// Says of gates that no result can keep together where the second of them stands: cost.monthly < $50k beside
/// cost.monthly > $60k.
void check_gates_agree(const std::vector<Gate>& gates, Diagnostics& diagnostics);

}  // namespace llmtco
