#include "every_mapping.h"

#include <fmt/format.h>

#include "calibrations.h"
#include "reading.h"

namespace llmtco {

const char* const every_mapping = R"(scenario: A test
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: {mean: 700}, output_tokens: {mean: 300}, audio_input_tokens: {mean: 0}, audio_output_tokens: {mean: 0}, image_input_tokens: {mean: 0}, image_output_tokens: {mean: 0}, retrieval: {passages: 3, tokens_each: 40, found: [{passages: 5, share: 80%}]}, agent: {calls: {mean: 2}, new_tokens_per_call: {mean: 5}, tool_time: {mean: 1 s}, compaction: {above: 100k, to: 8k}, steps: {noticed: 70%}}, slo: {ttft_p95: 2 s}, profile: {utc_offset: 1}, ramp: {months: 3}, elasticity: {value: 0.5, reference: api}, wrong: {detected: 40%, then: {escalate: api}, churn: {share: 1%, value: $1}}, critical: {per_million: 1, cost: $1}}
energy: {grid: us}
rates: {EUR: {usd: $1.1, as_of: 2026-09-23}}
variables: {a: 1 to 2, b: 1 to 2}
correlations: [{between: [a, b], spearman: 0.5}]
finance: {rate: 10%}
business: {revenue: $5k/month, customer: {acquisition: $5, revenue: $1/month, tasks: 3/month}}
gates: [{unpriced: {fail: <= 1}}]
models: {mistral-7b: {accuracy: 60%}}
endpoints: {gpt-4o-mini: {speed: {ttft: 1 s, tokens_per_second: 60 tokens/s}}}
options:
  api: {kind: api, endpoint: openai/gpt-4o, cache: {hit_rate: 50%, life: {shared_prefix: 1h}, stored: {tokens: 5}}, speed: {ttft: 1 s, tokens_per_second: 60 tokens/s}, price: {input: $1/Mtok, output: $2/Mtok}, provisioned: {units: 1, price: $1/h, input_tokens_per_minute: 900, output_weight: 4}, free: {requests: 5}, limits: {requests_per_minute: 900}, commitment: {spend: $1/month}, credits: {amount: $5}, energy: {per_request: 1 Wh}, other_costs: [{item: x, kind: staff, cost: $1/month}], people: [{role: x, count: 1}], change: {migration: {cost: $1}, dual_running: {cost: $1/month, months: 1 month}, evaluation: {cost: $1, every: 1 month}, fine_tuning: {cost: $1, every: 1 month}, requalification: {cost: $1, model_life: 1 month}, exit: {cost: $1, probability: 1%}}}
  rented: {kind: rented, capacity: [{kind: reserved, term: 1y, replicas: 1, price: $1/h}, {kind: block, replicas: 1, hours: 08:00-18:00, price: $1/h}, {kind: spot, replicas: 1, price: $1/h, evictions: 5%/h}, {kind: on_demand, price: $2/h}], egress: {price: $1/GB}, storage: {price: $1/GB/month}, support: {share: 10%}, model: llama-3.1-8b, format: q8_0, engine: llama.cpp, accelerator: h100-80-sxm, gpus_per_replica: 1, host_layers: 4, host: {bandwidth: 83 GB/s, memory: 64 GB}, speculation: {method: eagle2}, cache: {hit_rate: 50%}, calibration: {file: c.json, use: form}, energy: {grid: us}, other_costs: [{item: x, kind: staff, cost: $1/month}], people: [{role: x, count: 1}], change: {migration: {cost: $1}, dual_running: {cost: $1/month, months: 1 month}, evaluation: {cost: $1, every: 1 month}, fine_tuning: {cost: $1, every: 1 month}, requalification: {cost: $1, model_life: 1 month}, exit: {cost: $1, probability: 1%}}}
  owned: {kind: owned, model: llama-3.1-8b, format: q8_0, engine: llama.cpp, accelerator: h100-80-sxm, gpus_per_replica: 1, host_layers: 4, host: {bandwidth: 83 GB/s, memory: 64 GB}, speculation: {method: eagle2}, life: 3 years, cache: {hit_rate: 50%}, calibration: {file: c.json, use: form}, energy: {grid: us}, other_costs: [{item: x, kind: staff, cost: $1/month}], people: [{role: x, count: 1}], change: {migration: {cost: $1}, dual_running: {cost: $1/month, months: 1 month}, evaluation: {cost: $1, every: 1 month}, fine_tuning: {cost: $1, every: 1 month}, requalification: {cost: $1, model_life: 1 month}, exit: {cost: $1, probability: 1%}}}
  serverless: {kind: serverless, model: llama-3.1-8b, format: q8_0, engine: llama.cpp, accelerator: h100-80-sxm, gpus_per_replica: 1, host_layers: 4, host: {bandwidth: 83 GB/s, memory: 64 GB}, speculation: {method: eagle2}, cache: {hit_rate: 50%}, calibration: {file: c.json, use: form}, egress: {price: $1/GB}, storage: {price: $1/GB/month}, support: {share: 10%}, energy: {grid: us}, other_costs: [{item: x, kind: staff, cost: $1/month}], people: [{role: x, count: 1}], change: {migration: {cost: $1}, dual_running: {cost: $1/month, months: 1 month}, evaluation: {cost: $1, every: 1 month}, fine_tuning: {cost: $1, every: 1 month}, requalification: {cost: $1, model_life: 1 month}, exit: {cost: $1, probability: 1%}}}
  appliance: {kind: appliance, system: cerebras-cs3, model: llama-3.1-70b, format: fp16, copies: 1, life: 3 years, speed: {ttft: 1 s, tokens_per_second: 60 tokens/s}, energy: {grid: us}, other_costs: [{item: x, kind: staff, cost: $1/month}], people: [{role: x, count: 1}], change: {migration: {cost: $1}, dual_running: {cost: $1/month, months: 1 month}, evaluation: {cost: $1, every: 1 month}, fine_tuning: {cost: $1, every: 1 month}, requalification: {cost: $1, model_life: 1 month}, exit: {cost: $1, probability: 1%}}}
  split: {kind: split, parts: {api: 50%, rented: 50%}, other_costs: [{item: x, kind: staff, cost: $1/month}], people: [{role: x, count: 1}], change: {migration: {cost: $1}, dual_running: {cost: $1/month, months: 1 month}, evaluation: {cost: $1, every: 1 month}, fine_tuning: {cost: $1, every: 1 month}, requalification: {cost: $1, model_life: 1 month}, exit: {cost: $1, probability: 1%}}}
  rclass: {kind: route, policy: {by: class, shares: {chat: {api: 50%, rented: 50%}}}}
  rscore: {kind: route, policy: {by: score, weak: api, strong: rented, threshold: 50%, auc: 0.7}, other_costs: [{item: x, kind: staff, cost: $1/month}], people: [{role: x, count: 1}], change: {migration: {cost: $1}, dual_running: {cost: $1/month, months: 1 month}, evaluation: {cost: $1, every: 1 month}, fine_tuning: {cost: $1, every: 1 month}, requalification: {cost: $1, model_life: 1 month}, exit: {cost: $1, probability: 1%}}}
  rcurve: {kind: route, policy: {by: score, weak: api, strong: rented, threshold: 50%, curve: [{share: 0, accuracy: 60%}, {share: 1, accuracy: 70%}]}}
  rjudge: {kind: route, policy: {by: judge, first: api, second: rented, accepts_right: 90%, accepts_wrong: 30%}}
  rvotes: {kind: route, policy: {by: votes, of: api, samples: 3, correlation: 0.5}}
  rfailure: {kind: route, policy: {by: failure, first: api, second: rented, fails: 1%}}
  rcache: {kind: route, policy: {by: cache, of: api, hit_rate: 30%, wrong_hits: 2%}}
  rcriticality: {kind: route, policy: {by: criticality, cheap: api, precise: rented, share: 10%, caught: 90%}}
  rstep: {kind: route, policy: {by: step, first: api, later: rented}}
  custom: {kind: custom, lines: [{item: x, kind: staff, cost: $1/month}], commitment: {spend: $1/month}, credits: {amount: $5}, speed: {ttft: 1 s, tokens_per_second: 60 tokens/s}, energy: {per_request: 1 Wh}, other_costs: [{item: x, kind: staff, cost: $1/month}], people: [{role: x, count: 1}], change: {migration: {cost: $1}, dual_running: {cost: $1/month, months: 1 month}, evaluation: {cost: $1, every: 1 month}, fine_tuning: {cost: $1, every: 1 month}, requalification: {cost: $1, model_life: 1 month}, exit: {cost: $1, probability: 1%}}}
)";

