#include "latency/reduce.h"

#include <limits>

namespace llmtco::latency_parts {
namespace {

double total(const Column& column) {
  double sum = 0;
  for (std::size_t draw = 0; draw < block_draws; ++draw) sum += column[draw];
  return sum;
}

/// What merging adds to the variance within components; nothing in draws in which one has no requests.
double loss(const LatencyComponent& a, const LatencyComponent& b) {
  const Column product = a.weight * b.weight, apart = moments(a).mean - moments(b).mean;
  return total(select(less(0.0, product), product / (a.weight + b.weight) * apart * apart, 0.0));
}

void merge_nearest(std::vector<LatencyComponent>& components) {
  std::size_t kept = 0, gone = 1;
  double least_loss = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < components.size(); ++i) {
    for (std::size_t j = i + 1; j < components.size(); ++j) {
      const double own = loss(components[i], components[j]);
      if (!(own < least_loss)) continue;
      least_loss = own;
      kept = i;
      gone = j;
    }
  }
  components[kept] = merged(components[kept], components[gone]);
  components.erase(components.begin() + static_cast<std::ptrdiff_t>(gone));
}

LatencyComponent select(const Column& mask, const LatencyComponent& yes, const LatencyComponent& no) {
  return {yes.weight, llmtco::select(mask, yes.shift, no.shift), llmtco::select(mask, yes.p50, no.p50),
          llmtco::select(mask, yes.p95, no.p95)};
}

}  // namespace

LatencyComponent sum(const LatencyComponent& a, const LatencyComponent& b) {
  const Column a_point = lognormal(a).point, b_point = lognormal(b).point, weight = a.weight * b.weight;
  const Column shift = least(a) + least(b);
  const LatencyComponent a_shifted{weight, shift * second, a.p50, a.p95};
  const LatencyComponent b_shifted{weight, shift * second, b.p50, b.p95};
  const LatencyComponent fixed{weight, shift * second, {}, {}};
  LatencyComponent both = select(a_point, select(b_point, fixed, b_shifted), a_shifted);
  const Column neither = (1.0 - a_point) * (1.0 - b_point);
  if (!any(neither)) return both;

  const Moments m = moments(a), n = moments(b);
  const Moments added{m.mean + n.mean, m.variance + n.variance, m.third + n.third};
  return select(neither, with_moments(weight, added, shift), both);
}

LatencyComponent merged(const LatencyComponent& a, const LatencyComponent& b) {
  const Column weight = a.weight + b.weight;
  const Column share = a.weight / weight, rest = 1.0 - share;
  const Moments m = moments(a), n = moments(b);
  const Column mean = share * m.mean + rest * n.mean;
  const Column a_off = m.mean - mean, b_off = n.mean - mean;
  const auto third = [](const Moments& own, const Column& off) {
    return own.third + (3.0 * own.variance + off * off) * off;
  };
  const Moments together{mean, share * (m.variance + a_off * a_off) + rest * (n.variance + b_off * b_off),
                         share * third(m, a_off) + rest * third(n, b_off)};
  const LatencyComponent one = with_moments(weight, together, min(least(a), least(b)));
  const LatencyComponent a_alone{weight, a.shift, a.p50, a.p95}, b_alone{weight, b.shift, b.p50, b.p95};
  return select(equal(b.weight, 0.0), a_alone, select(equal(a.weight, 0.0), b_alone, one));
}

void reduce(std::vector<LatencyComponent>& first, std::vector<LatencyComponent>& second) {
  while (first.size() * second.size() > most_components) {
    merge_nearest(first.size() < second.size() ? second : first);
  }
}

}  // namespace llmtco::latency_parts
