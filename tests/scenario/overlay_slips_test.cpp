#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "catalog/catalog.h"
#include "reading.h"
#include "scenario/scenario.h"
#include "slips.h"
#include "text/diagnostics.h"

// A mistake in the user's own catalogue file is the user's: it has its place and never ends as a defect of ours.

using namespace llmtco;

namespace {

/// Every section with every key.
std::string whole_overlay() {
  return R"(accelerators:
  our-chip:
    name: Our chip
    aliases:
      - house chip
    vendor: us
    kind: gpu
    memory: 80 GB
    memory_usable: 79 GB
    bandwidth: 3350 GB/s
    peak:
      fp16: 989 TFLOPS
      fp16_accumulate16: 989 TFLOPS
      tf32: 400 TFLOPS
      fp8: 1979 TFLOPS
      int8: 1979 TOPS
      fp4: 4000 TFLOPS
    power: 700 W
    link:
      name: copper
      bandwidth: 450 GB/s
    launch:
      price: $30k
      source: list
      as_of: 2026-01
    purchase:
      price: $25k to $28k
      source: invoice
      as_of: 2026-02-03
    rent:
      on_demand:
        price: $2/h to $3/h
        source: contract
        as_of: 2026
    source: data sheet
    as_of: 2026-01-05
    note: measured by us
  our-server:
    vendor: us
    kind: system
    memory: 640 GB
    system:
      accelerator: our-chip
      count: 8
    source: data sheet
    as_of: unknown
models:
  our-moe:
    parameters: 671B
    active_parameters: 37B
    layers: 61
    hidden: 7168
    heads: 128
    kv_heads: 128
    head_dim: 128
    ffn: 2048
    gated: true
    vocabulary: 129280
    tied_embeddings: false
    experts:
      count: 256
      per_token: 8
      shared: 1
      dense_layers: 3
      dense_ffn: 18432
    attention: MLA
    mla:
      kv_rank: 512
      q_rank: 1536
      rope_dim: 64
      nope_dim: 128
      value_dim: 128
    precision: fp8
    context: 131072
    released: 2026
    licence: ours
    source: config
    as_of: 2026
  our-8b:
    based_on: llama-3.1-8b
    sliding_window:
      tokens: 4096
      layers: 16
    source: config
    as_of: 2026
formats:
  our-4bit:
    family: awq
    bits: 4.25
    whole_file: false
    embedding_bits: 16
    head_bits: 16
    compute: fp16
    source: config
    as_of: 2026
engines:
  our-engine:
    continuous_batching: true
    paged_kv: true
    prefix_caching: true
    chunked_prefill: true
    tensor_parallel: true
    pipeline_parallel: true
    layer_split: false
    expert_parallel: true
    speculative_decoding: false
    kv_block: 16
    memory_utilisation: 90%
    formats:
      - awq
      - float
    source: manual
    as_of: 2026
prices:
  acme/chat:
    serves: our-8b
    context: 128000
    source: quotation
    as_of: 2026-09-01
    prices:
      -
        input: $1/Mtok
        output: $4/Mtok
        cache_read: $0.1/Mtok
        cache_write_5m: $1.25/Mtok
        cache_write_1h: $2/Mtok
        web_search: $10 per 1k requests
        from: 2026-01-01
        until: 2030-01-01
        listed_as: chat-1
        source: letter
        as_of: 2026-08-01
        note: until they change it
      -
        above: 100000
        input: $2/Mtok
        output: $6/Mtok
      -
        hours: 01:00-04:00
        input: $0.5/Mtok
        output: $2/Mtok
    cross_checks:
      -
        input: $1/Mtok
        output: $4/Mtok
providers:
  acme:
    cached_inside_input: true
    tiers:
      batch:
        price_factor: 0.5
        source: letter
        as_of: 2026
    provisioned:
      monthly:
        price: $260/month
        source: letter
        as_of: 2026
    source: letter
    as_of: 2026
endpoint_speeds:
  acme-chat:
    provider: acme
    model: our-8b
    hardware: their chips
    kind: measured
    output: 80 tokens/s
    output_p5_p95: 60 tokens/s to 100 tokens/s
    ttft_p50: 300 ms
    ttft_p95: 900 ms
    itl_p50: 12 ms
    input_tokens: 1000
    output_tokens: 200
    concurrency: 1
    suspicious: false
    source: our client
    as_of: 2026-09
quality:
  our-8b:
    results:
      -
        task: general-knowledge
        benchmark: MMLU
        accuracy: 68.1%
        questions: 14042
        setting: in five shots
        source: our run
        as_of: 2026-09
    source: our run
    as_of: 2026-09
quantization:
  our-8b-4bit:
    model: our-8b
    parameters: 8B
    format: our-4bit
    importance_matrix: false
    weight_gib: 4.2
    bits: 4.25
    perplexity: 6.3
    perplexity_increase: 2.9%
    mean_kld: 0.02
    rms_dp: 3%
    mmlu_16bit: 68.1%
    mmlu: 67.2%
    mmlu_recovery: 98.7%
    other_metric: BLEU
    other_value: high
    evaluation: ours
    source: our run
    as_of: 2026-09
economics:
  electricity-us-virginia:
    topic: electricity
    value: 9 ct/kWh to 11 ct/kWh
    typical: 10 ct/kWh
    source: contract
    as_of: 2026-09
)";
}