std::string said_of_every_mapping(const std::vector<std::string>& overrides) {
  static const Folder folder;
  folder.write("c.json", calibration_json(cpu_calibration()));
  return complaints(every_mapping, overrides, folder.path());
}

std::string path_of(std::string way) {
  const auto replace = [&](const std::string& what, const std::string& by) {
    for (std::size_t at = way.find(what); at != std::string::npos; at = way.find(what))
      way.replace(at, what.size(), by);
  };
  replace("*(route).policy(score).curve.#", "rcurve.policy.curve.0");
  for (const char* by : {"class", "score", "judge", "votes", "failure", "cache", "criticality", "step"})
    replace(fmt::format("*(route).policy({})", by), fmt::format("r{}.policy", by));
  replace("*(route)", "rscore");
  for (const char* kind : {"api", "rented", "owned", "serverless", "appliance", "split", "custom"})
    replace(fmt::format("*({})", kind), kind);
  replace("gates.#.*", "gates.0.unpriced");
  replace("workload.*", "workload.chat");
  replace("measured.*", "measured.chat");
  replace("models.*", "models.mistral-7b");
  replace("measured.*", "measured.chat");
  replace("rates.*", "rates.EUR");
  replace("endpoints.*", "endpoints.gpt-4o-mini");
  for (const auto& [kind, place] :
       {std::pair{"reserved", "0"}, {"block", "1"}, {"spot", "2"}, {"on_demand", "3"}})
    replace(fmt::format("#({})", kind), place);
  replace("#", "0");
  return way;
}

}  // namespace llmtco
