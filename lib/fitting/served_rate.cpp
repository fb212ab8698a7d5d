#include "fitting/served_rate.h"

#include <algorithm>

namespace llmtco {
namespace {

struct Rule {
  const char* model;
  const char* scenario;
  double ttft, tpot;  ///< s
};
constexpr Rule rules[] = {
    {"llama-2-70b", "server", 2, 0.2},      {"llama-2-70b", "interactive", 0.45, 0.04},
    {"llama-3.1-70b", "server", 2, 0.2},    {"mixtral-8x7b", "server", 2, 0.2},
    {"llama-3.1-8b", "server", 2, 0.1},     {"llama-3.1-8b", "interactive", 0.5, 0.03},
    {"llama-3.1-405b", "server", 6, 0.175}, {"llama-3.1-405b", "interactive", 4.5, 0.08},
    {"deepseek-r1", "server", 2, 0.08}};

/// How far lengths of questions and answers spread: standard deviation / mean.
constexpr double spread = 0.7;
/// So many that the batch is full for most of them.
constexpr std::size_t requests = 6000;

}  // namespace

std::optional<serving::Service> mlperf_service(const std::string& model, const std::string& scenario) {
  const auto* const found = std::find_if(std::begin(rules), std::end(rules), [&](const Rule& r) {
    return model == r.model && scenario == r.scenario;
  });
  if (found == std::end(rules)) return std::nullopt;
  return serving::Service{.limits = {.ttft = found->ttft, .tpot = found->tpot, .e2e = {}}, .share = 0.99};
}

std::optional<double> searched_rate(const ServedRow& row, const ServedMachine& m, const Coefficients& k) {
  const auto service = mlperf_service(row.at.model, row.at.scenario);
  if (!service) return std::nullopt;
  serving::EngineSettings settings = m.settings;
  serving::StepTime time = serving::scaled(m.step_time, 1 / k("mlperf.tuned"));
  serving::HostTimes host = serving::host_times_of(row.engine, row.at.replica.shape);
  host.front = host.per_token = 0;
  serving::add_host_times(host, row.at.replica, settings);
  time.c_pf += host.per_prompt_token;
  serving::SyntheticLoad load = m.load;
  load.requests = requests;
  load.input = {.kind = serving::Lengths::Kind::lognormal, .mean = row.at.input, .cv = spread};
  load.output = {.kind = serving::Lengths::Kind::lognormal, .mean = row.at.output, .cv = spread};
  return row.at.output * serving::largest_rate(load, time, settings, *service, 1).rate;
}

}  // namespace llmtco
