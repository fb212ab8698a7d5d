#include "fitting/fit.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "columns/normal.h"
#include "fitting/shared_profiles.h"

namespace llmtco {
namespace {

constexpr double difference = 1e-4;

double to_scale(const Coefficient& c, double value) {
  return c.scale == Coefficient::Scale::logit ? std::log(value / (1 - value)) : std::log(value);
}
double from_scale(const Coefficient& c, double x) {
  return c.scale == Coefficient::Scale::logit ? 1 / (1 + std::exp(-x)) : std::exp(x);
}

double expected_error(const Case& c) {
  if (c.stratum.starts_with("decode-llamacpp")) return 0.07;
  if (c.kind == CaseKind::speculation) return 0.08;
  if (c.kind == CaseKind::kernel) return c.stratum == "kernel-product" ? 0.15 : 0.3;
  return c.kind == CaseKind::ttft || c.kind == CaseKind::batch_ttft ? 0.3 : 0.1;
}

bool fitted(const Case& c) {
  const bool kind = c.kind != CaseKind::mlperf_ttft && c.kind != CaseKind::mlperf_tpot;
  return kind && c.measured && *c.measured > 0 && !c.excluded;
}

double residual(const Case& c, const Coefficients& k) {
  return std::clamp(std::log(predict(c, k) / *c.measured), -5.0, 5.0) * std::sqrt(c.weight) /
         expected_error(c);
}

/// Whether an effect, name@which, can be about a row: its engine, version, GPU, GPU class, model or scenario.
bool may_move(const std::string& name, const Case& c, const Coefficients& k) {
  const auto at = name.find('@');
  if (at == std::string::npos) return true;
  const std::string_view which = std::string_view(name).substr(at + 1);
  const Placement& p = c.replica.placement;
  if (which.starts_with("fp8") || which.starts_with("fp4") || which.starts_with("w4a16") ||
      which == "experts" || name.starts_with("kernel."))
    return true;
  return which == p.engine_key || which == p.accelerator.id || which == p.model.id || which == c.scenario ||
         (p.speculation &&
          (which.starts_with(p.speculation->task) || which == to_text(p.speculation->method))) ||
         which == k.gpu_class(p.accelerator.id).name || which == p.engine_key + ":" + p.engine.version;
}

/// The problem being solved: which coefficients move, and which rows each of them moves.
class Problem {
 public:
  Problem(std::vector<Case> cases, Coefficients start)
      : cases_(std::move(cases)), profiles_(cases_), at_(std::move(start)) {
    r_.resize(static_cast<Eigen::Index>(cases_.size()));
    for (std::size_t j = 0; j < at_.list().size(); ++j) {
      if (at_.list()[j].scale != Coefficient::Scale::fixed) try_free(j);
    }
  }

  double cost() {
    evaluate();
    double sum = 0;
    for (Eigen::Index i = 0; i < r_.size(); ++i) sum += 2 * (std::sqrt(1 + r_[i] * r_[i]) - 1);
    for (const Free& f : free_) sum += deviation(f) * deviation(f);
    return sum;
  }

  /// Normal equations at the current point: curvature and downhill direction.
  void linearise(Eigen::MatrixXd& curvature, Eigen::VectorXd& downhill) {
    evaluate();
    const auto n = static_cast<Eigen::Index>(free_.size());
    Eigen::MatrixXd slope = Eigen::MatrixXd::Zero(r_.size(), n);
    for (Eigen::Index j = 0; j < n; ++j) {
      const Free& f = free_[static_cast<std::size_t>(j)];
      const double before = value(f);
      at_.set(f.index, from_scale(coefficient(f), x(f) + difference));
      profiles_.forget();
      for (const std::size_t i : f.rows) {
        const auto row = static_cast<Eigen::Index>(i);
        slope(row, j) = (residual_of(i) - r_[row]) / difference;
      }
      at_.set(f.index, before);
    }
    const Eigen::VectorXd weight = (1 + r_.array().square()).rsqrt();
    curvature = slope.transpose() * weight.asDiagonal() * slope;
    downhill = -slope.transpose() * (weight.array() * r_.array()).matrix();
    for (Eigen::Index j = 0; j < n; ++j) {
      const Free& f = free_[static_cast<std::size_t>(j)];
      const double spread = coefficient(f).spread;
      curvature(j, j) += 1 / (spread * spread);
      downhill[j] -= deviation(f) / spread;
    }
  }

  void move(const Eigen::VectorXd& step) {
    for (std::size_t j = 0; j < free_.size(); ++j) {
      const double bounded = std::clamp(step[static_cast<Eigen::Index>(j)], -1.0, 1.0);
      at_.set(free_[j].index, from_scale(coefficient(free_[j]), x(free_[j]) + bounded));
    }
  }

  const Coefficients& at() const { return at_; }
  /// Names of the coefficients that some row's prediction depends on.
  std::set<std::string> moved() const {
    std::set<std::string> names;
    for (const Free& f : free_) names.insert(coefficient(f).name);
    return names;
  }
  void put(const Coefficients& c) { at_ = c; }

