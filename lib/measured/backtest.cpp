#include "measured/backtest.h"

#include <fmt/core.h>

#include <cmath>
#include <map>

#include "measured/errors.h"
#include "performance/predict.h"
#include "text/csv.h"

namespace llmtco {
namespace {

BacktestLine line_of(const Case& c, const Coefficients& k) {
  const double number = predict(c, k);
  BacktestLine line{.row_id = c.row_id,
                    .metric = c.metric,
                    .stratum = c.stratum,
                    .measured = c.measured,
                    .predicted = {},
                    .p5 = {},
                    .p95 = {},
                    .status = c.status,
                    .excluded = c.excluded};
  if (!std::isfinite(number) || number <= 0) {
    line.status = "no prediction: the formulas give no finite number";
    return line;
  }
  const Predicted p = with_interval(c.metric, number, "", c.stratum, c.replica.placement, k);
  line.predicted = p.value;
  line.p5 = p.p5;
  line.p95 = p.p95;
  return line;
}

BacktestScore score_of(const std::string& stratum, const std::vector<const BacktestLine*>& lines) {
  std::vector<double> deviations;
  int inside = 0;
  for (const BacktestLine* line : lines) {
    deviations.push_back(*line->predicted / *line->measured - 1);
    inside += *line->p5 <= *line->measured && *line->measured <= *line->p95 ? 1 : 0;
  }
  const Errors errors = errors_of(deviations);
  return {.stratum = stratum,
          .rows = static_cast<int>(lines.size()),
          .median_error = errors.median,
          .p90_error = errors.p90,
          .bias = errors.bias,
          .coverage = static_cast<double>(inside) / static_cast<double>(lines.size())};
}

std::string number_text(const std::optional<double>& number) {
  return number ? fmt::format("{:.6g}", *number) : "";
}

}  // namespace

Backtest backtest(const RowTable& table, const Catalog& catalog, const Coefficients& k) {
  const Cases cases = cases_of(table, catalog, k);
  Backtest out;
  for (const Case& c : cases.cases) out.lines.push_back(line_of(c, k));
  for (const Refused& r : cases.refused) {
    out.lines.push_back({.row_id = r.row_id,
                         .metric = r.metric,
                         .stratum = "",
                         .measured = r.measured,
                         .predicted = {},
                         .p5 = {},
                         .p95 = {},
                         .status = "no prediction: " + r.reason,
                         .excluded = false});
  }
  std::map<std::string, std::vector<const BacktestLine*>> strata;
  for (const BacktestLine& line : out.lines) {
    if (line.predicted && line.measured && *line.measured > 0 && !line.excluded)
      strata[line.stratum].push_back(&line);
  }
  for (const auto& [stratum, lines] : strata) out.scores.push_back(score_of(stratum, lines));
  return out;
}

std::string backtest_csv(const Backtest& result) {
  std::string text = "row_id,metric,measured,predicted,p5,p95,status\n";
  for (const BacktestLine& l : result.lines) {
    text +=
        fmt::format("{},{},{},{},{},{},{}\n", csv_text(l.row_id), csv_text(l.metric), number_text(l.measured),
                    number_text(l.predicted), number_text(l.p5), number_text(l.p95), csv_text(l.status));
  }
  return text;
}

}  // namespace llmtco
