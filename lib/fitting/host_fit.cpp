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

struct Constant {
  double serving::LoopTimes::*value;
  double step, most;
};
constexpr std::array<Constant, 5> constants{{
    {&serving::LoopTimes::per_token, 20e-6, 0.5e-3},
    {&serving::LoopTimes::expert_request, 2e-3, 20e-3},
    {&serving::LoopTimes::expert_token, 1e-6, 20e-6},
    {&serving::LoopTimes::front, 10e-3, 0.5},
    {&serving::LoopTimes::other_front, 40e-3, 0.5},
}};
constexpr int rounds = 10;

double cost_of(const std::vector<const PreparedRow*>& rows, const serving::LoopTimes& times) {
  double sum = 0;
  for (const PreparedRow* const p : rows) {
    const ServedTimes s = simulated(*p, times);
    sum +=
        p->row.weight * (misfit(s.ttft, p->row.ttft, first_scale) + misfit(s.tpot, p->row.tpot, token_scale) +
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

ServedTimes simulated(const PreparedRow& p, const serving::LoopTimes& times) {
  return simulated(p.row, p.machine, serving::host_times(times, p.row.engine, p.row.at.replica.shape));
}

HostFit fit_host_times(const std::vector<PreparedRow>& all, const serving::LoopTimes& start,
                       const std::function<bool(const ServedRow&)>& use) {
  std::vector<const PreparedRow*> rows;
  for (const PreparedRow& p : all) {
    if (use(p.row)) rows.push_back(&p);
  }
  HostFit best{.times = start, .cost = cost_of(rows, start), .rows = static_cast<int>(rows.size())};
  std::array<double, constants.size()> steps{};
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = constants[i].step;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < constants.size(); ++i) {
      bool better = false;
      for (const double by : {steps[i], -steps[i]}) {
        serving::LoopTimes next = best.times;
        double& value = next.*constants[i].value;
        value = std::clamp(value + by, 0.0, constants[i].most);
        if (value == best.times.*constants[i].value) continue;
        const double cost = cost_of(rows, next);
        if (cost >= best.cost) continue;
        best.times = next;
        best.cost = cost;
        better = true;
        break;
      }
      steps[i] *= better ? 1.3 : 0.5;
    }
  }
  return best;
}

}  // namespace llmtco
