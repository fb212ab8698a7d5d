#include "every_key_rows.h"

namespace {

/// One option that serves 60 calls a second in its busiest hours; everything else is added by the rows.
std::string machines(const std::string& fields) {
  return "scenario: Base\nas_of: 2026-09-23\nhorizon: 12 months\nworkload:\n  chat: {requests: 60M/month to "
         "90M/month, peak_to_mean: 2, input_tokens: 600, output_tokens: 300}\noptions:\n  x: {model: "
         "llama-3.1-8b, "
         "format: fp16, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1, accuracy: 80%, " +
         fields + "}\n";
}

const std::string shared = machines(
    "kind: rented, capacity: [{kind: reserved, term: 1y, replicas: 2, price: $1.8/h}, {kind: block, "
    "replicas: 1, "
    "hours: mon-fri 08:00-18:00, price: $2/h}, {kind: spot, replicas: 1, price: $0.9/h, evictions: 5%/h}, "
    "{kind: "
    "on_demand, price: $2.5/h}]");

std::string serverless() {
  return "scenario: Base\nas_of: 2026-09-23\nworkload:\n  chat: {requests: 20k/month, peak_to_mean: 2, "
         "input_tokens: 600, output_tokens: 300, shared_prefix: 400}\noptions:\n  x: {kind: serverless, "
         "model: llama-3.1-8b, "
         "format: "
         "fp16, engine: vllm, accelerator: a100-80-sxm, gpus_per_replica: 2, accuracy: 80%}\n";
}

}  // namespace

std::vector<Row> service_rows(const std::string& way, const std::string& scenario) {
  const std::vector<std::string> egress{"options.x.egress={price: $0.09/GB}"},
      storage{"options.x.storage={price: $0.1/GB/month}"}, support{"options.x.support={share: 10%}"};
  return {
      {way + "egress", scenario, {}, "options.x.egress=$0.09/GB"},
      {way + "egress.price", scenario, egress, "options.x.egress.price=$0.12/GB"},
      {way + "egress.bytes_per_token", scenario, egress, "options.x.egress.bytes_per_token=100 bytes/token"},
      {way + "storage", scenario, {}, "options.x.storage=$0.1/GB/month"},
      {way + "storage.price", scenario, storage, "options.x.storage.price=$0.2/GB/month"},
      {way + "storage.size", scenario, storage, "options.x.storage.size=500 GB"},
      {way + "load_balancer", scenario, {}, "options.x.load_balancer=$20/month"},
      {way + "support", scenario, {}, "options.x.support=10%"},
      {way + "support.share", scenario, support, "options.x.support.share=20%"},
      {way + "support.least", scenario, support, "options.x.support.least=$50k/month"}};
}

std::vector<Row> machine_rows() {
  const std::string c = "options.*(rented).capacity", r = c + ".#(reserved).", b = c + ".#(block).",
                    s = c + ".#(spot).", d = c + ".#(on_demand).", f = "options.*(serverless).";
  const std::string x = "options.x.capacity.";
  std::vector<Row> rows{
      {c, shared, {}, "options.x.capacity=[{kind: on_demand, price: $2.5/h}]"},
      {r + "term", shared, {}, x + "0.term=3y"},
      {r + "replicas", shared, {}, x + "0.replicas=cheapest"},
      {r + "price", shared, {}, x + "0.price=$1.7/h"},
      {b + "replicas", shared, {}, x + "1.replicas=2"},
      {b + "hours", shared, {}, x + "1.hours=08:00-18:00"},
      {b + "utc_offset", shared, {}, x + "1.utc_offset=6"},
      {b + "price", shared, {}, x + "1.price=$2.2/h"},
      {s + "replicas", shared, {}, x + "2.replicas=at most 2"},
      {s + "evictions", shared, {}, x + "2.evictions=10%/h"},
      {s + "rework", shared, {}, x + "2.rework=5 min"},
      {s + "restart", shared, {}, x + "2.restart=15 min"},
      {s + "fallback", shared, {}, x + "2.fallback=on_demand"},
      {s + "price", shared, {}, x + "2.price=$1/h"},
      {d + "replicas", shared, {}, x + "3.replicas=1"},
      {d + "minimum", shared, {}, x + "3.minimum=10 h"},
      {d + "start", shared, {}, x + "3.start=5 min"},
      {d + "keep", shared, {}, x + "3.keep=5 min"},
      {d + "price", shared, {}, x + "3.price=$3/h"},
      {f + "price", serverless(), {}, "options.x.price=$0.002/s"},
      {f + "active_price", serverless(), {"options.x.min_replicas=1"}, "options.x.active_price=$0.002/s"},
      {f + "request_fee", serverless(), {}, "options.x.request_fee=$0.001"},
      {f + "cold_start", serverless(), {}, "options.x.cold_start=90 s"},
      {f + "keep_warm", serverless(), {}, "options.x.keep_warm=60 s"},
      {f + "min_replicas", serverless(), {}, "options.x.min_replicas=1"},
      {f + "max_replicas", serverless(), {"workload.chat.requests=200M/month"}, "options.x.max_replicas=1"}};
  const auto add = [&](std::vector<Row> more) { rows.insert(rows.end(), more.begin(), more.end()); };
  add(service_rows("options.*(rented).", shared));
  add(service_rows(f, serverless()));
  add(host_rows(f, serverless()));
  return rows;
}

std::string serverless_scenario() { return serverless(); }
