#include "performance/shape.h"

#include "performance/load.h"
#include "performance/memory.h"
#include "performance/speculation.h"
#include "placements.h"

using namespace llmtco;

namespace {

Shape shape_named(const char* model, const char* format = "bf16", int gpus = 8) {
  Placement p = placed("B200", gpus, model, format, "vllm");
  p.kv_bits = 16;
  return shape_of(p);
}
double kept_of(const Shape& s, double context, int gpus = 1) { return kept_bytes(s, gpus, context)[0]; }
double read_of(const Shape& s, double context, int gpus = 1) { return read_bytes(s, gpus, context)[0]; }
double flop_of(const Shape& s, double context) { return token_flop(s, context)[0] + s.state_flop; }

}  // namespace

TEST_CASE("a hybrid keeps its full layers' tokens and a state, and moves the state twice for a token") {
  // Qwen3.5-397B: 15 full layers, 30,720 B a token; 45 states of 4,268,032 B.
  const Shape s = shape_named("qwen3.5-397b-a17b");
  CHECK(kept_of(s, 0) == 45 * 4'268'032.0);
  CHECK(kept_of(s, 1000) - kept_of(s, 0) == 30'720'000);
  CHECK(read_of(s, 1000) == 2 * 45 * 4'268'032.0 + 30'720'000);
  // 2 heads of keys and values: cut in two at most; 64 heads of states: in eight.
  CHECK(kept_of(s, 0, 8) == 45 * 4'268'032.0 / 8);
  CHECK(kept_of(s, 1000, 8) - kept_of(s, 0, 8) == 15'360'000);
}

TEST_CASE("a linear layer costs a constant per token, a full one what is behind it") {
  // 15 layers x 4 x 32 heads x 256 per token behind; 45 x 7 x 64 x 128 x 128 for the states.
  const Shape s = shape_named("qwen3.5-397b-a17b");
  CHECK(flop_of(s, 0) == 45 * 7 * 64 * 128.0 * 128);
  CHECK(flop_of(s, 1000) - flop_of(s, 0) == 1000 * 15 * 4 * 32 * 256.0);
}

TEST_CASE("an index reads its own keys whole and the best 2,048 tokens of the cache") {
  // DeepSeek V3.2: 61 x 576 numbers of the latent, 61 x 128 of the index, 2 B each.
  const Shape s = shape_named("deepseek-v3.2", "fp8");
  CHECK(kept_of(s, 100'000) == 100'000.0 * 61 * 704 * 2);
  CHECK(read_of(s, 1000) == 1000.0 * 61 * 704 * 2);
  CHECK(read_of(s, 100'000) == (2048 * 576 + 100'000 * 128.0) * 61 * 2.0);
  // In the latent, 128 heads x 2 (2 x 512 + 64) a token read; the index 64 heads x 2 x 128 a token behind.
  CHECK(flop_of(s, 100'000) == 61 * (2048 * 128 * 2 * 1088.0 + 100'000 * 64 * 2 * 128.0));
}

TEST_CASE("compressed attention looks at an entry for 4 or 128 tokens, and at a window") {
  // DeepSeek V4 Pro at 102,400 tokens: 30 layers of 25,600 entries, of which 1,024 are read, and as many index
  // keys; 31 of 800 entries; 61 windows of 128 tokens.
  const Shape s = shape_named("deepseek-v4-pro", "fp8");
  CHECK(kept_of(s, 102'400) == 2.0 * (30 * 25'600 * 640.0 + 31 * 800 * 512 + 61 * 128 * 512));
  CHECK(read_of(s, 102'400) == 2.0 * (30 * (1024 * 512 + 25'600 * 128.0) + 31 * 800 * 512 + 61 * 128 * 512));
}

TEST_CASE("layers with other heads are cut over as many GPUs as they have heads") {
  // Gemma 4 31B on 8 GPUs: 50 windows of 16 heads of 256 cut in 8, 10 layers of 4 heads of 512 in 4.
  const Shape s = shape_named("gemma-4-31b");
  CHECK(kept_of(s, 2000, 8) == 50 * 1024 * 16 * 512 * 2.0 / 8 + 2000 * 10 * 4 * 1024 * 2.0 / 4);
}

