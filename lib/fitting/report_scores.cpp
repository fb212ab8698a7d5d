#include "fitting/report_scores.h"

#include <fmt/core.h>

#include <cmath>
#include <map>

#include "measured/errors.h"

namespace llmtco {
namespace {

std::string row(const std::string& name, const std::vector<double>& logs) {
  std::vector<double> deviations;
  for (const double l : logs) deviations.push_back(std::exp(-l) - 1);
  const Errors errors = errors_of(deviations);
  return fmt::format("| {} | {} | {:.1f} % | {:.1f} % | {:+.1f} % |\n", name, logs.size(),
                     100 * errors.median, 100 * errors.p90, 100 * errors.bias);
}

}  // namespace

std::string scores_table(const std::string& title, const std::vector<Case>& cases,
                         const std::vector<double>& logs) {
  std::map<std::string, std::vector<double>> strata;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (std::isnan(logs[i]) || cases[i].excluded) continue;
    strata[cases[i].stratum].push_back(logs[i]);
    strata[cases[i].stratum + " / " + cases[i].hardware].push_back(logs[i]);
    strata[cases[i].stratum + " / model " + cases[i].model].push_back(logs[i]);
  }
  std::string text = fmt::format("| {} | rows | median error | P90 | bias |\n|---|---|---|---|---|\n", title);
  for (const auto& [name, values] : strata) text += row(name, values);
  return text;
}

std::string coverage_table(const std::vector<Coverage>& coverages) {
  const auto percent = [](double share) {
    return std::isnan(share) ? std::string("-") : fmt::format("{:.0f} %", 100 * share);
  };
  std::string text =
      "| error class | rows | quantiles | leave-one-GPU-out | leave-one-model-out | interval from other GPUs "
      "| "
      "from other models |\n|---|---|---|---|---|---|---|\n";
  for (const Coverage& c : coverages) {
    text += fmt::format("| {} | {} | {:.1f} to {:.1f} % | {} | {} | {} | {} |\n", c.stratum, c.rows,
                        100 * c.tail, 100 * (1 - c.tail), percent(c.by_hardware), percent(c.by_model),
                        percent(c.nested_hardware), percent(c.nested_model));
  }
  return text;
}

}  // namespace llmtco