  /// The coefficients with their intervals.
  Coefficients finished(const Eigen::MatrixXd& curvature) const {
    std::vector<Coefficient> list = at_.list();
    const Eigen::MatrixXd covariance =
        curvature.ldlt().solve(Eigen::MatrixXd::Identity(curvature.rows(), curvature.cols()));
    for (std::size_t j = 0; j < free_.size(); ++j) {
      Coefficient& c = list[free_[j].index];
      const auto at = static_cast<Eigen::Index>(j);
      const double half = z95 * std::sqrt(std::max(0.0, covariance(at, at)));
      const double centre = to_scale(c, c.value);
      c.p5 = from_scale(c, centre - half);
      c.p95 = from_scale(c, centre + half);
      c.rows = static_cast<int>(free_[j].rows.size());
    }
    return {std::move(list), at_.spreads(), at_.classes(), at_.as_of(), at_.source()};
  }

 private:
  struct Free {
    std::size_t index;
    std::vector<std::size_t> rows;
  };

  /// A coefficient is free if some row's prediction depends on it.
  void try_free(std::size_t index) {
    if (free_.empty()) evaluate();
    const Coefficient c = at_.list()[index];
    Free f{.index = index, .rows = {}};
    at_.set(index, from_scale(c, to_scale(c, c.value) + 0.01));  // far enough to see through rounding
    profiles_.forget();
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      if (!may_move(c.name, cases_[i], at_)) continue;
      if (residual_of(i) != r_[static_cast<Eigen::Index>(i)]) f.rows.push_back(i);
    }
    at_.set(index, c.value);
    if (!f.rows.empty()) free_.push_back(std::move(f));
  }

  void evaluate() {
    profiles_.forget();
    for (std::size_t i = 0; i < cases_.size(); ++i) r_[static_cast<Eigen::Index>(i)] = residual_of(i);
  }
  double residual_of(std::size_t i) {
    profiles_.refresh(i, cases_[i], at_);
    return residual(cases_[i], at_);
  }

  const Coefficient& coefficient(const Free& f) const { return at_.list()[f.index]; }
  double value(const Free& f) const { return coefficient(f).value; }
  double x(const Free& f) const { return to_scale(coefficient(f), value(f)); }
  double deviation(const Free& f) const {
    return (x(f) - to_scale(coefficient(f), coefficient(f).prior)) / coefficient(f).spread;
  }

  std::vector<Case> cases_;
  SharedProfiles profiles_;
  Coefficients at_;
  std::vector<Free> free_;
  Eigen::VectorXd r_;
};

std::vector<Case> used_cases(const std::vector<Case>& cases, const std::function<bool(const Case&)>& use) {
  std::vector<Case> used;
  for (const Case& c : cases) {
    if (fitted(c) && use(c)) used.push_back(c);
  }
  return used;
}

/// The coefficients that all rows move but the rows of a fold do not know nothing of the fold's GPU or model:
/// back to their priors, or the left-out rows would have told them.
Coefficients without_hearsay(Coefficients k, const std::set<std::string>& all,
                             const std::set<std::string>& fold) {
  for (std::size_t j = 0; j < k.list().size(); ++j) {
    const Coefficient& c = k.list()[j];
    if (all.count(c.name) > 0 && fold.count(c.name) == 0) k.set(j, c.prior);
  }
  return k;
}

FitResult minimised(Problem& problem, const FitOptions& options) {
  double cost = problem.cost(), damping = 1e-3;
  Eigen::MatrixXd curvature;
  Eigen::VectorXd downhill;
  int done = 0;
  for (bool better = true; better && done < options.iterations; ++done) {
    problem.linearise(curvature, downhill);
    better = false;
    for (int attempt = 0; attempt < 10 && !better; ++attempt) {
      const Coefficients before = problem.at();
      Eigen::MatrixXd damped = curvature;
      damped.diagonal() *= 1 + damping;
      problem.move(damped.ldlt().solve(downhill));
      const double now = problem.cost();
      better = now < cost * (1 - options.least_gain);
      if (now < cost)
        cost = now;
      else
        problem.put(before);
      damping = std::clamp(better ? damping / 5 : damping * 8, 1e-7, 1e6);
    }
  }
  problem.linearise(curvature, downhill);
  return {.coefficients = problem.finished(curvature), .cost = cost, .iterations = done};
}

}  // namespace

FitResult fit(const std::vector<Case>& cases, const Coefficients& start, const FitOptions& options) {
  Problem problem(used_cases(cases, options.use), start);
  if (!options.hearsay.empty()) problem.put(without_hearsay(start, options.hearsay, problem.moved()));
  return minimised(problem, options);
}

std::set<std::string> moved_by(const std::vector<Case>& cases, const Coefficients& start) {
  return Problem(used_cases(cases, [](const Case&) { return true; }), start).moved();
}

std::vector<double> residuals(const std::vector<Case>& cases, const Coefficients& coefficients) {
  std::vector<double> out;
  SharedProfiles profiles(cases);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Case c = cases[i];
    profiles.refresh(i, c, coefficients);
    const bool known = c.measured && *c.measured > 0;
    out.push_back(known ? std::log(*c.measured / predict(c, coefficients))
                        : std::numeric_limits<double>::quiet_NaN());
  }
  return out;
}

}  // namespace llmtco
