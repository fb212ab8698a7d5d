#include "performance/memory.h"

#include "performance/load.h"
#include "placements.h"

using namespace llmtco;

namespace {

double gb(Bytes b) { return b / GB; }

}  // namespace

TEST_CASE("A21: 70B in 16 bits does not fit an RTX 4090, and the reason says what would do") {
  // 70.55e9 parameters x 2 B = 141 GB; a card of 24 GB leaves room for five of them only on paper: at least 6
  // are needed.
  const Placement p = placed("RTX 4090", 1, "llama-3.1-70b", "fp16", "llama.cpp");
  const Memory m = memory(p);
  CHECK_FALSE(m.fits);
  CHECK(m.reason ==
        "weights need 141 GB, 1 x NVIDIA GeForce RTX 4090 holds 24 GB (24.7 GB usable each after reserve); 7 "
        "GPUs would do, or `host_layers: 68`");
  // Under vLLM 64 heads are shared by 8, not by 7; the first of seven stages, with the embedding, is too big.
  CHECK(memory(placed("RTX 4090", 1, "llama-3.1-70b", "fp16", "vllm")).reason ==
        "weights need 141 GB, 1 x NVIDIA GeForce RTX 4090 holds 24 GB (22 GB usable each after reserve); 8 "
        "GPUs "
        "would do, or 7 GPUs with `pipeline: 7`");
}

TEST_CASE("A22: 70B in 4 bits does not fit one RTX 4090 but two") {
  // 70.55e9 x 4.89 bits / 8 = 43 GB in a GGUF file.
  CHECK_FALSE(memory(placed("RTX 4090", 1, "llama-3.1-70b", "gguf-q4_k_m", "llama.cpp")).fits);
  CHECK(memory(placed("RTX 4090", 2, "llama-3.1-70b", "gguf-q4_k_m", "llama.cpp")).fits);
}

TEST_CASE("A21 to A24: no stream is faster than bandwidth / bytes read") {
  // 1,008 GB/s over 140, 35 + 35, 16 and 4 GB: ceilings of 7.2, 28.8 (two cards in turn), 63 and 252 tokens/s
  // by the article's round sizes. The predictions stay below the ceilings of the real sizes.
  struct Row {
    int gpus;
    const char *model, *format;
    double ceiling;
  };
  for (const Row& row : {Row{6, "llama-3.1-70b", "fp16", 7.2}, Row{2, "llama-3.1-70b", "gguf-q4_k_m", 28.8},
                         Row{1, "llama-3.1-8b", "fp16", 68}, Row{1, "llama-3.1-8b", "gguf-q4_k_m", 252}}) {
    CAPTURE(row.model);
    CAPTURE(row.format);
    const Replica r = replica(placed("RTX 4090", row.gpus, row.model, row.format, "llama.cpp"));
    const double rate = 1 / (decode_step(r, 1.0, tokens(512)).time.base_units()[0]);
    CHECK(rate < row.ceiling);
    CHECK(rate > 0.4 * row.ceiling);
  }
}

TEST_CASE("A23, A24: 8B on an RTX 4090 runs near the 54.3 and 127.7 tokens/s measured") {
  const auto rate = [](const char* format) {
    const Replica r = replica(placed("RTX 4090", 1, "llama-3-8b", format, "llama.cpp"));
    return 1 / decode_step(r, 1.0, tokens(512)).time.base_units()[0];
  };
  CHECK(rate("fp16") == doctest::Approx(54.3).epsilon(0.06));
  CHECK(rate("gguf-q4_k_m") == doctest::Approx(127.7).epsilon(0.06));
}

TEST_CASE("A25: four bits are at most four times as fast as sixteen at equal efficiency") {
  const auto time = [](const char* model, const char* format) {
    const Replica r = replica(placed("A100 80GB", 4, model, format, "vllm"));
    return decode_step(r, 1.0, tokens(512)).time.base_units()[0];
  };
  for (const char* model : {"llama-3.1-8b", "llama-3.1-70b"}) {
    CAPTURE(model);
    const double speedup = time(model, "fp16") / time(model, "w4a16-g128");
    CHECK(speedup < 4.0);
    CHECK(speedup > 1.0);
  }
}

