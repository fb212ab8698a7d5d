#include "every_key_rows.h"

namespace {

/// One option of a kind whose bill, load or speed depends on its tokens.
std::string one_option(const std::string& fields) {
  return "scenario: Base\nas_of: 2026-09-23\nhorizon: 6 months\nworkload:\n  chat: {requests: 3M/month, "
         "input_tokens: 900, output_tokens: 300, shared_prefix: 400, cost_if_wrong: $0.002}\noptions:\n  "
         "x: " +
         fields + "\n";
}

const std::string api =
    one_option("{kind: api, endpoint: anthropic/claude-sonnet-4-5, cache: {hit_rate: 60%}}");
const std::string rented = one_option(rented_fleet("qwen3-30b-a3b"));
const std::string owned = one_option(owned_fleet("qwen3-30b-a3b"));
const std::string serverless = one_option(
    "{kind: serverless, model: qwen3-30b-a3b, format: fp16, engine: vllm, accelerator: a100-80-sxm, "
    "gpus_per_replica: 1, accuracy: 80%}");
const std::string appliance = one_option(
    "{kind: appliance, system: cerebras-cs3, model: qwen3-30b-a3b, format: fp16, throughput: 500 tokens/s, "
    "input_throughput: 900 tokens/s, "
    "life: 36 "
    "months, idle_power: 10 kW, accuracy: 70%, speed: {ttft: 1 s, tokens_per_second: 900 tokens/s}}");
const std::string custom =
    one_option("{kind: custom, model: gpt-5, lines: [{item: tokens, kind: invoiced, per_token: $1/Mtok}]}");

/// Keys of `tokens` below a path, of a model that thinks.
std::vector<Row> factor_rows(const std::string& way, const std::string& path, const std::string& scenario) {
  return {{way + "tokens", scenario, {}, path + "tokens={input: 2}"},
          {way + "tokens.input", scenario, {path + "tokens={input: 2}"}, path + "tokens.input=3"},
          {way + "tokens.output", scenario, {path + "tokens={output: 2}"}, path + "tokens.output=3"},
          {way + "tokens.reasoning", scenario, {path + "tokens={reasoning: 2}"}, path + "tokens.reasoning=3"},
          {way + "tokens.effort", scenario, {path + "tokens={effort: high}"}, path + "tokens.effort=none"}};
}

std::vector<Row> measured_rows(const std::string& way, const std::string& scenario) {
  const std::vector<std::string> all{
      "options.x.measured={chat: {input_tokens: 900, output_tokens: 300, reasoning_tokens: 100}}"};
  return {
      {way + "measured", scenario, {}, "options.x.measured={chat: {input_tokens: 1000}}"},
      {way + "measured.*.input_tokens", scenario, all, "options.x.measured.chat.input_tokens=1100"},
      {way + "measured.*.output_tokens", scenario, all, "options.x.measured.chat.output_tokens=400"},
      {way + "measured.*.reasoning_tokens", scenario, all, "options.x.measured.chat.reasoning_tokens=900"}};
}

/// Everything that differs between tasks, in every way in which it may be written: of an endpoint that prices all kinds,
/// dearer from a call of 10,000 tokens on, in a loop.
std::vector<Row> media_rows() {
  const std::string media = one_option("{kind: api, endpoint: tiered/omni, cache: {hit_rate: 60%}}")
                                .insert(0, "catalog: [mine.yaml]\n");
  const std::vector<std::string> loop{"workload.chat.agent={calls: 3, new_tokens_per_call: 100}"};
  std::vector<Row> rows;
  for (const std::string key :
       {"audio_input_tokens", "audio_output_tokens", "image_input_tokens", "image_output_tokens"}) {
    const std::string way = "workload.*." + key, path = "workload.chat." + key;
    const auto row = [&](const std::string& more, const std::string& before, const std::string& change) {
      std::vector<std::string> all = loop;
      if (!before.empty()) all.push_back(path + "={" + before + "}");
      rows.push_back({way + more, media, all, path + more + "=" + change});
    };
    const std::string mean = "mean: 8k", pair = "p50: 5k, p95: 12k",
                      sample = "sample: {file: t.csv, column: a}";
    row("", "", "8k");
    row(".mean", mean, "9k");
    row(".cv", mean, "0.5");
    row(".p50", pair, "8k");
    row(".p95", pair, "9k");
    row(".each", "each: 5k to 9k", "5k to 12k");
    rows.push_back({way + ".sample", media, loop, path + "={" + sample + "}"});
    row(".sample.file", sample, "u.csv");
    row(".sample.column", sample, "b");
  }
  const std::string way = "options.*(api).price.", path = "options.x.price.";
  for (const std::string kind : {"audio", "image"}) {
    const std::vector<std::string> asked{loop[0], "workload.chat." + kind + "_input_tokens=1000",
                                         "workload.chat." + kind + "_output_tokens=500",
                                         "options.x.price={input: $1/Mtok, output: $4/Mtok, " + kind +
                                             "_input: $3/Mtok, " + kind + "_output: $9/Mtok}"};
    for (const std::string key : {"_input", "_output", "_cache_read"})
      rows.push_back({way + kind + key, media, asked, path + kind + key + "=$2/Mtok"});
  }
  return rows;
}

/// Of an option whose wrong answers cost something.
std::vector<Row> retrieval_rows() {
  const std::string way = "workload.*.retrieval", path = "workload.chat.retrieval";
  const std::vector<std::string> all{
      "options.x.accuracy=80%", path +
                                    "={passages: 4, tokens_each: 400, found: [{passages: 1, share: 50%}, "
                                    "{passages: 8, share: 90%}]}"};
  return {{way, api, {all[0]}, all[1]},
          {way + ".passages", api, all, path + ".passages=5"},
          {way + ".tokens_each", api, all, path + ".tokens_each=500"},
          {way + ".found", api, all, path + ".found=[{passages: 8, share: 90%}]"},
          {way + ".found.#.passages", api, all, path + ".found.1.passages=10"},
          {way + ".found.#.share", api, all, path + ".found.0.share=60%"},
          {way + ".right_without", api, all, path + ".right_without=30%"},
          {way + ".distraction", api, all, path + ".distraction=1%"}};
}

const std::string speed =
    "endpoints={anthropic/claude-sonnet-4-5: {speed: {ttft: 1 s, ttft_p95: 2 s, tokens_per_second: 50 "
    "tokens/s}}}";

}  // namespace

