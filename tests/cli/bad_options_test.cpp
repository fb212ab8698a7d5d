#include <doctest/doctest.h>

#include "bad_inputs.h"

TEST_CASE("endpoints and service tiers that are not known are named where they stand") {
  check(std::vector<Mistake>{
      {"endpoint: openai/gpt-4o-mini", "endpoint: openai/gpt-4o-mni",
       R"(s.yaml:26:15: error: unknown API model 'openai/gpt-4o-mni' at options.hosted.endpoint; did you mean 'openai/gpt-4o-mini'?
      endpoint: openai/gpt-4o-mni
                ^
)"},
      {"endpoint: openai/gpt-4o-mini", "endpoint: gpt-4oo",
       R"(s.yaml:26:15: error: unknown API model 'gpt-4oo' at options.hosted.endpoint; did you mean 'gpt-4o'?
      endpoint: gpt-4oo
                ^
)"},
      {"endpoint: openai/gpt-4o-mini", "endpoint: acme/secret-model",
       R"(s.yaml:26:15: error: unknown API model 'acme/secret-model' at options.hosted.endpoint; see `llmtco catalog list prices`
      endpoint: acme/secret-model
                ^
)"},
      {"endpoint: openai/gpt-4o-mini", R"(endpoint: groq/llama-3.3-70b-versatile
    tier: batch)",
       R"(s.yaml:27:11: error: the catalogue knows no tier 'batch' of groq/llama-3.3-70b-versatile at options.hosted.tier; it has the tiers standard; or give its prices with `price`
      tier: batch
            ^
)"},
      {"    cache: {hit_rate: 50%}", R"(    tier: batch
    price: {input: $1/Mtok, output: $2/Mtok})",
       R"(s.yaml:27:11: error: prices of your own are charged as they are: leave `tier` out at options.hosted.tier
      tier: batch
            ^
)"}});
}

