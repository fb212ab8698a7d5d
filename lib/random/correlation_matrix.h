#pragma once

#include <cstddef>
#include <vector>

namespace llmtco::detail {

/// Square matrix in plain doubles; every algorithm here runs in one fixed order, with + - * / and square
/// roots only, so that its bits are the same everywhere.
struct Matrix {
  explicit Matrix(std::size_t n) : size(n), values(n * n) {}
  double& operator()(std::size_t row, std::size_t column) { return values[row * size + column]; }
  double operator()(std::size_t row, std::size_t column) const { return values[row * size + column]; }

  std::size_t size;
  std::vector<double> values;
};

/// The symmetric matrix with its negative eigenvalues set to 0 (Jacobi's method).
Matrix without_negative_eigenvalues(const Matrix& a);
double smallest_eigenvalue(const Matrix& a);

/// The correlation matrix (unit diagonal, no negative eigenvalue) nearest to
/// `a` in the Frobenius norm, to 1e-9: N. Higham, "Computing the nearest
/// correlation matrix", IMA J. Numer. Anal. 22 (2002). `a` itself if it is one.
Matrix nearest_correlation(const Matrix& a);

/// Lower triangular L with L L^T = a; a row that depends on
/// earlier ones gets a zero (or rounding-sized) diagonal.
Matrix cholesky(const Matrix& a);

}  // namespace llmtco::detail
