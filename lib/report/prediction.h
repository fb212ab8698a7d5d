#pragma once
#include <string>
#include <vector>

#include "measured/backtest.h"
#include "performance/roofline.h"
#include "report/layout.h"

namespace llmtco {

/// A prediction of one placement: rates and times with their 90 % intervals and what bounds them, memory,
/// notes.
std::string prediction_text(const Query& query, const Prediction& prediction, const Style& style);
/// With a key for the roofline where one is given.
std::string prediction_json(const Query& query, const Prediction& prediction,
                            const Roofline* roofline = nullptr);
std::string prediction_csv(const Query& query, const Prediction& prediction);

/// Rows of a backtest, worst first, and their scores by stratum. The CSV form is backtest_csv().
std::string backtest_text(const Backtest& result, const Style& style);
std::string backtest_json(const Backtest& result);

/// The predictions of a row file alone: row_id,metric,predicted,p5,p95,status.
std::string predicted_rows_csv(const Backtest& result);

}  // namespace llmtco