TEST_CASE("prices of an option that are incomplete or of another unit are named where they stand") {
  check(std::vector<Mistake>{
      {"    cache: {hit_rate: 50%}", "    price: {input: $1, output: $2/Mtok}",
       R"(s.yaml:27:20: error: '$1' counts $: expected a price per token such as $2.50/Mtok at options.hosted.price.input; did you mean '$1/Mtok'?
      price: {input: $1, output: $2/Mtok}
                     ^
)"},
      {"    cache: {hit_rate: 50%}", "    price: {input: $1/Mtok}",
       R"(s.yaml:27:5: error: the key 'output' is missing in options.hosted.price
      price: {input: $1/Mtok}
      ^
)"}});
}

TEST_CASE("models, formats, engines and accelerators that are not known are named where they stand") {
  check(std::vector<Mistake>{
      {"model: llama-3.1-8b", "model: lama-3.1-8b",
       R"(s.yaml:31:12: error: unknown model 'lama-3.1-8b' at options.rented.model; did you mean 'llama-3.1-8b'?
      model: lama-3.1-8b
             ^
)"},
      {"format: fp8", "format: fp7",
       R"(s.yaml:32:13: error: unknown weight format 'fp7' at options.rented.format; did you mean 'fp8'?
      format: fp7
              ^
)"},
      {"format: fp8", "format: fp8\n    kv_format: q8_0",
       R"(s.yaml:33:16: error: vLLM keeps no KV cache in 'q8_0' at options.rented.kv_format; it offers fp16, bf16, fp8, fp8_e4m3, fp8_e5m2 and nvfp4
      kv_format: q8_0
                 ^
)"},
      {"format: fp8", "format: fp8\n    memory_share: 95",
       R"(s.yaml:33:19: error: '95' is out of range: it must be from 0.01 to 1 at options.rented.memory_share; did you mean '95%'?
      memory_share: 95
                    ^
)"},
      {"engine: vllm", "engine: vlm",
       R"(s.yaml:33:13: error: unknown engine 'vlm' at options.rented.engine; did you mean 'vllm'?
      engine: vlm
              ^
)"},
      {"accelerator: h100-80-sxm", "accelerator: h100-80-sxn",
       R"(s.yaml:34:18: error: unknown accelerator 'h100-80-sxn' at options.rented.accelerator; did you mean 'h100-80-sxm'?
      accelerator: h100-80-sxn
                   ^
)"},
      {"accelerator: h100-80-sxm", "accelerator: dgx-h100",
       R"(s.yaml:34:18: error: 'hgx-h100-8x80' is a whole server at options.rented.accelerator; name its accelerator, h100-80-sxm, and how many with gpus_per_replica
      accelerator: dgx-h100
                   ^
)"},
      {R"(    gpus_per_replica: 1
)",
       R"(    gpus_per_replica: 4
    pipeline: 3
)",
       R"(s.yaml:36:15: error: 3 pipeline stages do not divide 4 GPUs at options.rented.pipeline
      pipeline: 3
                ^
)"},
      {R"(    gpus_per_replica: 1
)",
       R"(    gpus_per_replica: 1
    host_layers: 8
    host: {bandwidth: 83 GB/s, memory: 128 GB}
)",
       R"(s.yaml:36:18: error: vLLM keeps no part of a model in the host's memory at options.rented.host_layers
      host_layers: 8
                   ^
)"},
      {R"(    gpus_per_replica: 1
)",
       R"(    gpus_per_replica: 1
    host: {bandwidth: 83 GB/s, memory: 128 GB}
)",
       R"(s.yaml:36:5: error: nothing is on the host at options.rented.host; say what with `host_layers` or `host_experts`
      host: {bandwidth: 83 GB/s, memory: 128 GB}
      ^
)"},
      {"accelerator: h100-80-sxm", "accelerator: [rtx-4090, rtx-3099]",
       R"(s.yaml:34:18: error: 2 cards are named, and gpus_per_replica says 1 at options.rented.accelerator; name one for each, or one alone for all
      accelerator: [rtx-4090, rtx-3099]
                   ^
s.yaml:34:29: error: unknown accelerator 'rtx-3099' at options.rented.accelerator.1; did you mean 'rtx-3090'?
      accelerator: [rtx-4090, rtx-3099]
                              ^
)"},
      {R"(    price: = gpu_hour
)",
       R"(    price: = gpu_hour
    scaling: folow_load
)",
       R"(s.yaml:37:14: error: unknown scaling 'folow_load' at options.rented.scaling; did you mean 'follow_load'?
      scaling: folow_load
               ^
)"},
      {R"(    life: 36 months
)",
       "", R"(s.yaml:37:3: error: the key 'life' is missing in options.owned
    owned:
    ^
)"}});
}

TEST_CASE("owned machines whose life or worth cannot be are named where they stand") {
  check(std::vector<Mistake>{
      {"    life: 36 months", "    life: 0 months",
       R"(s.yaml:44:11: error: the life must be longer than nothing at options.owned.life
      life: 0 months
            ^
)"},
      {"    life: 36 months", "    life: 36",
       R"(s.yaml:44:11: error: '36' is a plain number: expected a time such as 300 ms or 12 months at options.owned.life; did you mean '36 months'?
      life: 36
            ^
)"},
      {"    life: 36 months", R"(    life: 36 months
    residual: 120%)",
       R"(s.yaml:45:15: error: '120%' is out of range: it must be from 0 to 1 at options.owned.residual
      residual: 120%
                ^
)"},
      {"    life: 36 months", R"(    life: 36 months
    electricity: 14 ct)",
       R"(s.yaml:45:18: error: '14 ct' counts $: expected a price of energy such as 14.37 ct/kWh at options.owned.electricity
      electricity: 14 ct
                   ^
)"},
      {"    life: 36 months", R"(    life: 36 months
    electricty: 14 ct/kWh)",
       R"(s.yaml:45:5: error: unknown key 'electricty' in options.owned; did you mean 'electricity'?
      electricty: 14 ct/kWh
      ^
)"}});
}