TEST_CASE("states limit how many short prompts a GPU holds, and few cards serve a hybrid's long ones") {
  // Nemotron 3 Nano in 8 bits on an H100: 49 MB a sequence whatever its length. At 100 tokens the cache is 0.6 MB.
  Placement p = placed("H100", 1, "nemotron-3-nano-30b-a3b", "fp8", "vllm");
  p.kv_bits = 16;
  const Memory m = memory(p);
  CHECK(m.state / byte == 49'082'368);
  CHECK(m.kv_per_token / (byte / token) == 6'144);
  const double held = largest_batch(p, tokens(100))[0];
  CHECK(held <= m.kv_available / m.state);
  CHECK(held >= 0.97 * (m.kv_available / m.state));
  CHECK(largest_batch(p, tokens(8192))[0] > 0.45 * held);  // 50 MB more: half as many, not a hundredth
}

TEST_CASE("experts alone are packed in checkpoints of two precisions") {
  // Kimi K2.5: attention, shared experts and routers stay in 2 B each, the rest of 1,026e9 in the format's bits.
  const Shape kimi = shape_named("kimi-k2.5", "int4-g32");
  CHECK(kimi.bytes_dense == 2 * kimi.parameters_dense);
  CHECK(kimi.bytes_experts == kimi.parameters_expert * 384 * 5 / 8);
  // In FP8 the same in one byte each, but for routers of 60 layers, 384 x 7,168 weights in 2 B: 0.165 GB more.
  CHECK(shape_named("kimi-k2.5", "fp8").bytes_dense - kimi.bytes_dense / 2 ==
        doctest::Approx(60 * 384 * 7168.0).epsilon(1e-6));
  CHECK(shape_named("kimi-k2.5", "int4-g32").rest_bits == 16);
  CHECK(shape_named("deepseek-v4-flash", "mxfp4").rest_bits == 8);
  CHECK(shape_named("deepseek-v4-flash", "fp8").rest_bits == 0);
  CHECK(shape_named("gpt-oss-120b", "mxfp4").rest_bits == 16);
}

TEST_CASE("servers keep the tower for pictures in memory, llama.cpp does not") {
  const auto bytes = [](double vision, const char* engine) {
    Placement p = placed("H100", 1, "gemma-3-27b", "fp8", engine);
    p.model.vision_parameters = vision;
    return shape_of(p).bytes();
  };
  CHECK(bytes(0.42e9, "vllm") - bytes(0, "vllm") == doctest::Approx(0.84e9));
  CHECK(bytes(0.42e9, "llama.cpp") == bytes(0, "llama.cpp"));
}

TEST_CASE("a model with layers that guess further tokens drafts with them") {
  // DeepSeek V3: one layer of 256 experts of 44.0e6 and one shared, attention 187e6 and 2 x 7,168^2: 11.6e9.
  Placement p = placed("H200", 8, "deepseek-v3", "fp8", "vllm");
  p.speculation = Speculation{.method = SpeculationMethod::eagle, .draft = {}, .accepted = {}};
  CHECK(draft_bytes(p) / 1e9 == doctest::Approx(11.6).epsilon(0.01));
  p.model.mtp_layers = 0;
  CHECK(draft_bytes(p) / 1e9 == doctest::Approx(0.04 * 2 * 671).epsilon(0.01));
}

TEST_CASE("a mixture of unknown shape uses for a token what its name says, not all of it") {
  for (const auto& each : {std::pair{235e9, 22e9}, {30e9, 3e9}, {397e9, 17e9}, {1000e9, 32e9}}) {
    const double total = each.first, active = each.second;
    CAPTURE(total);
    const Model m = typical_mixture(total, active, 2026);
    CHECK(shape_parameters(m).total() == doctest::Approx(total).epsilon(0.03));
    CHECK(shape_parameters(m).active() == doctest::Approx(active).epsilon(0.1));
  }
  CHECK(typical_mixture(235e9, 22e9, 2024).experts->count == 109);
}

TEST_CASE("layers that are a mixer or a feed-forward part alone count half for overheads") {
  CHECK(shape_named("nemotron-3-nano-30b-a3b").layers == 26);
  CHECK(shape_named("llama-3.1-8b").layers == 32);
}