const char* const scenario = R"(scenario: Own catalogue
catalog: [deals.yaml]
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: 1000, output_tokens: 100}
options:
  api: {kind: api, endpoint: acme/chat, tier: batch, cache: {hit_rate: 50%}}
  rented: {kind: rented, price: $2/h, model: our-8b, format: our-4bit, engine: our-engine, accelerator: our-chip, gpus_per_replica: 1}
  owned: {kind: owned, purchase: $20k, life: 36 months, model: our-moe, format: our-4bit, engine: our-engine, accelerator: our-chip, gpus_per_replica: 16}
)";

/// Keys whose names the author chooses.
bool free_name(const Slip& slip) {
  static const std::set<std::string> names = {"our-chip",  "our-server",
                                              "our-moe",   "our-8b",
                                              "our-4bit",  "our-engine",
                                              "acme/chat", "acme",
                                              "acme-chat", "our-8b-4bit",
                                              "on_demand", "batch",
                                              "monthly",   "electricity-us-virginia"};
  return names.contains(slip.key);
}

/// What a reader of the messages learns about the line of the slip in the overlay.
std::string said_at(const Diagnostics& diagnostics, const Slip& slip) {
  std::string said;
  for (const Diagnostic& d : diagnostics.sorted()) {
    const bool here = d.location.file.ends_with("deals.yaml") && d.location.line == slip.line;
    if (here) said += d.message + "; " + d.hint + "\n";
  }
  return said;
}

/// The section of a slip in its lines; the others, which take their time, are left blank.
std::string section_of(const Slip& slip) {
  std::string text;
  std::size_t at = 0, begin = 0;
  for (int line = 1; at < slip.text.size(); ++line) {
    const std::size_t end = slip.text.find('\n', at) + 1;
    if (slip.text[at] != ' ' && line <= slip.line) begin = at;
    if (slip.text[at] != ' ' && line > slip.line) break;
    at = end;
  }
  text.assign(static_cast<std::size_t>(std::count(
                  slip.text.begin(), slip.text.begin() + static_cast<std::ptrdiff_t>(begin), '\n')),
              '\n');
  return text + slip.text.substr(begin, at - begin);
}

/// Reads the overlay, by the scenario where that can make a difference: where the slip leaves an entry that can be
/// used or a name that is unknown, and once for every key where it leaves one with mistakes.
void read_with(const Slip& slip, const Folder& folder, Diagnostics& diagnostics) {
  if (slip.kind > Slip::Kind::nothing) {
    Catalog().overlay_text(section_of(slip), "deals.yaml", diagnostics);
    return;
  }
  folder.write("deals.yaml", slip.text);
  read_scenario_text(scenario, "s.yaml", folder.path(), {}, diagnostics);
}

}  // namespace

TEST_CASE("an overlay with every key is read") {
  const Folder folder;
  folder.write("deals.yaml", whole_overlay());
  CHECK(complaints(scenario, {}, folder.path()) == "");
}

TEST_CASE("every slip at every key of an overlay is refused at its line, and none is a defect of ours") {
  const Folder folder;
  const std::vector<Slip> slips = slips_of(whole_overlay());
  CHECK(slips.size() > 1000);
  for (const Slip& slip : slips) {
    const std::string name = slip.name();
    CAPTURE(name);
    Diagnostics diagnostics;
    CHECK_NOTHROW(read_with(slip, folder, diagnostics));
    for (const Diagnostic& d : diagnostics.sorted()) CHECK(d.location.line > 0);
    if (slip.kind == Slip::Kind::removed || (slip.kind == Slip::Kind::misspelt && free_name(slip))) continue;
    const std::string said = said_at(diagnostics, slip);
    CHECK(said != "");
    if (slip.kind == Slip::Kind::misspelt) CHECK(said.find("did you mean '" + slip.key + "'?") != said.npos);
  }
}