TEST_CASE("parts of a split that are not all of it, unknown or a split are named where they stand") {
  check(std::vector<Mistake>{
      {"{hosted: 75%, rented: 25%}", "{hosted: 75%, rented: 20%}",
       R"(s.yaml:47:12: error: the shares sum to 0.95, not to 1 at options.mix.parts
      parts: {hosted: 75%, rented: 20%}
             ^
)"},
      {"{hosted: 75%, rented: 25%}", "{hosted: 75%, rentd: 25%}",
       R"(s.yaml:47:26: error: 'rentd' is no option of this scenario at options.mix.parts.rentd; did you mean 'rented'?
      parts: {hosted: 75%, rentd: 25%}
                           ^
)"},
      {"{hosted: 75%, rented: 25%}", "{hosted: 75%, mix: 25%}",
       R"(s.yaml:45:3: error: requests go in a circle: mix -> mix at options.mix
    mix:
    ^
s.yaml:47:26: error: 'mix' is a split itself at options.mix.parts.mix
      parts: {hosted: 75%, mix: 25%}
                           ^
)"},
      {"    parts: {hosted: 75%, rented: 25%}", R"(    parts: {hosted: 75%, rented: 25%}
    accuracy: 80%)",
       R"(s.yaml:48:5: error: unknown key 'accuracy' in options.mix
      accuracy: 80%
      ^
)"}});
}

TEST_CASE("cost lines of which it is not clear what they cost are named where they stand") {
  check(std::vector<Mistake>{
      {"cost: $500/month", "per_reqest: $5",
       R"(s.yaml:51:37: error: unknown key 'per_reqest' in options.bill.lines.0; did you mean 'per_request'?
        - {item: people, kind: staff, per_reqest: $5}
                                      ^
)"},
      {"cost: $500/month", "cost: $500/month, per_request: $5",
       R"(s.yaml:51:9: error: a cost line has one of cost, per_request, per_token and amount at options.bill.lines.0
        - {item: people, kind: staff, cost: $500/month, per_request: $5}
          ^
)"},
      {"cost: $500/month", "cost: $500/month, tokens: input",
       R"(s.yaml:51:63: error: tokens says what per_token counts; there is no per_token here at options.bill.lines.0.tokens
        - {item: people, kind: staff, cost: $500/month, tokens: input}
                                                                ^
)"},
      {", cost: $500/month", "",
       R"(s.yaml:51:9: error: a cost line has one of cost, per_request, per_token and amount at options.bill.lines.0
        - {item: people, kind: staff}
          ^
)"}});
}

TEST_CASE("accuracies of what is not asked, and above one, are named where they stand") {
  check(std::vector<Mistake>{
      {"    accuracy: 80%", "    accuracy: {coding: 80%}",
       R"(s.yaml:28:15: error: the accuracy on 'general-knowledge', the task of 'chat', is missing at options.hosted.accuracy
      accuracy: {coding: 80%}
                ^
s.yaml:28:16: error: no request class has the task 'coding' at options.hosted.accuracy.coding
      accuracy: {coding: 80%}
                 ^
)"},
      {"    accuracy: 80%", "    accuracy: {general-knowlege: 80%}",
       R"(s.yaml:28:15: error: the accuracy on 'general-knowledge', the task of 'chat', is missing at options.hosted.accuracy
      accuracy: {general-knowlege: 80%}
                ^
s.yaml:28:16: error: no request class has the task 'general-knowlege' at options.hosted.accuracy.general-knowlege; did you mean 'general-knowledge'?
      accuracy: {general-knowlege: 80%}
                 ^
)"},
      {"    accuracy: 80%", "    accuracy: 80",
       R"(s.yaml:28:15: error: '80' is out of range: it must be from 0 to 1 at options.hosted.accuracy; did you mean '80%'?
      accuracy: 80
                ^
)"}});
}
