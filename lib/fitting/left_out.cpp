#include <algorithm>
#include <limits>
#include <set>

#include "fitting/fit.h"
#include "host/parallel.h"

namespace llmtco {
namespace {

/// Residuals of the rows that were left out, put at their places.
void put_left_out(const std::vector<Case>& cases, const Coefficients& k,
                  const std::function<bool(const Case&)>& left, std::vector<double>& out) {
  std::vector<std::size_t> rows;
  std::vector<Case> some;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!left(cases[i])) continue;
    rows.push_back(i);
    some.push_back(cases[i]);
  }
  const std::vector<double> found = residuals(some, k);
  for (std::size_t j = 0; j < rows.size(); ++j) out[rows[j]] = found[j];
}

}  // namespace

std::vector<double> left_out_residuals(const std::vector<Case>& cases, const Coefficients& start,
                                       const std::function<std::string(const Case&)>& group, int iterations) {
  std::set<std::string> groups;
  for (const Case& c : cases) groups.insert(group(c));
  const std::vector<std::string> folds(groups.begin(), groups.end());
  std::vector<double> out(cases.size(), std::numeric_limits<double>::quiet_NaN());
  const std::set<std::string> all = moved_by(cases, start);
  // Folds know nothing of each other and write different rows.
  ThreadPool pool(hardware_threads());
  parallel_for(&pool, folds.size(), [&](std::size_t fold, std::size_t) {
    const std::string& left = folds[fold];
    const auto is_left = [&](const Case& c) { return group(c) == left; };
    const FitResult without = fit(cases, start,
                                  {.iterations = iterations,
                                   .least_gain = 5e-4,
                                   .use = [&](const Case& c) { return !is_left(c); },
                                   .hearsay = all});
    put_left_out(cases, without.coefficients, is_left, out);
  });
  return out;
}

}  // namespace llmtco
