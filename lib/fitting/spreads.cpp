#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "fitting/fit.h"
#include "stats/quantiles.h"

namespace llmtco {
namespace {

/// One row of an error class with its residuals: leave-one-GPU-out and leave-one-model-out.
struct LeftOut {
  std::string hardware, model, engine;
  double by_hardware = 0, by_model = 0;
  double by_campaign = std::numeric_limits<double>::quiet_NaN();
  double by_configuration = std::numeric_limits<double>::quiet_NaN();
};
using Strata = std::map<std::string, std::vector<LeftOut>>;

struct Interval {
  double low = 0, high = 0;  ///< of log(measured / predicted)
  bool holds(double residual) const { return low <= residual && residual <= high; }
};

Interval interval_of(const std::vector<double>& residuals, double tail) {
  const double ends[] = {tail, 1 - tail};
  const std::vector<double> found = quantiles(residuals, ends);
  return {.low = found[0], .high = found[1]};
}

Strata strata_of(const std::vector<Case>& cases, const LeftOutResiduals& left) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  Strata strata;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (std::isnan(left.by_hardware[i]) || std::isnan(left.by_model[i]) || cases[i].excluded) continue;
    strata[cases[i].stratum].push_back(
        {.hardware = cases[i].hardware,
         .model = cases[i].model,
         .engine = cases[i].engine,
         .by_hardware = left.by_hardware[i],
         .by_model = left.by_model[i],
         .by_campaign = left.by_campaign.empty() ? none : left.by_campaign[i],
         .by_configuration = left.by_configuration.empty() ? none : left.by_configuration[i]});
  }
  return strata;
}

std::vector<double> both(const std::vector<LeftOut>& rows) {
  std::vector<double> all;
  for (const LeftOut& r : rows) {
    all.insert(all.end(), {r.by_hardware, r.by_model});
    if (!std::isnan(r.by_campaign)) all.push_back(r.by_campaign);
  }
  return all;
}

/// Share of rows inside an interval that comes from the rows of the other groups alone; 0 rows where there is
/// one group.
template <class Key, class Residual>
double nested(const std::vector<LeftOut>& rows, double tail, Key key, Residual residual) {
  std::set<std::string> groups;
  for (const LeftOut& r : rows) groups.insert(key(r));
  if (groups.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  int inside = 0;
  for (const std::string& left : groups) {
    std::vector<LeftOut> others;
    for (const LeftOut& r : rows) {
      if (key(r) != left) others.push_back(r);
    }
    const Interval interval = interval_of(both(others), tail);
    for (const LeftOut& r : rows) inside += key(r) == left && interval.holds(residual(r)) ? 1 : 0;
  }
  return inside / static_cast<double>(rows.size());
}

double nested_by_hardware(const std::vector<LeftOut>& rows, double tail) {
  return nested(
      rows, tail, [](const LeftOut& r) { return r.hardware; },
      [](const LeftOut& r) { return r.by_hardware; });
}
double nested_by_model(const std::vector<LeftOut>& rows, double tail) {
  return nested(
      rows, tail, [](const LeftOut& r) { return r.model; }, [](const LeftOut& r) { return r.by_model; });
}

/// The tail cut off on each side: 5 %, and down to 2.5 % where intervals from the other GPUs and models hold
/// less than nine in ten rows of one they have not seen.
double tail_of(const std::vector<LeftOut>& rows) {
  for (const double tail : {0.05, 0.045, 0.04, 0.035, 0.03}) {
    const double by_gpu = nested_by_hardware(rows, tail), by_model = nested_by_model(rows, tail);
    if (!(by_gpu < 0.9) && !(by_model < 0.9)) return tail;
  }
  return 0.025;
}

/// Share of the variance that lies between groups, cut to [0, 0.8].
double shared(const std::vector<double>& values, const std::vector<std::string>& groups) {
  double mean = 0;
  for (const double v : values) mean += v / static_cast<double>(values.size());
  std::map<std::string, std::pair<double, int>> sums;
  double total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    total += (values[i] - mean) * (values[i] - mean);
    sums[groups[i]].first += values[i] - mean;
    ++sums[groups[i]].second;
  }
  double between = 0;
  for (const auto& [name, sum] : sums) between += sum.first * sum.first / sum.second;
  return total > 0 ? std::clamp(between / total, 0.0, 0.8) : 0;
}

