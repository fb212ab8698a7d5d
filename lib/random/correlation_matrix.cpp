#include "random/correlation_matrix.h"

#include <algorithm>
#include <cmath>

namespace llmtco::detail {

namespace {

/// Eigenvalues on the diagonal of `values`, eigenvectors in the columns of `vectors`.
struct Eigen {
  Matrix values, vectors;
};

/// Turns rows and columns p and q so that element (p, q) becomes 0.
void rotate(Eigen& e, std::size_t p, std::size_t q) {
  Matrix& a = e.values;
  if (a(p, q) == 0) return;
  const double theta = (a(q, q) - a(p, p)) / (2 * a(p, q));
  const double t = std::copysign(1 / (std::fabs(theta) + std::sqrt(theta * theta + 1)), theta);
  const double c = 1 / std::sqrt(t * t + 1), s = t * c;
  const auto turn = [c, s](double& x, double& y) {
    const double old = x;
    x = c * old - s * y;
    y = s * old + c * y;
  };
  for (std::size_t k = 0; k < a.size; ++k) turn(a(k, p), a(k, q));
  for (std::size_t k = 0; k < a.size; ++k) turn(a(p, k), a(q, k));
  for (std::size_t k = 0; k < a.size; ++k) turn(e.vectors(k, p), e.vectors(k, q));
}

/// Cyclic Jacobi: sweeps over all pairs until what is off the diagonal has vanished.
Eigen eigen(const Matrix& a) {
  Eigen e{a, Matrix(a.size)};
  for (std::size_t i = 0; i < a.size; ++i) e.vectors(i, i) = 1;
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0;
    for (std::size_t p = 0; p < a.size; ++p) {
      for (std::size_t q = p + 1; q < a.size; ++q) off = std::max(off, std::fabs(e.values(p, q)));
    }
    if (off < 1e-16) break;
    for (std::size_t p = 0; p < a.size; ++p) {
      for (std::size_t q = p + 1; q < a.size; ++q) rotate(e, p, q);
    }
  }
  return e;
}

}  // namespace

double smallest_eigenvalue(const Matrix& a) {
  const Eigen e = eigen(a);
  double smallest = a.size == 0 ? 0 : e.values(0, 0);
  for (std::size_t i = 1; i < a.size; ++i) smallest = std::min(smallest, e.values(i, i));
  return smallest;
}

Matrix without_negative_eigenvalues(const Matrix& a) {
  const Eigen e = eigen(a);
  Matrix result(a.size);
  for (std::size_t i = 0; i < a.size; ++i) {
    for (std::size_t j = 0; j < a.size; ++j) {
      for (std::size_t k = 0; k < a.size; ++k) {
        result(i, j) += std::max(e.values(k, k), 0.0) * e.vectors(i, k) * e.vectors(j, k);
      }
    }
  }
  return result;
}

Matrix nearest_correlation(const Matrix& a) {
  const std::size_t n = a.size;
  if (smallest_eigenvalue(a) >= -1e-12) return a;
  // Alternating projections on the two convex sets, with Dykstra's correction of the first.
  Matrix y = a, correction(n);
  for (int iteration = 0; iteration < 1000; ++iteration) {
    Matrix shifted = y;
    for (std::size_t i = 0; i < n * n; ++i) shifted.values[i] -= correction.values[i];
    const Matrix projected = without_negative_eigenvalues(shifted);
    double change = 0;
    for (std::size_t i = 0; i < n * n; ++i) {
      correction.values[i] = projected.values[i] - shifted.values[i];
      const double next = i % (n + 1) == 0 ? 1 : projected.values[i];
      change = std::max(change, std::fabs(next - y.values[i]));
      y.values[i] = next;
    }
    if (change < 1e-9) break;
  }
  // Both at once: no negative eigenvalue, then scaled back to a unit diagonal.
  y = without_negative_eigenvalues(y);
  Matrix result(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) result(i, j) = i == j ? 1 : y(i, j) / std::sqrt(y(i, i) * y(j, j));
  }
  return result;
}

Matrix cholesky(const Matrix& a) {
  Matrix l(a.size);
  for (std::size_t i = 0; i < a.size; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = a(i, j);
      for (std::size_t k = 0; k < j; ++k) rest -= l(i, k) * l(j, k);
      if (i == j) {
        l(i, i) = std::sqrt(std::max(rest, 0.0));
      } else {
        l(i, j) = l(j, j) > 1e-8 ? rest / l(j, j) : 0;
      }
    }
  }
  return l;
}

}  // namespace llmtco::detail
