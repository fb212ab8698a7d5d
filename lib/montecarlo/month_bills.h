#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco {

/// The bill of one month of the horizon.
struct BillOfMonth {
  int month = 0;                  ///< from 0
  std::vector<LineResult> lines;  ///< of what it costs
  std::vector<LineResult> cash;   ///< of capital when it is paid
};

/// Who answers, as far as the study names them.
struct Served {
  std::string
      model;  ///< "openai/gpt-4o" of an endpoint, "llama-3.1-70b" of machines; empty where nobody says
  std::string hardware;  ///< of machines
  bool endpoint = false;
};

/// An option by who answers: itself under the empty name, and the parts of a split and the legs of a route under theirs,
/// theirs in turn as part_of_part() calls them.
struct ServedPart {
  std::string part;
  Served by;
};
std::vector<ServedPart> served_by(const Study& study, std::size_t option);

/// The bill of every month of the horizon, on the draws of simulate() with the same settings. Means of a line over the
/// months are those of the average month: $1,000 in the first month and $1,200 in the second are a line of $1,100 in
/// the result. Requires that the option is feasible.
///
/// Months are evaluated some at a time, so many that their draws take up to 256 MiB.
std::vector<BillOfMonth> month_bills(const Study& study, std::size_t option, const Settings& settings);

}  // namespace llmtco
