#include "catalog/layers.h"

#include <algorithm>

#include "catalog/size_in_name.h"
#include "get.h"

using namespace llmtco;

namespace {

constexpr double binary_gigabyte = 1024.0 * 1024 * 1024;

struct Kept {
  const char* model;
  double bytes_per_token, window_bytes, state_bytes;
};
/// Shapes of the public configurations with what a sequence keeps in 16 bits a number, counted apart from this
/// program (2026-11-28, with the formulas of the engines' own calculators).
const Kept rows[] = {
    {"minimax-m2.5", 253'952, 0, 0},
    {"minimax-m2.7", 253'952, 0, 0},
    {"minimax-m3", 181'248, 0, 0},
    {"qwen3-0.6b", 114'688, 0, 0},
    {"qwen3-1.7b", 114'688, 0, 0},
    {"qwen3-8b", 147'456, 0, 0},
    {"qwen3-32b", 262'144, 0, 0},
    {"qwen3-30b-a3b", 98'304, 0, 0},
    {"qwen3-235b-a22b", 192'512, 0, 0},
    {"qwen3-coder-480b-a35b", 253'952, 0, 0},
    {"qwen3-vl-2b", 114'688, 0, 0},
    {"qwen3-vl-4b", 147'456, 0, 0},
    {"qwen3-vl-8b", 147'456, 0, 0},
    {"qwen3-vl-32b", 262'144, 0, 0},
    {"qwen3-vl-30b-a3b", 98'304, 0, 0},
    {"qwen3-vl-235b-a22b", 192'512, 0, 0},
    {"qwen3.5-27b", 65'536, 0, 153'944'064},
    {"qwen3.5-35b-a3b", 20'480, 0, 64'389'120},
    {"qwen3.5-122b-a10b", 24'576, 0, 153'649'152},
    {"qwen3.5-397b-a17b", 30'720, 0, 192'061'440},
    {"qwen3.6-27b", 65'536, 0, 153'944'064},
    {"qwen3.6-35b-a3b", 20'480, 0, 64'389'120},
    {"mimo-7b", 147'456, 0, 0},
    {"mimo-v2-flash", 23'040, 25'559'040, 0},
    {"deepseek-v3", 70'272, 0, 0},
    {"deepseek-r1", 70'272, 0, 0},
    {"deepseek-v3.1", 70'272, 0, 0},
    {"deepseek-v3.2", 85'888, 0, 0},
    {"deepseek-v4-flash", 6880, 5'636'096, 0},
    {"deepseek-v4-pro", 9848, 7'995'392, 0},
    {"gemma-4-26b-a4b", 20'480, 209'715'200, 0},
    {"gemma-4-31b", 81'920, 838'860'800, 0},
    {"llama-4-scout", 49'152, 1'207'959'552, 0},
    {"llama-4-maverick", 49'152, 1'207'959'552, 0},
    {"llama-3.1-8b", 131'072, 0, 0},
    {"llama-3.1-70b", 327'680, 0, 0},
    {"llama-3.1-405b", 516'096, 0, 0},
    {"mixtral-8x7b", 131'072, 0, 0},
    {"mixtral-8x22b", 229'376, 0, 0},
    {"kimi-k2", 70'272, 0, 0},
    {"kimi-k2.5", 70'272, 0, 0},
    {"kimi-k2.6", 70'272, 0, 0},
    {"kimi-k2.7-code", 70'272, 0, 0},
    {"kimi-k3", 27'648, 0, 237'404'160},
    {"nemotron-3-nano-30b-a3b", 6144, 0, 49'082'368},
    {"nemotron-3-super-120b-a12b", 8192, 0, 170'229'760},
    {"nemotron-3-ultra-550b-a55b", 12'288, 0, 407'961'600},
    {"nemotron-3.5-lightning-30b-a3b", 6144, 0, 49'082'368},
    {"nemotron-h-56b", 40'960, 0, 912'605'184},
    {"gpt-oss-20b", 24'576, 3'145'728, 0},
    {"gpt-oss-120b", 36'864, 4'718'592, 0},
    {"step-3.7-flash", 49'152, 69'206'016, 0},
    {"glm-5", 109'824, 0, 0},
    {"glm-5.1", 109'824, 0, 0},
    {"glm-5.2", 95'232, 0, 0},
    {"qwen3-4b", 147'456, 0, 0},
    {"qwq-32b", 262'144, 0, 0},
    {"phi-4-mini", 131'072, 0, 0},
    {"deepseek-r1-distill-llama-8b", 131'072, 0, 0},
    {"mistral-large-2411", 360'448, 0, 0},
    {"gemma-3-1b", 4096, 11'534'336, 0},
    {"falcon3-7b", 114'688, 0, 0},
    {"olmo-2-7b", 524'288, 0, 0},
    {"smollm2-1.7b", 196'608, 0, 0},
    {"ministral-3-3b", 106'496, 0, 0},
    {"glm-4.5-air", 188'416, 0, 0},
    {"hy3", 327'680, 0, 0},
    {"deepseek-v2-lite", 31'104, 0, 0},
    {"qwen3.5-4b", 32'768, 0, 51'511'296},
    {"qwen3.5-9b", 32'768, 0, 51'511'296},
    {"inkling", 45'056, 230'686'720, 0},
};

SequenceCache cache_of(const char* model) { return sequence_cache(got(Catalog().model(model))); }

/// Complaints about a model whose layers are `layers`, without their places.
std::string layer_complaints(const std::string& layers, const std::string& base = "qwen3-8b") {
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.overlay_text("models:\n  x: {based_on: " + base + ", source: s, as_of: 2026, " + layers + "}\n",
                       "my.yaml", diagnostics);
  std::string out;
  for (const Diagnostic& d : diagnostics.sorted())
    out += d.message + (d.hint.empty() ? "" : "; " + d.hint) + "\n";
  return out;
}

Model with_layers(const std::string& layers, const std::string& base = "qwen3-8b") {
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.overlay_text("models:\n  x: {based_on: " + base + ", source: s, as_of: 2026, " + layers + "}\n",
                       "my.yaml", diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
  return got(catalog.model("x"));
}

}  // namespace

TEST_CASE("what a sequence keeps is, to the byte, what the public configurations give") {
  for (const Kept& row : rows) {
    CAPTURE(row.model);
    const SequenceCache kept = cache_of(row.model);
    CHECK(kept.bytes_per_token == row.bytes_per_token);
    CHECK(kept.window_bytes == row.window_bytes);
    CHECK(kept.state_bytes == row.state_bytes);
  }
}

TEST_CASE("a million tokens of DeepSeek: 83.875 GiB in V3.2, 9.62 in V4-Pro, 6.72 in V4-Flash") {
  // V3.2: 61 (512 + 64 + 128) x 2 B = 85,888 B. V4-Pro: 30 x 640 / 4 x 2 + 31 x 512 / 128 x 2 = 9,848 B, and
  // 61 x 128 x 512 x 2 = 8.0 MB.
  constexpr double million = 1'048'576;
  CHECK(cache_of("deepseek-v3.2").bytes(million) / binary_gigabyte == 83.875);
  CHECK(cache_of("deepseek-v4-pro").bytes(million) / binary_gigabyte ==
        doctest::Approx(9.62).epsilon(0.005 / 9.62));
  CHECK(cache_of("deepseek-v4-flash").bytes(million) / binary_gigabyte ==
        doctest::Approx(6.72).epsilon(0.005 / 6.72));
}

TEST_CASE("linear layers cost the same at any length: 192 MB in Qwen3.5, 237 in Kimi K3, 49 in Nemotron") {
  CHECK(cache_of("qwen3.5-397b-a17b").state_bytes / 1e6 == doctest::Approx(192).epsilon(0.5 / 192));
  CHECK(cache_of("kimi-k3").state_bytes / 1e6 == doctest::Approx(237).epsilon(0.5 / 237));
  CHECK(cache_of("nemotron-3-nano-30b-a3b").state_bytes / 1e6 == doctest::Approx(49).epsilon(0.5 / 49));
}

TEST_CASE("a hybrid of 16 full layers in 64 keeps a quarter of what 64 would, and a state") {
  const char* const state = "key_heads: 16, value_heads: 48, head_dim: 128";
  const SequenceCache kept = sequence_cache(with_layers(
      std::string(
          "layers: [{kind: full, count: 16, kv_heads: 4, head_dim: 256}, {kind: deltanet, count: 48, ") +
          state + ", conv: 4}]",
      "qwen3-32b"));
  CHECK(kept.bytes_per_token == 65'536);  // 16 x 2 x 4 x 256 x 2 B; 16.0 GiB at 262,144 tokens
  CHECK(kept.bytes_per_token * 262'144 / binary_gigabyte == 16);
  CHECK(kept.state_bytes / (1024 * 1024) == doctest::Approx(146.8).epsilon(0.001));
}

TEST_CASE("every key of a group changes what the model is") {
  const auto keeps = [](const std::string& group) {
    const Model model = with_layers("layers: [" + group + ", {kind: none, count: 8}]", "deepseek-v3.2");
    const SequenceCache kept = sequence_cache(model);
    double flop = 0;
    for (const LayerGroup& g : layer_groups(model)) {
      flop += g.count * recurrent_flop(g);
      for (const CachePart& part : cache_parts(g)) flop += part.flop * std::min(1e5 / part.ratio, part.read);
    }
    return kept.bytes(1e5) + 1e-3 * flop + 1e-6 * shape_parameters(model).total();
  };
  const auto changes = [&](const std::string& base, std::initializer_list<const char*> keys) {
    for (const char* const key : keys) {
      CAPTURE(key);
      CHECK(keeps(base + ", " + key + "}") != keeps(base + "}"));
    }
  };
  changes("{kind: full, count: 4",
          {"heads: 256", "kv_heads: 8", "head_dim: 64", "value_dim: 64", "keys_as_values: projection",
           "keys_as_values: cache", "gated: true", "query_rank: 64", "output_rank: 64", "ffn: 512",
           "index: {top_k: 64, heads: 4, dim: 64}"});
  changes("{kind: full, count: 4, output_rank: 64", {"output_groups: 8"});
  changes("{kind: compressed, count: 4, ratio: 8", {"window: 128", "kv_heads: 1"});
  changes("{kind: latent, count: 4", {"heads: 64", "index: {top_k: 64, heads: 4, dim: 64}"});
  changes("{kind: deltanet, count: 4, key_heads: 2, value_heads: 4, head_dim: 64", {"conv: 4"});
  CHECK(keeps("{kind: window, count: 4, window: 128}") != keeps("{kind: window, count: 4, window: 256}"));
  CHECK(keeps("{kind: full, count: 4, index: {top_k: 64, heads: 4, dim: 64}}") !=
        keeps("{kind: full, count: 4, index: {top_k: 64, heads: 4, dim: 64, keys: 4}}"));
  const std::string mamba = "{kind: mamba2, count: 4, conv: 4, ", deltanet = "{kind: deltanet, count: 4, ";
  CHECK(keeps(mamba + "heads: 8, head_dim: 64, state: 128, groups: 8}") !=
        keeps(mamba + "heads: 8, head_dim: 64, state: 128, groups: 4}"));
  CHECK(keeps(mamba + "heads: 8, head_dim: 64, state: 128, groups: 8}") !=
        keeps(mamba + "heads: 8, head_dim: 64, state: 64, groups: 8}"));
  CHECK(keeps(deltanet + "key_heads: 2, value_heads: 4, head_dim: 64}") !=
        keeps(deltanet + "key_heads: 2, value_heads: 8, head_dim: 64}"));
  CHECK(keeps("{kind: deltanet, count: 4, key_heads: 2, value_heads: 4, head_dim: 64}") !=
        keeps("{kind: kda, count: 4, key_heads: 2, value_heads: 4, head_dim: 64}"));
}

TEST_CASE("groups of layers that are none are refused where they stand, with what was meant") {
  CHECK(layer_complaints("layers: [{kind: ful, count: 2, window: 128, head_dim: 64}]") ==
        "unknown kind of layer 'ful' at models.x.layers.0.kind; did you mean 'full'?\n");
  CHECK(layer_complaints("layers: [{kind: rnn, count: 2}]") ==
        "unknown kind of layer 'rnn' at models.x.layers.0.kind; use full, window, latent, compressed, "
        "deltanet, "
        "kda, mamba2 or none\n");
  CHECK(layer_complaints("layers: [{kind: full}]") == "the key 'count' is missing in a group of layers\n");
  CHECK(layer_complaints("layers: [{kind: window, count: 2}]") ==
        "the key 'window' is missing in a group of layers\n");
  CHECK(layer_complaints("layers: [{kind: full, count: 2, windw: 5}]") ==
        "unknown key 'windw' in a group of layers\n");
  CHECK(layer_complaints("layers: [{kind: full, count: 2, heads: 4}]") ==
        "8 heads of keys and values and 4 heads at models.x.layers.0\n");
  CHECK(layer_complaints("layers: [{kind: full, count: 2, value_dim: 64, keys_as_values: cache}]") ==
        "values of 64 cannot be keys of 128 at models.x.layers.0; remove value_dim or keys_as_values\n");
  CHECK(layer_complaints("layers: [{kind: latent, count: 2}]") ==
        "latent layers need the key 'mla' of the model\n");
  CHECK(layer_complaints("layers: [{kind: full, count: 2, index: {top_k: 64}}]") ==
        "no layer has an index of its own that the one at models.x.layers.0 could share; give heads and dim "
        "of the "
        "index\n");
  CHECK(layer_complaints("layers: [{kind: full, count: 2}], sliding_window: {tokens: 64, layers: 1}") ==
        "x tells its windows twice; remove sliding_window, or write `layers` as a number\n");
  CHECK(layer_complaints("layers: 2, sliding_window: {tokens: 64, layers: 3}") ==
        "x has a sliding window in 3 layers of 2\n");
  CHECK(layer_complaints("layers: [{kind: none, count: 2, ffn: 0}]", "qwen3-30b-a3b") ==
        "x has experts and no layer with them\n");
  CHECK(layer_complaints("layers: []") == "there are no groups of layers at models.x.layers\n");
}

TEST_CASE("a list of layers takes the place of the windows of the model it is based on") {
  CHECK(sequence_cache(with_layers("layers: [{kind: full, count: 10}]", "gemma-3-4b")).window_bytes == 0);
}

TEST_CASE("a name says how large a model is, and what a token uses of a mixture") {
  CHECK(size_in_name("Qwen-14B").parameters == 14e9);
  CHECK(size_in_name("Foo 8b-instruct").parameters == 8e9);
  CHECK(size_in_name("Foo-397B-A17B").parameters == 397e9);
  CHECK(size_in_name("Foo-397B-A17B").active == 17e9);
  CHECK(size_in_name("Foo-1T-a32b").parameters == 1e12);
  CHECK(size_in_name("Foo-2.7B-A1.5B").active == 1.5e9);
  CHECK_FALSE(size_in_name("Qwen-14B").mixture);
  CHECK_FALSE(size_in_name("GLM-4.5").parameters.has_value());
  for (const char* const name : {"Foo-8x7B", "Foo-17B-16E", "Foo-MoE-57B", "moe 8b"}) {
    CAPTURE(name);
    CHECK(size_in_name(name).unknown_mixture());
  }
  CHECK_FALSE(size_in_name("Foo-397B-A17B").unknown_mixture());
}
