#pragma once
#include <optional>
#include <string>
#include <vector>

#include "measured/cases.h"

namespace llmtco {

/// One predicted number of a measured row.
struct BacktestLine {
  std::string row_id, metric, stratum;
  std::optional<double> measured, predicted, p5, p95;
  std::string status;     ///< ok, what was assumed, or why there is no prediction
  bool excluded = false;  ///< noted suspicious in the file: listed, not scored
};

/// Scores of one error class, over its lines with a measured number that are not excluded.
struct BacktestScore {
  std::string stratum;
  int rows = 0;
  double median_error = 0, p90_error = 0;  ///< of |predicted / measured - 1|
  double bias = 0;                         ///< median of predicted / measured - 1
  double coverage = 0;                     ///< share of measured numbers inside their interval
};

struct Backtest {
  std::vector<BacktestLine> lines;  ///< in the order of the rows; TTFT before TPOT
  std::vector<BacktestScore> scores;
};

/// Predicts each row of a table without looking at its measured columns, then scores. Throws InputError where
/// the columns are those of no known kind.
Backtest backtest(const RowTable& table, const Catalog& catalog,
                  const Coefficients& k = shipped_coefficients());

/// row_id,metric,measured,predicted,p5,p95,status: the contract of `backtest --format csv`.
std::string backtest_csv(const Backtest& result);

}  // namespace llmtco
