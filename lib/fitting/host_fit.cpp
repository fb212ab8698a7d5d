#include "fitting/host_fit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace llmtco {
namespace {

constexpr double first_scale = 0.25, token_scale = 0.08;

double soft(double r) { return 2 * (std::sqrt(1 + r * r) - 1); }

double misfit(double predicted, double measured, double scale) {
  if (!(measured > 0) || !(predicted > 0)) return 0;
  return soft(std::log(predicted / measured) / scale);
}

bool other_attention(const ServedRow& row) {
  return row.at.replica.shape.latent || row.at.replica.shape.linear_layers > 0;
}

struct Constant {
  double HostFit::* whole;
  double serving::HostTimes::* part;
  double step, most;
  double& in(HostFit& fit) const { return whole != nullptr ? fit.*whole : fit.times.*part; }
};
constexpr std::array<Constant, 5> constants{{
    {nullptr, &serving::HostTimes::per_token, 20e-6, 0.5e-3},
    {nullptr, &serving::HostTimes::per_request, 2e-3, 20e-3},
    {nullptr, &serving::HostTimes::per_prompt_token, 1e-6, 20e-6},
    {nullptr, &serving::HostTimes::front, 10e-3, 0.5},
    {&HostFit::other_front, nullptr, 40e-3, 0.5},
}};
constexpr int rounds = 10;

double cost_of(const std::vector<const PreparedRow*>& rows, const HostFit& fit) {
  double sum = 0;
  for (const PreparedRow* const p : rows) {
    const Served s = simulated(p->row, p->machine, host_times_for(p->row, fit));
    sum += p->row.weight * (misfit(s.ttft, p->row.ttft, first_scale) +
                            misfit(s.tpot, p->row.tpot, token_scale) +
                            misfit(s.rate, p->row.rate, token_scale));
  }
  return sum;
}

}  // namespace

std::vector<PreparedRow> prepared(const std::vector<ServedRow>& rows) {
  std::vector<PreparedRow> out;
  out.reserve(rows.size());
  for (const ServedRow& row : rows) out.push_back({row, machine_of(row)});
  return out;
}

serving::HostTimes host_times_for(const ServedRow& row, const HostFit& fit) {
  serving::HostTimes times = fit.times;
  times.plans_ahead = serving::host_times_of(row.engine, row.at.replica.shape).plans_ahead;
  if (other_attention(row)) times.front = fit.other_front;
  return times;
}

HostFit fit_host_times(const std::vector<PreparedRow>& all, const HostFit& start,
                       const std::function<bool(const ServedRow&)>& use) {
  std::vector<const PreparedRow*> rows;
  for (const PreparedRow& p : all) {
    if (use(p.row)) rows.push_back(&p);
  }
  HostFit best = start;
  best.cost = cost_of(rows, best);
  std::array<double, constants.size()> steps{};
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = constants[i].step;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < constants.size(); ++i) {
      bool better = false;
      for (const double by : {steps[i], -steps[i]}) {
        HostFit next = best;
        double& value = constants[i].in(next);
        value = std::clamp(value + by, 0.0, constants[i].most);
        if (value == constants[i].in(best)) continue;
        next.cost = cost_of(rows, next);
        if (next.cost >= best.cost) continue;
        best = next;
        better = true;
        break;
      }
      steps[i] *= better ? 1.3 : 0.5;
    }
  }
  return best;
}

}  // namespace llmtco
