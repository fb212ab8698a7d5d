#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fitting/host_fit.h"

namespace llmtco {

/// How far a row is off, as predicted / measured - 1; what was not measured is absent.
struct ServedError {
  std::string engine, kind;  ///< "vllm", "closed loop"
  bool setup_known = false;
  std::optional<double> ttft, tpot, rate;          ///< simulated
  std::optional<double> ttft_closed, tpot_closed;  ///< by the closed forms of performance/load.h
  std::optional<bool> ttft_inside, tpot_inside;    ///< whether the speed model's 90 % interval holds it
};
ServedError error_of(const ServedRow& row, const ServedTimes& simulated, const Coefficients& coefficients);

/// Medians over the rows of a group.
struct ServedScore {
  std::string group;
  int rows = 0;
  /// Of the sizes; NaN where nothing was measured.
  double ttft, tpot, rate, ttft_closed, tpot_closed;
  double ttft_bias, tpot_bias;
  double ttft_inside, tpot_inside;  ///< share of the rows
};
std::vector<ServedScore> scores_of(const std::vector<ServedError>& errors,
                                   const std::function<std::string(const ServedError&)>& group);

/// By engine, kind and whether the set-up is known; "closed loop, vllm, set-up known".
std::string usual_group(const ServedError& error);

/// Rows of a table in Markdown: group, rows, TTFT / TPOT simulated and in closed form, coverage.
std::string score_table(const std::vector<ServedScore>& scores);

/// TTFT and TPOT of closed loops with the speed model's residual taken out: all steps of a configuration of three rows or
/// more are made longer by the median of measured / simulated TPOT of its other rows.
std::vector<ServedError> without_residual(const std::vector<PreparedRow>& rows, const Coefficients& k);

}  // namespace llmtco
