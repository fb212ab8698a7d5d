#include "every_key_rows.h"

namespace {

const std::string dear =
    "scenario: Base\nas_of: 2026-09-23\nhorizon: 6 months\nworkload:\n  chat: {requests: 2M/month, "
    "input_tokens: 900, "
    "output_tokens: 300}\noptions:\n  x: {kind: custom, accuracy: 80%, lines: [{item: a, kind: invoiced, "
    "cost: "
    "$9k/month}, {item: b, kind: invoiced, per_request: $0.002}]}\n  other: {kind: api, endpoint: "
    "openai/gpt-4o, "
    "accuracy: 90%}\n";

/// One option of a kind with energy, whose carbon has a price.
std::string powered(const std::string& fields,
                    const std::string& energy = "{grid: us, carbon_price: $80/t}") {
  return "scenario: Base\nas_of: 2026-09-23\nenergy: " + energy +
         "\nworkload:\n  chat: {requests: 2M/month, input_tokens: 900, output_tokens: 300}\noptions:\n  x: " +
         fields + "\n";
}

std::string api_with(const std::string& energy) {
  return "{kind: api, endpoint: openai/gpt-4o, accuracy: 90%, energy: " + energy + "}";
}

std::vector<Row> volume_rows() {
  const std::string w = "workload.*.", c = "workload.chat.";
  const std::vector<std::string> ramp{c + "ramp={months: 4, from: 20%}"},
      answers{c + "elasticity={value: 0.5, reference: other}"},
      priced{c + "elasticity={value: 0.5, reference_cost: $0.01}"};
  return {{w + "season", dear, {}, c + "season=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3]"},
          {w + "ramp", dear, {}, ramp[0]},
          {w + "ramp.months", dear, ramp, c + "ramp.months=6"},
          {w + "ramp.from", dear, ramp, c + "ramp.from=50%"},
          {w + "elasticity", dear, {}, answers[0]},
          {w + "elasticity.value", dear, answers, c + "elasticity.value=0.7"},
          {w + "elasticity.reference", dear, answers, c + "elasticity.reference=x"},
          {w + "elasticity.reference_cost", dear, priced, c + "elasticity.reference_cost=$0.02"}};
}

std::vector<Row> wrong_rows() {
  const std::string w = "workload.*.", c = "workload.chat.";
  const auto wrong = [&](const std::string& fields) {
    return std::vector<std::string>{c + "wrong={detected: 60%, undetected_cost: $0.5, " + fields + "}"};
  };
  const std::vector<std::string> human = wrong("then: human, human_cost: $4"),
                                 retry = wrong("then: retry, retries: 1"),
                                 escalate = wrong("then: {escalate: other}"),
                                 churn =
                                     wrong("then: human, human_cost: $4, churn: {share: 0.1%, value: $200}"),
                                 critical{c + "critical={per_million: 3, cost: $250k}"};
  return {{w + "wrong", dear, {}, human[0]},
          {w + "wrong.detected", dear, human, c + "wrong.detected=70%"},
          {w + "wrong.then", dear, wrong("then: {escalate: other}, human_cost: $4"), c + "wrong.then=human"},
          {w + "wrong.then.escalate", dear, escalate, c + "wrong.then.escalate=x"},
          {w + "wrong.retries", dear, retry, c + "wrong.retries=2"},
          {w + "wrong.same_again", dear, retry, c + "wrong.same_again=50%"},
          {w + "wrong.human_cost", dear, human, c + "wrong.human_cost=$5"},
          {w + "wrong.undetected_cost", dear, human, c + "wrong.undetected_cost=$1"},
          {w + "wrong.churn", dear, human, c + "wrong.churn={share: 0.1%, value: $200}"},
          {w + "wrong.churn.share", dear, churn, c + "wrong.churn.share=0.2%"},
          {w + "wrong.churn.value", dear, churn, c + "wrong.churn.value=$300"},
          {w + "critical", dear, {}, critical[0]},
          {w + "critical.per_million", dear, critical, c + "critical.per_million=6"},
          {w + "critical.cost", dear, critical, c + "critical.cost=$300k"}};
}

/// Keys that say of which electricity, wherever they stand.
void add_power_rows(const std::string& way, const std::string& path, const std::string& scenario,
                    std::vector<Row>& rows) {
  rows.push_back({way + ".grid", scenario, {}, path + ".grid=france"});
  rows.push_back({way + ".intensity", scenario, {path + "=null"}, path + "={intensity: 0.1 kg/kWh}"});
  rows.push_back({way + ".basis",
                  scenario,
                  {path + ".grid=null", path + ".intensity=0.1 kg/kWh"},
                  path + ".basis=market"});
  rows.push_back({way + ".region", scenario, {path + ".grid=null"}, path + ".region=aws-us-east-1"});
  rows.push_back({way + ".water", scenario, {}, path + ".water=1.8"});
}

std::vector<Row> energy_rows() {
  const std::string rented = rented_fleet("llama-3.1-8b"), owned = owned_fleet("llama-3.1-8b");
  const std::string appliance =
      "{kind: appliance, system: cerebras-cs3, model: llama-3.1-70b, format: fp16, copies: 1, life: 36 "
      "months}";
  const std::string serverless =
      "{kind: serverless, model: llama-3.1-8b, format: fp16, engine: vllm, accelerator: a100-80-sxm, "
      "gpus_per_replica: 1, accuracy: 80%}";
  const auto with = [](std::string option, const std::string& more) {
    return option.replace(option.size() - 1, 1, ", energy: " + more + "}");
  };
  std::vector<Row> rows{{"energy", powered(rented), {"energy=null"}, "energy={grid: us}"},
                        {"energy.pue", powered(rented), {}, "energy.pue=1.1"},
                        {"energy.embodied", powered(rented), {}, "energy.embodied=150 kg"},
                        {"energy.embodied_life", powered(rented), {}, "energy.embodied_life=3 years"},
                        {"energy.carbon_price", powered(rented), {}, "energy.carbon_price=$100/t"}};
  const std::string priced = "{grid: us, carbon_price: $80/t}";
  rows.push_back({"energy.grid", powered(rented), {}, "energy.grid=france"});
  rows.push_back({"energy.intensity", powered(rented), {"energy.grid=null"}, "energy.intensity=0.1 kg/kWh"});
  rows.push_back({"energy.basis",
                  powered(rented, "{intensity: 0.1 kg/kWh, carbon_price: $80/t}"),
                  {},
                  "energy.basis=market"});
  rows.push_back({"energy.region", powered(rented), {"energy.grid=null"}, "energy.region=aws-us-east-1"});
  rows.push_back({"energy.water", powered(rented), {}, "energy.water=1.8"});
  const std::string r = "options.*(rented).energy", o = "options.*(owned).energy",
                    a = "options.*(api).energy", c = "options.*(custom).energy", x = "options.x.energy",
                    s = "options.*(appliance).energy", f = "options.*(serverless).energy";
  const std::string custom =
      "{kind: custom, lines: [{item: a, kind: invoiced, cost: $9k/month}], accuracy: 80%}";
  for (const auto& [way, scenario] :
       {std::pair{r, powered(with(rented, "{grid: us}"))},
        {o, powered(with(owned, "{grid: us}"))},
        {f, powered(with(serverless, "{grid: us}"))},
        {s, powered(with(appliance, "{grid: us, embodied: 900 kg}"))},
        {a, powered(api_with("{grid: us, per_output_token: 0.5 kWh/Mtok}"))},
        {c, powered(with(custom, "{grid: us, per_output_token: 0.5 kWh/Mtok}"))}}) {
    const bool bought = way == a || way == c;
    const std::string base = bought ? "{per_output_token: 0.5 kWh/Mtok}" : "{water: 0}";
    rows.push_back({way, scenario, {x + "=null"}, x + "={grid: poland, per_output_token: 0.5 kWh/Mtok}"});
    if (!bought) rows.back().change = x + "={grid: poland}";
    std::vector<Row> power;
    add_power_rows(way, x, scenario, power);
    for (Row& row : power) {
      if (row.way.ends_with(".intensity")) {
        row.before = {x + "=" + base};
        row.change = x + ".intensity=0.1 kg/kWh";
      }
      rows.push_back(row);
    }
    if (bought) {
      rows.push_back({way + ".per_request", scenario, {}, x + ".per_request=0.24 Wh"});
      rows.push_back({way + ".per_input_token", scenario, {}, x + ".per_input_token=20 Wh/Mtok"});
      rows.push_back({way + ".per_output_token", scenario, {}, x + ".per_output_token=0.7 kWh/Mtok"});
    } else {
      rows.push_back({way + ".embodied", scenario, {}, x + ".embodied=150 kg"});
      rows.push_back({way + ".embodied_life", scenario, {}, x + ".embodied_life=4 years"});
    }
  }
  for (const auto& [way, option] : {std::pair{r, rented}, {f, serverless}}) {
    const std::string scenario = powered(with(option, "{grid: us}"));
    rows.push_back({way + ".pue", scenario, {}, x + ".pue=1.1"});
    rows.push_back({way + ".power", scenario, {}, x + ".power=900 W"});
    rows.push_back({way + ".idle_power", scenario, {}, x + ".idle_power=100 W"});
  }
  return rows;
}

}  // namespace

std::vector<Row> demand_rows() {
  std::vector<Row> rows = volume_rows();
  for (const std::vector<Row>& more : {wrong_rows(), energy_rows()})
    rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}