TEST_CASE("A26: real 4-bit weights save 3.5 times for 70B and 2.8 times for 8B, the KV cache nothing") {
  const auto bytes = [](const char* model, const char* format) {
    return shape_of(placed("H100", 8, model, format)).bytes() / 1e9;
  };
  CHECK(bytes("llama-3.1-70b", "w4a16-g128") == doctest::Approx(40.6).epsilon(0.005));
  CHECK(bytes("llama-3.1-8b", "w4a16-g128") == doctest::Approx(5.8).epsilon(0.01));
  CHECK(bytes("llama-3.1-70b", "fp16") / bytes("llama-3.1-70b", "w4a16-g128") ==
        doctest::Approx(3.5).epsilon(0.02));
  CHECK(bytes("llama-3.1-8b", "fp16") / bytes("llama-3.1-8b", "w4a16-g128") ==
        doctest::Approx(2.8).epsilon(0.02));
  // 2 x 80 x 8 x 128 x 2 B = 0.328 MB; 2 x 32 x 8 x 128 x 2 B = 0.131 MB.
  for (const char* format : {"fp16", "w4a16-g128"}) {
    CHECK(shape_of(placed("A100 80GB", 8, "llama-3.1-70b", format)).kv_bytes_full == 327'680);
    CHECK(shape_of(placed("A100 80GB", 1, "llama-3.1-8b", format)).kv_bytes_full == 131'072);
  }
}

TEST_CASE("attention kinds differ in what a token keeps") {
  // Llama 2 7B, MHA: 2 x 32 x 32 x 128 x 2 B = 524,288 B. DeepSeek R1, latent: 61 x (512 + 64) x 2 B.
  CHECK(shape_of(placed("A100 80GB", 1, "llama-2-7b", "fp16")).kv_bytes_full == 524'288);
  CHECK(shape_of(placed("H200", 8, "deepseek-r1", "fp8")).kv_bytes_full == 61 * 576 * 2);
  // gpt-oss: half of the layers look back 128 tokens only.
  const Placement oss = placed("H200", 1, "gpt-oss-120b", "mxfp4");
  const double per_token = 36 * 2 * 8 * 64 * 2;
  CHECK((kv_bytes(oss, tokens(128)) / byte)[0] == doctest::Approx(128 * per_token));
  CHECK((kv_bytes(oss, tokens(1128)) / byte)[0] == doctest::Approx(128 * per_token + 1000 * per_token / 2));
}

TEST_CASE("the largest batch shrinks with context and grows with GPUs") {
  const Placement one = placed("H100", 1, "llama-3.1-8b", "fp8");
  const Placement two = placed("H100", 2, "llama-3.1-8b", "fp8");
  double before = 1e9;
  for (const double context : {512.0, 2048.0, 8192.0, 32768.0}) {
    const double batch = largest_batch(one, tokens(context))[0];
    CHECK(batch <= before);
    CHECK(largest_batch(two, tokens(context))[0] >= batch);
    before = batch;
  }
  // 0.9 x 84.98 GB that CUDA gives - 9.08 of weights - 1.97 of activations - 0.28 outside = 65.15 GB for KV at 131,072 B
  // a token: 497,000 tokens, 60 sequences of 8,192 tokens and half a block of 16.
  CHECK(largest_batch(one, tokens(8192))[0] == 60);
}

TEST_CASE("attention by data copies attention to every GPU, and no cache") {
  // DeepSeek V3 in FP8, 61 layers: attention 61 x 187.1e6 = 11.41 GB, of which tensor parallel leaves an eighth on each
  // GPU and attention by data all: 9.99 GB less room. The cache of a token is the whole latent either way,
  // 61 x (512 + 64) x 2 B = 70,272 B, but on one GPU in place of eight.
  Placement tensor = placed("H200", 8, "deepseek-v3", "fp8", "sglang");
  tensor.kv_bits = 16;
  Placement data = tensor;
  data.parallel = {.attention_data = 8};
  const Memory t = memory(tensor), d = memory(data);
  CHECK(gb(d.weights - t.weights) == doctest::Approx(7.0 / 8 * 11.41).epsilon(0.002));
  CHECK(gb(t.kv_available - d.kv_available) == doctest::Approx(gb(d.weights - t.weights)));
  CHECK(t.kv_per_token / (byte / token) == 70'272);
  CHECK(d.kv_per_token / (byte / token) == 70'272);
  const double held = largest_batch(data, tokens(1000))[0] / largest_batch(tensor, tokens(1000))[0];
  CHECK(held == doctest::Approx(8 * (1 - 9.99 / gb(t.kv_available))).epsilon(0.01));
}

TEST_CASE("latent and grouped caches are copied where there are more GPUs than slices") {
  const Memory eight = memory(placed("H200", 8, "deepseek-r1", "fp8"));
  CHECK(eight.kv_per_token / (byte / token) == 61 * 576 * 2);
  const Memory grouped = memory(placed("H100", 8, "llama-3.1-70b", "fp8"));
  CHECK(grouped.kv_per_token / (byte / token) == 327'680 / 8);
}
