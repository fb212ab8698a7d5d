#include "calibration/speed_factors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "columns/normal.h"
#include "performance/factors.h"
#include "performance/profile.h"

namespace llmtco {
namespace {

struct Parts {
  bool decode = false, prefill = false;
};

/// The parts of the time that a kind of row says something of.
Parts parts_of(CaseKind kind) {
  switch (kind) {
    case CaseKind::decode:
    case CaseKind::tpot:
      return {.decode = true};
    case CaseKind::prefill:
    case CaseKind::ttft:
      return {.prefill = true};
    case CaseKind::offline:
    case CaseKind::static_batch:
      return {.decode = true, .prefill = true};
    default:
      return {};
  }
}

bool is_time(CaseKind kind) { return kind == CaseKind::ttft || kind == CaseKind::tpot; }

/// Standard deviation of log(measured / predicted) that one row has for itself; the scales of
/// measured/fit.h.
double noise_of(const Case& c) {
  if (c.kind == CaseKind::ttft) return 0.30;
  return c.kind == CaseKind::decode && !is_server(c.replica.placement) ? 0.07 : 0.10;
}

/// log of the predicted time, or of one over the predicted rate, at a factor on the row's parts.
double log_time(const Case& c, const Coefficients& k, double factor) {
  const Parts parts = parts_of(c.kind);
  const Factors factors{.decode = parts.decode ? factor : 1.0, .prefill = parts.prefill ? factor : 1.0};
  const double number = std::log(predict(c, k, factors));
  return is_time(c.kind) ? number : -number;
}

/// What the rows of one placement say together: A and A y of the header.
struct Told {
  double precision = 0, weighted = 0;
  int rows = 0;
};

struct PriorSpread {
  double tau2 = 0, sigma2 = 0;
};

/// From the six variables of a placement: hardware, engine, rest; decode first.
PriorSpread prior_of(const Placement& p, const std::string& part, const Coefficients& k) {
  const std::vector<SpeedVariable> variables = speed_variables(p, k);
  const std::size_t first = part == "decode" ? 0 : 3;
  const auto variance = [&](std::size_t i) {
    const auto* normal = std::get_if<distributions::Lognormal>(&variables[first + i].distribution.kind);
    return normal == nullptr ? 0 : normal->sigma * normal->sigma;
  };
  constexpr double least = 1e-6;  // a tenth of a percent: rows never count for nothing
  return {std::max(variance(0) + variance(1), least), std::max(variance(2), least)};
}

void add_row(const Case& c, const Coefficients& k, const PriorSpread& prior, Told& told) {
  constexpr double step = 0.05;
  const double moved = (log_time(c, k, std::exp(step)) - log_time(c, k, std::exp(-step))) / (2 * step);
  const double measured = is_time(c.kind) ? std::log(*c.measured) : -std::log(*c.measured);
  const double off = measured - log_time(c, k, 1);
  const double noise = noise_of(c);
  // How far off a row may be before it counts as odd, and by how much less it then weighs.
  constexpr double usual = 2.5;
  const double spread = std::sqrt(noise * noise + moved * moved * (prior.tau2 + prior.sigma2));
  const double odd = std::max(1.0, std::abs(off) / (usual * spread));
  const double weight = 1 / (noise * noise * odd * odd);
  told.precision += weight * moved * moved;
  told.weighted += weight * moved * off;
  ++told.rows;
}

Interval95 interval(double mean, double variance) {
  const double reach = z975 * std::sqrt(variance);
  return {std::exp(mean), std::exp(mean - reach), std::exp(mean + reach)};
}

/// The rows of one accelerator, engine and part, by model and format.
struct Group {
  PriorSpread prior;
  std::map<std::pair<std::string, std::string>, Told> placements;
};

using Key = std::tuple<std::string, std::string, std::string>;  // accelerator, engine, part

void add_factors(const Key& key, const Group& group, std::vector<SpeedFactor>& out) {
  const auto [tau2, sigma2] = group.prior;
  double precision = 1 / tau2, weighted = 0;
  int rows = 0;
  for (const auto& [placement, told] : group.placements) {
    const double own = 1 / (sigma2 + 1 / told.precision);
    precision += own;
    weighted += own * told.weighted / told.precision;
    rows += told.rows;
  }
  const double v = 1 / precision, m = v * weighted;
  SpeedFactor factor;
  std::tie(factor.hardware, factor.engine, factor.part) = key;
  factor.time_over_model = interval(m, v);
  factor.rows = rows;
  factor.weight_of_rows = 1 - v / tau2;
  out.push_back(factor);
  for (const auto& [placement, told] : group.placements) {
    const double b = sigma2 / (sigma2 + 1 / told.precision);
    const double mean = (1 - b) * m + b * told.weighted / told.precision;
    const double variance = (1 - b) * (1 - b) * v + (1 - b) * sigma2;
    std::tie(factor.model, factor.format) = placement;
    factor.time_over_model = interval(mean, variance);
    factor.rows = told.rows;
    factor.weight_of_rows = 1 - variance / (tau2 + sigma2);
    out.push_back(factor);
  }
}

}  // namespace

std::vector<SpeedFactor> speed_factors(const Cases& cases, const Coefficients& k,
                                       std::vector<std::string>& reasons) {
  std::map<Key, Group> groups;
  for (const Case& c : cases.cases) {
    if (!c.measured || c.excluded) continue;
    const Parts parts = parts_of(c.kind);
    if (!parts.decode && !parts.prefill)
      reasons.push_back(
          fmt::format("row {} ({}) gives no factor: it is of no single replica's load", c.row_id, c.metric));
    const Placement& p = c.replica.placement;
    for (const auto& [wanted, part] : {std::pair{parts.decode, "decode"}, {parts.prefill, "prefill"}}) {
      if (!wanted) continue;
      Group& group = groups[{p.accelerator.id, p.engine.id, part}];
      if (group.placements.empty()) group.prior = prior_of(p, part, k);
      add_row(c, k, group.prior, group.placements[{p.model.id, p.format.id}]);
    }
  }
  for (const Refused& row : cases.refused) {
    const bool hardware = row.reason.starts_with("unknown accelerator");
    reasons.push_back(fmt::format("row {} ({}) gives no factor: {}{}", row.row_id, row.metric, row.reason,
                                  hardware ? "; --hardware names one the catalogue knows" : ""));
  }
  std::vector<SpeedFactor> factors;
  for (auto& [key, group] : groups) {
    // A row that no factor moves says nothing.
    std::erase_if(group.placements, [](const auto& each) { return each.second.precision <= 0; });
    if (!group.placements.empty()) add_factors(key, group, factors);
  }
  return factors;
}

void add_speed_factors(const Cases& cases, const Coefficients& k, Calibration& calibration) {
  const std::vector<SpeedFactor> more = speed_factors(cases, k, calibration.reasons);
  calibration.speed_factors.insert(calibration.speed_factors.end(), more.begin(), more.end());
  if (!calibration.speed_factors.empty()) calibration.speed_model = k.as_of();
}

}  // namespace llmtco