/// Rows of one campaign err together, so that quantiles at 5 % held 84 % of the rows of prompts.
constexpr double seen_tail = 0.04;

Spread spread_of(const std::string& stratum, const std::vector<LeftOut>& rows) {
  std::vector<std::string> hardware, engine;
  for (const LeftOut& r : rows) {
    const std::size_t kinds = std::isnan(r.by_campaign) ? 2 : 3;
    hardware.insert(hardware.end(), kinds, r.hardware);
    engine.insert(engine.end(), kinds, r.engine);
  }
  const std::vector<double> residuals = both(rows);
  const Interval interval = interval_of(residuals, tail_of(rows));
  Spread s;
  s.stratum = stratum;
  s.low = std::exp(interval.low);
  s.high = std::exp(interval.high);
  s.seen_low = s.low;
  s.seen_high = s.high;
  std::vector<double> seen;
  for (const LeftOut& r : rows) {
    if (!std::isnan(r.by_configuration)) seen.push_back(r.by_configuration);
  }
  if (!seen.empty()) {
    const Interval narrow = interval_of(seen, seen_tail);
    s.seen_low = std::exp(narrow.low);
    s.seen_high = std::exp(narrow.high);
  }
  s.hardware = shared(residuals, hardware);
  s.engine = std::min(shared(residuals, engine), 0.95 - s.hardware);
  s.rows = static_cast<int>(residuals.size());
  return s;
}

double seen_share(const std::vector<LeftOut>& rows, const Spread& s) {
  const Interval seen{.low = std::log(s.seen_low) - 1e-9, .high = std::log(s.seen_high) + 1e-9};
  if (std::isnan(rows.front().by_configuration)) return rows.front().by_configuration;
  const auto inside = std::count_if(rows.begin(), rows.end(),
                                    [&](const LeftOut& r) { return seen.holds(r.by_configuration); });
  return static_cast<double>(inside) / static_cast<double>(rows.size());
}

}  // namespace

std::vector<Spread> spreads_of(const std::vector<Case>& cases, const LeftOutResiduals& left) {
  std::vector<Spread> out;
  for (const auto& [stratum, rows] : strata_of(cases, left)) out.push_back(spread_of(stratum, rows));
  return out;
}

std::vector<Coverage> coverages(const std::vector<Case>& cases, const LeftOutResiduals& left,
                                const std::vector<Spread>& spreads) {
  std::vector<Coverage> out;
  const Strata strata = strata_of(cases, left);
  for (const Spread& s : spreads) {
    const auto found = strata.find(s.stratum);
    if (found == strata.end()) continue;
    const std::vector<LeftOut>& rows = found->second;
    const Interval shipped{.low = std::log(s.low) - 1e-9, .high = std::log(s.high) + 1e-9};
    const auto n = static_cast<double>(rows.size());
    const auto share = [&](auto residual) {
      return std::count_if(rows.begin(), rows.end(),
                           [&](const LeftOut& r) { return shipped.holds(residual(r)); }) /
             n;
    };
    out.push_back({.stratum = s.stratum,
                   .rows = static_cast<int>(rows.size()),
                   .tail = tail_of(rows),
                   .by_hardware = share([](const LeftOut& r) { return r.by_hardware; }),
                   .by_model = share([](const LeftOut& r) { return r.by_model; }),
                   .by_campaign = std::isnan(rows.front().by_campaign)
                                      ? rows.front().by_campaign
                                      : share([](const LeftOut& r) { return r.by_campaign; }),
                   .by_configuration = seen_share(rows, s),
                   .nested_hardware = nested_by_hardware(rows, tail_of(rows)),
                   .nested_model = nested_by_model(rows, tail_of(rows))});
  }
  return out;
}

}  // namespace llmtco
