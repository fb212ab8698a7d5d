#include "random/quantile_table.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "columns/column_math.h"
#include "columns/repeatable.h"
#include "random/kernels.h"
#include "random/special.h"

namespace llmtco::detail {

namespace {

constexpr double log_2 = 0.69314718055994530942;
constexpr std::size_t octaves = 52;  // v from 2^-53 to 2^-1
constexpr std::size_t tail_octaves = 40;
constexpr std::size_t cells_per_octave = 32;
constexpr std::size_t points_per_octave =
    3 * cells_per_octave;  // each cubic goes through 4 points, the ends shared
constexpr std::size_t point_count = octaves * points_per_octave + 1;

/// log x and its slope at t = log v.
struct Node {
  double y, slope;
};

/// Steps in an octave: log x is nearly straight in log v in the tail, v < 2^-13.
constexpr std::size_t steps_in(std::size_t octave) { return octave < tail_octaves ? 4 : 16; }

/// Follows dy/dt = rate(t, y) from y at v = 2^-53 to v = 1/2.
template <class Rate>
std::vector<Node> march(double y, Rate rate) {
  std::vector<Node> nodes;
  for (std::size_t octave = 0; octave < octaves; ++octave) {
    const double h = log_2 / static_cast<double>(steps_in(octave));
    for (std::size_t step = 0; step < steps_in(octave); ++step) {
      const double t = (static_cast<double>(octave) - 53) * log_2 + static_cast<double>(step) * h;
      const double k1 = rate(t, y);
      nodes.push_back({y, k1});
      const double k2 = rate(t + h / 2, y + h / 2 * k1);
      const double k3 = rate(t + h / 2, y + h / 2 * k2);
      const double k4 = rate(t + h, y + h * k3);
      y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }
  }
  nodes.push_back({y, rate(-log_2, y)});
  return nodes;
}

/// Where the points of an octave lie between the nodes, the same for every octave: v = 2^o (1 + i / 96), and
/// the cubic Hermite weights there of (y, slope) at the node before and the node after.
struct Place {
  std::size_t node;
  double y0, slope0, y1, slope1;
};

using Places = std::array<Place, points_per_octave>;

Places places_for(std::size_t steps) {
  Places places{};
  const double h = log_2 / static_cast<double>(steps);
  for (std::size_t i = 0; i < points_per_octave; ++i) {
    const double at = repeatable::log(1 + static_cast<double>(i) / points_per_octave) / h;
    const double node = std::floor(at);
    const double s = at - node, r = 1 - s;
    places[i] = {static_cast<std::size_t>(node), r * r * (1 + 2 * s), h * s * r * r, s * s * (1 + 2 * r),
                 -h * s * s * r};
  }
  return places;
}

/// x at the points of all octaves, ascending in v.
std::vector<double> points_of(const std::vector<Node>& nodes) {
  const Places in_tail = places_for(steps_in(0)), in_body = places_for(steps_in(octaves - 1));
  std::vector<double> x(point_count);
  const Node* node = nodes.data();
  for (std::size_t octave = 0; octave < octaves; node += steps_in(octave), ++octave) {
    const Places& places = octave < tail_octaves ? in_tail : in_body;
    for (std::size_t i = 0; i < points_per_octave; ++i) {
      const Place& p = places[i];
      const Node &before = node[p.node], &after = node[p.node + 1];
      x[octave * points_per_octave + i] =
          p.y0 * before.y + p.slope0 * before.slope + p.y1 * after.y + p.slope1 * after.slope;
    }
  }
  x.back() = nodes.back().y;
  Column block = Column::uninitialised();
  for (std::size_t start = 0; start < x.size(); start += block_draws) {
    const std::size_t count = std::min(block_draws, x.size() - start);
    std::fill(std::copy_n(&x[start], count, block.values()), block.values() + block_draws, 0.0);
    block = exp(std::move(block));
    std::copy_n(block.data(), count, &x[start]);
  }
  return x;
}

/// Cubics through four points each of origin + scale * x, written to one half of a table.
void write_half(const std::vector<double>& x, double origin, double scale, double* cells) {
  for (std::size_t cell = 0; cell < random_kernels::table_cells; ++cell) {
    double* c = cells + 4 * cell;
    const double* y = &x[3 * cell];
    if (cell + 1 == random_kernels::table_cells) {  // v = 1/2 exactly
      c[0] = origin + scale * y[0];
      c[1] = c[2] = c[3] = 0;
      continue;
    }
    const double d1 = y[1] - y[0], d2 = y[2] - y[1], d3 = y[3] - y[2];
    c[0] = origin + scale * y[0];
    c[1] = scale * (5.5 * d1 - 3.5 * d2 + d3);
    c[2] = scale * 4.5 * (-2 * d1 + 3 * d2 - d3);
    c[3] = scale * 4.5 * (d1 - 2 * d2 + d3);
  }
}

constexpr double log_smallest = -53 * log_2;

/// log x with log_tail(log x) = log 2^-53 by Newton's method:
/// the logarithm of a lower tail is concave in log x.
template <class LogTailOf>
double start_of(double y, LogTailOf log_tail) {
  for (int i = 0; i < 200; ++i) {
    const LogTail tail = log_tail(y);
    const double step = (tail.value - log_smallest) / tail.slope;
    y -= step;
    if (std::fabs(step) < 1e-13 * (1 + std::fabs(y))) break;
  }
  return y;
}

/// The points of the lower half of Beta(a, b) on [0, 1].
std::vector<double> beta_points(double a, double b) {
  const double log_b = log_beta(a, b);
  const double start =
      start_of(repeatable::log(a / (a + b)), [&](double y) { return log_beta_tail(a, b, log_b, y); });
  return points_of(march(start, [&](double t, double y) {
    const double log_1_minus_x = repeatable::log1p(-repeatable::exp(std::fmin(y, 0)));
    const double log_x_density = a * y + (b == 1 ? 0 : (b - 1) * log_1_minus_x) - log_b;
    return repeatable::exp(t - log_x_density);
  }));
}

}  // namespace

std::vector<double> quantile_table(const distributions::Beta& d) {
  std::vector<double> cells(2 * 4 * random_kernels::table_cells);
  const double width = d.high - d.low;
  write_half(beta_points(d.alpha, d.beta), d.low, width, cells.data());
  write_half(beta_points(d.beta, d.alpha), d.high, -width, &cells[4 * random_kernels::table_cells]);
  return cells;
}

std::vector<double> quantile_table(const distributions::Gamma& d) {
  std::vector<double> cells(2 * 4 * random_kernels::table_cells);
  const double k = d.shape, log_g = log_gamma(k);
  const auto log_x_density = [&](double y) { return k * y - repeatable::exp(y) - log_g; };
  const double lower = start_of(repeatable::log(k), [&](double y) { return log_gamma_tail(k, log_g, y); });
  write_half(
      points_of(march(lower, [&](double t, double y) { return repeatable::exp(t - log_x_density(y)); })), 0,
      d.scale, cells.data());
  const double upper = repeatable::log(gamma_upper_quantile(k, log_smallest));
  write_half(
      points_of(march(upper, [&](double t, double y) { return -repeatable::exp(t - log_x_density(y)); })), 0,
      d.scale, &cells[4 * random_kernels::table_cells]);
  return cells;
}

}  // namespace llmtco::detail