std::vector<Row> token_rows() {
  const std::string model = "models.claude-sonnet-4-5.", endpoint = "endpoints.anthropic/claude-sonnet-4-5.";
  const std::vector<std::string> known{"models={claude-sonnet-4-5: {accuracy: 80%}}"};
  const std::vector<std::string> loop{known[0], "workload.chat.agent={calls: 3}"},
      steps{known[0], "workload.chat.agent={calls: 3, steps: {noticed: 70%}}"};
  std::vector<Row> rows{
      {"models", api, {}, known[0]},
      {"models.*.accuracy", api, known, model + "accuracy=70%"},
      {"endpoints", api, {}, speed},
      {"endpoints.*.speed", api, {speed}, endpoint + "speed={ttft: 2 s, tokens_per_second: 50 tokens/s}"},
      {"endpoints.*.speed.ttft", api, {speed}, endpoint + "speed.ttft=1.5 s"},
      {"endpoints.*.speed.ttft_p95", api, {speed}, endpoint + "speed.ttft_p95=3 s"},
      {"endpoints.*.speed.tokens_per_second", api, {speed}, endpoint + "speed.tokens_per_second=60 tokens/s"},
      {"endpoints.*.speed.tokens_per_second_p5",
       api,
       {speed},
       endpoint + "speed.tokens_per_second_p5=20 tokens/s"},
      {"workload.*.text", api, {}, "workload.chat.text=code"},
      {"workload.*.tool_tokens", api, {"workload.chat.text=prose"}, "workload.chat.tool_tokens=200"},
      {"workload.*.reasoning_tokens",
       api,
       {"options.x.tokens={effort: high}"},
       "workload.chat.reasoning_tokens=500"},
      {"workload.*.agent.between",
       api,
       {"options.x.tokens={reasoning: 3}", "workload.chat.agent={calls: 3}"},
       "workload.chat.agent.between=turns"},
      {"workload.*.agent.most_calls",
       api,
       {"workload.chat.agent={calls: {mean: 5, cv: 0.5}}"},
       "workload.chat.agent.most_calls=8"},
      {"workload.*.agent.steps", api, loop, "workload.chat.agent.steps={noticed: 70%}"},
      {"workload.*.agent.steps.noticed", api, steps, "workload.chat.agent.steps.noticed=90%"},
      {"workload.*.agent.steps.recovery", api, steps, "workload.chat.agent.steps.recovery=60%"}};
  const std::string summarized = "workload.chat.agent={calls: 30, compaction: {above: 4000, to: 500}}",
                    compaction = "workload.chat.agent.compaction";
  rows.push_back({"workload.*.agent.compaction",
                  api,
                  {"workload.chat.agent={calls: 30}"},
                  compaction + "={above: 4000, to: 500}"});
  rows.push_back({"workload.*.agent.compaction.above", api, {summarized}, compaction + ".above=6000"});
  rows.push_back({"workload.*.agent.compaction.to", api, {summarized}, compaction + ".to=800"});
  const auto add = [&](std::vector<Row> more) { rows.insert(rows.end(), more.begin(), more.end()); };
  add(media_rows());
  add(retrieval_rows());
  add(factor_rows("models.*.", model, api));
  for (const auto& [kind, scenario] : {std::pair{"api", api},
                                       {"rented", rented},
                                       {"owned", owned},
                                       {"serverless", serverless},
                                       {"appliance", appliance},
                                       {"custom", custom}}) {
    const std::string way = "options.*(" + std::string(kind) + ").";
    add(factor_rows(way, "options.x.", scenario));
    add(measured_rows(way, scenario));
  }
  return rows;
}
