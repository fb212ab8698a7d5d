#include "workload/calls.h"

#include "columns/column_math.h"

namespace llmtco {
namespace {

/// X = n - 1 in logarithms.
struct Later {
  Column mean;
  Column square;  ///< of sigma; 0 where all tasks of the draw are alike
};

Later later(const Calls& calls) {
  const Column mean = calls.mean - 1.0, some = select(less(0.0, mean), mean, 1.0);
  return {mean, log1p(calls.variance() / (some * some))};
}

/// E[X^p; X > K] of that lognormal.
class Above {
 public:
  Above(const Later& x, const Column& k)
      : x_(x),
        sigma_(select(less(0.0, x.square), sqrt(x.square), 1.0)),
        distance_(log(max(x.mean, 1e-300) / max(k - 1.0, 1e-300)) / sigma_) {}

  Column share() const { return normal_cdf(distance_ - 0.5 * sigma_); }
  Column mean() const { return x_.mean * normal_cdf(distance_ + 0.5 * sigma_); }
  Column square() const { return x_.mean * x_.mean * exp(x_.square) * normal_cdf(distance_ + 1.5 * sigma_); }

 private:
  const Later& x_;
  Column sigma_, distance_;
};

}  // namespace

Column Calls::variance() const {
  if (alike()) return 0.0;
  const Column deviation = cv * mean;
  return select(less(1.0, mean), deviation * deviation, 0.0);
}

Column Calls::pairs() const {
  const Column of_mean = mean * (mean - 1.0);
  return alike() ? of_mean : of_mean + variance();
}

Column Calls::later_pairs() const {
  const Column of_mean = (mean - 1.0) * (mean - 2.0);
  return alike() ? of_mean : of_mean + variance();
}

Column Calls::beyond(double k) const {
  if (k <= 1) return mean - k;
  const Column of_mean = max(0.0, mean - k);
  if (alike()) return of_mean;
  const Later x = later(*this);
  const Column spreads = less(0.0, x.square), sigma = select(spreads, sqrt(x.square), 1.0);
  const Column distance = log(max(x.mean / (k - 1), 1e-300));
  const Column above = x.mean * normal_cdf((distance + 0.5 * x.square) / sigma) -
                       (k - 1) * normal_cdf((distance - 0.5 * x.square) / sigma);
  return select(spreads, max(0.0, above), of_mean);
}

Column Calls::beyond(const Column& k) const {
  const Column of_mean = max(0.0, mean - k);
  if (alike()) return of_mean;
  const Later x = later(*this);
  const Above above(x, k);
  return select(less(0.0, x.square), max(0.0, above.mean() - (k - 1.0) * above.share()), of_mean);
}

Calls::Tail Calls::tail(const Column& k) const {
  const Column of_mean = max(0.0, mean - k);
  Tail alike_tasks{less(0.0, of_mean), of_mean, of_mean * of_mean};
  if (alike()) return alike_tasks;
  const Later x = later(*this);
  const Above above(x, k);
  const Column spreads = less(0.0, x.square), least = k - 1.0, share = above.share(), some = above.mean();
  return {select(spreads, share, alike_tasks.share),
          select(spreads, max(0.0, some - least * share), alike_tasks.mean),
          select(spreads, max(0.0, above.square() - 2.0 * least * some + least * least * share),
                 alike_tasks.square)};
}

double Calls::most() const {
  if (alike()) return largest(mean);
  constexpr double billionth = 5.997807;  // normal quantile at 1 - 1e-9
  const Later x = later(*this);
  return 1 + largest(x.mean * exp(billionth * sqrt(x.square) - 0.5 * x.square));
}

}  // namespace llmtco
