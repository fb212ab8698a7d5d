#include <algorithm>
#include <cmath>
#include <map>

#include "performance/fit.h"

namespace llmtco {
namespace {

/// Linear between order statistics.
double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  const double at = q * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

/// Share of the variance that lies between groups, cut to [0, 0.8].
double shared(const std::vector<double>& values, const std::vector<std::string>& groups) {
  double mean = 0;
  for (const double v : values) mean += v / static_cast<double>(values.size());
  std::map<std::string, std::pair<double, int>> sums;
  double total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    total += (values[i] - mean) * (values[i] - mean);
    sums[groups[i]].first += values[i] - mean;
    ++sums[groups[i]].second;
  }
  double between = 0;
  for (const auto& [name, sum] : sums) between += sum.first * sum.first / sum.second;
  return total > 0 ? std::clamp(between / total, 0.0, 0.8) : 0;
}

}  // namespace

std::vector<Spread> spreads_of(const std::vector<Case>& cases,
                               const std::vector<std::vector<double>>& left_out) {
  struct Rows {
    std::vector<double> residuals;
    std::vector<std::string> hardware, engine;
  };
  std::map<std::string, Rows> by_stratum;
  for (const std::vector<double>& one : left_out) {
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (std::isnan(one[i]) || cases[i].excluded) continue;
      Rows& rows = by_stratum[cases[i].stratum];
      rows.residuals.push_back(one[i]);
      rows.hardware.push_back(cases[i].hardware);
      rows.engine.push_back(cases[i].engine);
    }
  }
  std::vector<Spread> out;
  for (const auto& [stratum, rows] : by_stratum) {
    Spread s;
    s.stratum = stratum;
    s.low = std::exp(quantile(rows.residuals, 0.05));
    s.high = std::exp(quantile(rows.residuals, 0.95));
    s.hardware = shared(rows.residuals, rows.hardware);
    s.engine = std::min(shared(rows.residuals, rows.engine), 0.95 - s.hardware);
    s.rows = static_cast<int>(rows.residuals.size());
    out.push_back(s);
  }
  return out;
}

}  // namespace llmtco
