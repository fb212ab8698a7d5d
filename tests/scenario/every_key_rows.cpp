#include "every_key_rows.h"

namespace {
std::string fleet_of(const std::string& model) {
  return "model: " + model +
         ", format: fp16, engine: vllm, accelerator: a100-80-sxm, gpus_per_replica: 2, accuracy: 70%}";
}
}  // namespace
std::string rented_fleet(const std::string& model) {
  return "{kind: rented, price: $2/h, " + fleet_of(model);
}
std::string owned_fleet(const std::string& model) {
  return "{kind: owned, purchase: $20k, life: 36 months, power: 800 W, pue: 1.5, electricity: 12 ct/kWh, " +
         fleet_of(model);
}

namespace {

/// One option of a kind on a demand that grows; everything else is added by the rows.
std::string one_option(const std::string& fields) {
  return "scenario: Base\nas_of: 2026-09-23\nhorizon: 6 months\nbudget: $20k/month\ncatalog: [mine.yaml]\n"
         "variables: {demand: 2M to 6M/month, fee: $0.001 to $0.003, other: 1 to 3}\n"
         "workload:\n  chat: {requests: = demand, growth_per_month: 3%, peak_to_mean: 3, input_tokens: 900, "
         "output_tokens: 300, shared_prefix: 400, cost_if_wrong: $0.002}\n"
         "options:\n  x: " +
         fields +
         "\n  other: {kind: custom, lines: [{item: fee, kind: invoiced, per_request: = fee}], accuracy: "
         "50%}\n";
}

const std::string api =
    one_option("{kind: api, endpoint: anthropic/claude-sonnet-4-5, cache: {hit_rate: 60%}, accuracy: 85%}");
const std::string priced = one_option(
    "{kind: api, endpoint: mine, accuracy: 85%, cache: {hit_rate: 60%}, speed: {ttft: 1 s, "
    "tokens_per_second: 50 tokens/s}, "
    "price: {input: $1/Mtok, output: $4/Mtok, cache_read: $0.1/Mtok, cache_write_5m: $1.25/Mtok, "
    "cache_write_1h: $2/Mtok}}");
const std::string rented = one_option(rented_fleet("llama-3.1-8b"));
const std::string owned = one_option(owned_fleet("llama-3.1-8b"));
const std::string appliance = one_option(
    "{kind: appliance, system: cerebras-cs3, model: llama-3.1-70b, format: fp16, throughput: 2100 tokens/s, "
    "life: 36 "
    "months, purchase: $2M, power: 23 kW, pue: 1.5, electricity: 12 ct/kWh, accuracy: 70%}");
const std::string split = one_option("{kind: split, parts: {other: 60%, third: 40%}}") +
                          "  third: {kind: api, endpoint: openai/gpt-4o, accuracy: 90%}\n";
const std::string route = route_scenario("cache, of: other, hit_rate: 30%, wrong_hits: 2%");
const std::string custom =
    one_option("{kind: custom, lines: [{item: tokens, kind: invoiced, per_token: $1/Mtok}]}");

/// Everything that differs between tasks, in every way in which it may be written: calls of 250,000 tokens and more, so
/// that a spread sends some past the tier at 272,000, and that take time.
std::vector<Row> spread_rows() {
  const std::string loop = "workload.chat.agent={calls: 3, new_tokens_per_call: 10k, tool_time: 1 s}";
  const std::vector<std::string> tiered{"options.x.endpoint=openai/gpt-5.6-sol",
                                        "options.x.speed={ttft: 1 s, tokens_per_second: 50 tokens/s}",
                                        "workload.chat.input_tokens=250k", loop};
  struct Number {
    std::string key, low, middle, high;
  };
  std::vector<Row> rows;
  for (const Number& n :
       {Number{"input_tokens", "200k", "250k", "300k"}, Number{"output_tokens", "200", "300", "900"},
        Number{"agent.calls", "2", "3", "9"}, Number{"agent.new_tokens_per_call", "5k", "10k", "30k"},
        Number{"agent.tool_time", "1 s", "2 s", "9 s"}}) {
    const std::string way = "workload.*." + n.key, path = "workload.chat." + n.key;
    const auto row = [&](const std::string& key, const std::string& before, const std::string& change) {
      std::vector<std::string> all = tiered;
      if (!before.empty()) all.push_back(path + "={" + before + "}");
      rows.push_back({way + key, api, all, path + key + "=" + change});
    };
    const std::string mean = "mean: " + n.middle, pair = "p50: " + n.low + ", p95: " + n.high,
                      sample = "sample: {file: t.csv, column: a}";
    row("", "", n.high);
    row(".mean", mean, n.high);
    row(".cv", mean, "0.5");
    row(".p50", pair, n.middle);
    row(".p95", pair, n.middle);
    row(".each", "each: " + n.low + " to " + n.high, n.low + " to " + n.middle);
    rows.push_back({way + ".sample", api, tiered, path + "={" + sample + "}"});
    row(".sample.file", sample, "u.csv");
    row(".sample.column", sample, "b");
  }
  return rows;
}

std::vector<Row> scenario_rows() {
  return {{"scenario", api, {}, "scenario=Other"},
          {"description", api, {}, "description=said"},
          {"as_of", api, {"options.x.endpoint=openai/o3"}, "as_of=2025-01-01"},
          {"horizon", api, {}, "horizon=12 months"},
          {"budget", api, {}, "budget=$30k/month"},
          // Growing by 3 % a month the last of six months is 7.6 % above the average.
          {"budget_of", api, {}, "budget_of=average month"},
          {"objective", api, {}, "objective=cost_with_damage"},
          {"catalog", api, {"options.x.endpoint=mine/model"}, "catalog=[dearer.yaml]"},
          {"variables", api, {}, "variables.demand=2M/month"},
          {"correlations",
           custom,
           {"options.x.lines.0.per_token=$1/Mtok"},
           "correlations=[{between: [demand, fee], spearman: 0.8}]"},
          {"correlations.#.between",
           custom,
           {"correlations=[{between: [demand, fee], spearman: 0.8}]"},
           "correlations.0.between=[demand, other]"},
          {"correlations.#.spearman",
           custom,
           {"correlations=[{between: [demand, fee], spearman: 0.8}]"},
           "correlations.0.spearman=-0.8"},
          {"workload", api, {}, "workload.more={requests: 1M/month, input_tokens: 1, output_tokens: 1}"},
          {"options", api, {}, "options.more={kind: api, endpoint: openai/gpt-4o, accuracy: 90%}"},
          {"workload.*.requests", api, {}, "workload.chat.requests=3M/month"},
          {"workload.*.growth_per_month", api, {}, "workload.chat.growth_per_month=5%"},
          {"workload.*.peak_to_mean", rented, {}, "workload.chat.peak_to_mean=40"},
          {"workload.*.shared_prefix",
           api,
           {"workload.chat.input_tokens=3000"},
           "workload.chat.shared_prefix=2000"},
          {"workload.*.agent", api, {}, "workload.chat.agent={calls: 3}"},
          {"workload.*.agent.retries",
           api,
           {"workload.chat.agent={calls: 3}"},
           "workload.chat.agent.retries=10%"},
          {"workload.*.task", custom, {"options.x.model=gpt-4o"}, "workload.chat.task=coding"},
          {"workload.*.value_if_right", api, {}, "workload.chat.value_if_right=$0.01"},
          {"workload.*.cost_if_wrong", api, {}, "workload.chat.cost_if_wrong=$0.02"},
          {"workload.*.slo", priced, {}, "workload.chat.slo={ttft_p95: 3 s}"},
          {"workload.*.slo.ttft_p95",
           priced,
           {"workload.chat.slo={ttft_p95: 3 s}"},
           "workload.chat.slo.ttft_p95=1.5 s"},  // twice 1 s
          {"workload.*.slo.tpot_p95",
           priced,
           {"workload.chat.slo={ttft_p95: 3 s}"},
           "workload.chat.slo.tpot_p95=10 ms"},  // 20 ms
          // The 99th percentile of a TTFT of 1 and 2 s is 2.67 s.
          {"workload.*.slo.ttft_p99",
           priced,
           {"workload.chat.slo={ttft_p99: 2.7 s}"},
           "workload.chat.slo.ttft_p99=2.6 s"},
          {"workload.*.slo.tpot_p99",
           priced,
           {"workload.chat.slo={ttft_p95: 3 s}"},
           "workload.chat.slo.tpot_p99=10 ms"},
          {"workload.*.slo.e2e_p99",
           priced,
           {"workload.chat.slo={e2e_p99: 12 s}"},
           "workload.chat.slo.e2e_p99=5 s"},
          {"workload.*.slo.accuracy",
           priced,
           {"workload.chat.slo={accuracy: 84%}"},
           "workload.chat.slo.accuracy=86%"},
          {"workload.*.slo.e2e_p95",
           priced,
           {"workload.chat.slo={ttft_p95: 3 s}"},
           "workload.chat.slo.e2e_p95=5 s"}};  // 2 s + 299 x 20 ms
}

/// Rows that hold for every kind of option.
std::vector<Row> common_rows(const std::string& kind, const std::string& scenario) {
  const std::string way = "options.*(" + kind + ").";
  const std::vector<std::string> cost{"options.x.other_costs=[{item: a, kind: staff, cost: $500/month}]"};
  const std::vector<std::string> per_token{
      "options.x.other_costs=[{item: a, kind: staff, per_token: $0.5/Mtok}]"};
  std::vector<Row> rows{
      {way + "description", scenario, {}, "options.x.description=said"},
      {way + "yardstick", scenario, {}, "options.x.yardstick=true"},
      {way + "other_costs", scenario, {}, cost[0]},
      {way + "other_costs.#.item", scenario, cost, "options.x.other_costs.0.item=b"},
      {way + "other_costs.#.kind", scenario, cost, "options.x.other_costs.0.kind=invoiced"},
      {way + "other_costs.#.cost", scenario, cost, "options.x.other_costs.0.cost=$600/month"},
      {way + "other_costs.#.per_request",
       scenario,
       {"options.x.other_costs=[{item: a, kind: staff, per_request: $0.001}]"},
       "options.x.other_costs.0.per_request=$0.002"},
      {way + "other_costs.#.per_token", scenario, per_token, "options.x.other_costs.0.per_token=$0.6/Mtok"},
      {way + "other_costs.#.tokens", scenario, per_token, "options.x.other_costs.0.tokens=output"},
      {way + "other_costs.#.behaviour", scenario, cost, "options.x.other_costs.0.behaviour=usage"}};
  if (kind != "split" && kind != "route")
    rows.push_back({way + "accuracy", scenario, {"options.x.accuracy=80%"}, "options.x.accuracy=60%"});
  return rows;
}

std::vector<Row> fleet_rows(const std::string& kind, const std::string& scenario) {
  const std::string way = "options.*(" + kind + ").";
  std::vector<Row> rows{
      {way + "model", scenario, {}, "options.x.model=mistral-7b"},
      {way + "format", scenario, {}, "options.x.format=awq-4bit-g128"},
      {way + "kv_format", scenario, {}, "options.x.kv_format=fp8"},
      {way + "memory_share", scenario, {"workload.chat.peak_to_mean=40"}, "options.x.memory_share=70%"},
      {way + "engine", scenario, {}, "options.x.engine=sglang"},
      {way + "accelerator", scenario, {}, "options.x.accelerator=h100-80-sxm"},
      {way + "gpus_per_replica", scenario, {}, "options.x.gpus_per_replica=4"},
      {way + "pipeline", scenario, {}, "options.x.pipeline=2"},
      {way + "attention_data",
       scenario,
       {"options.x.model=qwen3-30b-a3b", "options.x.gpus_per_replica=2"},
       "options.x.attention_data=2"},
      {way + "max_load", scenario, {"workload.chat.peak_to_mean=40"}, "options.x.max_load=40%"},
      {way + "max_batch", scenario, {"workload.chat.peak_to_mean=40"}, "options.x.max_batch=4"},
      {way + "latency", scenario, {}, "options.x.latency=surface"},
      {way + "cache", scenario, {}, "options.x.cache={hit_rate: 50%}"},
      {way + "cache.hit_rate", scenario, {"options.x.cache={hit_rate: 50%}"}, "options.x.cache.hit_rate=90%"},
      {way + "throughput", scenario, {}, "options.x.throughput=500 tokens/s"},
      {way + "calibration", scenario, {}, "options.x.calibration={file: both.json, use: absolute}"},
      {way + "calibration.file",
       scenario,
       {"options.x.calibration={file: both.json, use: absolute}"},
       "options.x.calibration.file=slower.json"},
      {way + "calibration.use",
       scenario,
       {"options.x.calibration={file: both.json, use: absolute}"},
       "options.x.calibration.use=form"}};
  if (kind == "serverless") return rows;
  for (const char* key : {"sold_in=8", "replicas=7", "spare=1"})
    rows.push_back(
        {way + std::string(key, std::string(key).find('=')), scenario, {}, std::string("options.x.") + key});
  return rows;
}

std::vector<Row> option_rows() {
  const std::string a = "options.*(api).", r = "options.*(rented).", c = "options.*(custom).";
  const std::vector<std::string> line{"options.x.lines=[{item: a, kind: staff, cost: $500/month}]"};
  const std::vector<std::string> longer{"workload.chat.input_tokens=3k", "workload.chat.shared_prefix=2k"};
  const std::vector<std::string> speed{"options.x.speed={ttft: 1 s, tokens_per_second: 50 tokens/s}"};
  return {
      {a + "endpoint", api, {}, "options.x.endpoint=openai/gpt-4o"},
      {a + "price", priced, {}, "options.x.price={input: $3/Mtok, output: $4/Mtok}"},
      {a + "price.input", priced, {}, "options.x.price.input=$2/Mtok"},
      {a + "price.output", priced, {}, "options.x.price.output=$2/Mtok"},
      {a + "price.cache_read", priced, {}, "options.x.price.cache_read=$0.2/Mtok"},
      {a + "price.cache_write_5m", priced, {}, "options.x.price.cache_write_5m=$2/Mtok"},
      {a + "price.cache_write_1h",
       priced,
       {"options.x.cache.life=1h"},
       "options.x.price.cache_write_1h=$3/Mtok"},
      {a + "discount", api, {}, "options.x.discount=10%"},
      {a + "tier", api, {"options.x.endpoint=openai/gpt-4o"}, "options.x.tier=batch"},
      {a + "cache", api, longer, "options.x.cache={hit_rate: 80%}"},
      {a + "cache.hit_rate", api, longer, "options.x.cache.hit_rate=80%"},
      {a + "cache.life", api, longer, "options.x.cache.life=1h"},
      {a + "model", one_option("{kind: api, endpoint: openai/gpt-4o}"), {}, "options.x.model=gpt-4o-mini"},
      {a + "speed", priced, {}, "options.x.speed={ttft: 2 s, tokens_per_second: 50 tokens/s}"},
      {a + "speed.ttft", priced, {}, "options.x.speed.ttft=1.2 s"},
      {a + "speed.ttft_p95", priced, {}, "options.x.speed.ttft_p95=5 s"},
      {a + "speed.tokens_per_second", priced, {}, "options.x.speed.tokens_per_second=80 tokens/s"},
      {r + "price", rented, {}, "options.x.price=$3/h"},
      {r + "scaling", rented, {"workload.chat.peak_to_mean=40"}, "options.x.scaling=follow_load"},
      {"options.*(split).parts", split, {}, "options.x.parts={other: 50%, third: 50%}"},
      {c + "lines", custom, {}, line[0]},
      {c + "lines.#.item", custom, line, "options.x.lines.0.item=b"},
      {c + "lines.#.kind", custom, line, "options.x.lines.0.kind=risk"},
      {c + "lines.#.cost", custom, line, "options.x.lines.0.cost=$600/month"},
      {c + "lines.#.per_request",
       custom,
       {"options.x.lines=[{item: a, kind: staff, per_request: $0.001}]"},
       "options.x.lines.0.per_request=$0.002"},
      {c + "lines.#.per_token", custom, {}, "options.x.lines.0.per_token=$2/Mtok"},
      {c + "lines.#.tokens", custom, {}, "options.x.lines.0.tokens=input"},
      {c + "lines.#.behaviour", custom, {}, "options.x.lines.0.behaviour=energy"},
      {c + "speed", custom, {}, speed[0]},
      {c + "speed.ttft", custom, speed, "options.x.speed.ttft=2 s"},
      {c + "speed.ttft_p95", custom, speed, "options.x.speed.ttft_p95=3 s"},
      {c + "speed.tokens_per_second", custom, speed, "options.x.speed.tokens_per_second=60 tokens/s"},
      {c + "model", custom, {}, "options.x.model=gpt-4o"}};
}

}  // namespace

std::vector<Row> all_rows() {
  std::vector<Row> rows;
  const auto add = [&](std::vector<Row> more) { rows.insert(rows.end(), more.begin(), more.end()); };
  add(scenario_rows());
  add(spread_rows());
  add(option_rows());
  add(token_rows());
  add(price_rows());
  for (const auto& more : {demand_rows(), machine_rows(), route_rows(), tool_rows()}) add(more);
  add(fleet_rows("serverless", serverless_scenario()));
  add(fleet_rows("rented", rented));
  add(fleet_rows("owned", owned));
  add(host_rows("options.*(rented).", rented));
  add(host_rows("options.*(owned).", owned));
  for (const auto& [kind, scenario] : {std::pair{"api", api},
                                       {"rented", rented},
                                       {"owned", owned},
                                       {"serverless", serverless_scenario()},
                                       {"appliance", appliance},
                                       {"split", split},
                                       {"route", route},
                                       {"custom", custom}}) {
    add(common_rows(kind, scenario));
    add(money_rows(kind, scenario));
  }
  add(capital_rows("owned", owned));
  add(capital_rows("appliance", appliance));
  add(appliance_rows(appliance));
  add(finance_rows_of(owned, owned));
  return rows;
}
