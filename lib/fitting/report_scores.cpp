#include "fitting/report_scores.h"

#include <fmt/core.h>

#include <cmath>
#include <map>

#include "measured/errors.h"

namespace llmtco {
namespace {

using Logs = std::map<std::string, std::vector<double>>;

/// Logarithms of measured / predicted by error class, or by class and group.
Logs by_class(const std::vector<Case>& cases, const std::vector<double>& residuals,
              std::string (*group)(const Case&)) {
  Logs out;
  for (std::size_t i = 0; i < cases.size() && !residuals.empty(); ++i) {
    if (std::isnan(residuals[i]) || cases[i].excluded) continue;
    out[cases[i].stratum + (group == nullptr ? "" : " | " + group(cases[i]))].push_back(residuals[i]);
  }
  return out;
}

std::string cell(const std::vector<double>& logs) {
  if (logs.empty()) return " - |";
  std::vector<double> deviations;
  for (const double l : logs) deviations.push_back(std::exp(-l) - 1);
  const Errors errors = errors_of(deviations);
  return fmt::format(" {:.1f} / {:.1f} / {:+.1f} |", 100 * errors.median, 100 * errors.p90,
                     100 * errors.bias);
}

}  // namespace

std::string errors_table(const std::vector<Case>& cases, const std::vector<std::vector<double>>& residuals) {
  const auto in_sample = by_class(cases, residuals.front(), nullptr);
  std::vector<Logs> left;
  for (std::size_t i = 1; i < residuals.size(); ++i) left.push_back(by_class(cases, residuals[i], nullptr));
  std::string text =
      "| error class | rows | GPU left out: median / P90 / bias, % | model left out | campaign left out | "
      "configuration left out | in sample |\n|---|---|---|---|---|---|---|\n";
  for (const auto& [name, logs] : in_sample) {
    text += fmt::format("| {} | {} |", name, logs.size());
    for (Logs& some : left) text += cell(some[name]);
    text += cell(logs) + "\n";
  }
  return text;
}

std::string group_table(const std::string& title, const std::vector<Case>& cases,
                        const std::vector<double>& residuals, std::string (*group)(const Case&)) {
  std::string text =
      fmt::format("| error class | {} | rows | median / P90 / bias, % |\n|---|---|---|---|\n", title);
  for (const auto& [name, logs] : by_class(cases, residuals, group))
    text += fmt::format("| {} | {} |{}\n", name, logs.size(), cell(logs));
  return text;
}

std::string coverage_table(const std::vector<Coverage>& coverages) {
  const auto percent = [](double share) {
    return std::isnan(share) ? std::string("-") : fmt::format("{:.0f} %", 100 * share);
  };
  std::string text =
      "| error class | rows | quantiles | leave-one-GPU-out | leave-one-model-out | leave-one-campaign-out | "
      "interval from other GPUs | from other models | seen set-ups, configurations left out "
      "|\n|---|---|---|---|---|---|---|---|---|\n";
  for (const Coverage& c : coverages) {
    text += fmt::format("| {} | {} | {:.1f} to {:.1f} % | {} | {} | {} | {} | {} | {} |\n", c.stratum, c.rows,
                        100 * c.tail, 100 * (1 - c.tail), percent(c.by_hardware), percent(c.by_model),
                        percent(c.by_campaign), percent(c.nested_hardware), percent(c.nested_model),
                        percent(c.by_configuration));
  }
  return text;
}

std::string rows_text(const std::vector<Case>& cases, const std::string& date) {
  int scored = 0, excluded = 0;
  for (const Case& c : cases) ++(c.excluded || !c.measured ? excluded : scored);
  return fmt::format(
      "Made on {} from {} measured numbers; {} more are noted suspicious or unreliable and are "
      "predicted but neither fitted nor scored.\n",
      date, scored, excluded);
}

}  // namespace llmtco
