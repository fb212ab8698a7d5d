#include "fitting/quantization_fit.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>
#include <set>

#include "quality/quantization_terms.h"

namespace llmtco {
namespace {

/// Error expected of a row's logarithm: what two evaluations of one model differ by; MMLU differences carry
/// the sampling error of the benchmark as well.
double expected_error(const QuantizationRow& row) { return row.mmlu ? 0.5 : 0.15; }

/// Least squares of the rows with each term held to its prior.
QuantizationModel ridge(const std::vector<QuantizationRow>& rows, QuantizationModel m,
                        const std::string& left_out) {
  const auto n = static_cast<Eigen::Index>(m.terms.size());
  Eigen::MatrixXd a = Eigen::MatrixXd::Zero(n, n);
  Eigen::VectorXd b = Eigen::VectorXd::Zero(n);
  for (const QuantizationRow& row : rows) {
    if (row.model == left_out) continue;
    Eigen::VectorXd x(n);
    for (Eigen::Index i = 0; i < n; ++i)
      x[i] = term_factor(m.terms[static_cast<std::size_t>(i)].name, row.weights, row.mmlu);
    const double weight = 1 / (expected_error(row) * expected_error(row));
    a += weight * x * x.transpose();
    b += weight * row.log_value * x;
  }
  for (Eigen::Index i = 0; i < n; ++i) {
    const QuantizationModel::Term& t = m.terms[static_cast<std::size_t>(i)];
    a(i, i) += 1 / (t.spread * t.spread);
    b[i] += t.prior / (t.spread * t.spread);
  }
  const Eigen::VectorXd value = a.ldlt().solve(b);
  for (Eigen::Index i = 0; i < n; ++i) m.terms[static_cast<std::size_t>(i)].value = value[i];
  return m;
}

double predicted(const QuantizationRow& row, const QuantizationModel& m) {
  double sum = 0;
  for (const QuantizationModel::Term& t : m.terms)
    sum += t.value * term_factor(t.name, row.weights, row.mmlu);
  return sum;
}

}  // namespace

std::vector<double> left_out_errors(const std::vector<QuantizationRow>& rows,
                                    const QuantizationModel& start) {
  std::vector<double> errors;
  for (const QuantizationRow& row : rows)
    errors.push_back(row.log_value - predicted(row, ridge(rows, start, row.model)));
  return errors;
}

QuantizationModel fit_quantization(const std::vector<QuantizationRow>& rows, const QuantizationModel& start) {
  QuantizationModel m = ridge(rows, start, "");
  const std::vector<double> errors = left_out_errors(rows, start);
  double squares[2] = {0, 0};
  int count[2] = {0, 0};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    squares[rows[i].mmlu ? 1 : 0] += errors[i] * errors[i];
    ++count[rows[i].mmlu ? 1 : 0];
  }
  m.perplexity_sd = std::sqrt(squares[0] / std::max(count[0], 1));
  m.mmlu_sd = std::sqrt(squares[1] / std::max(count[1], 1));
  return m;
}

}  // namespace llmtco
