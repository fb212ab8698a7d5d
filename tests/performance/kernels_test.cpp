#include "performance/products.h"

#include <cmath>

#include "performance/work.h"
#include "placements.h"

using namespace llmtco;

namespace {

Profile profile_at(std::string_view gpu, int gpus, std::string_view model, std::string_view format,
                   std::string_view engine = "vllm") {
  return replica(placed(gpu, gpus, model, format, engine)).online;
}

/// Seconds of the parts of a step that decodes one sequence on by-hand hardware.
StepTime one_step(const Shape& s, const Profile& f, int tensor, double tokens = 1) {
  return step_time(s, {.tensor = tensor}, f, {.sequences = tokens, .heads = tokens});
}

/// 16 GB of dense weights at 1.6 TB/s, 8e9 parameters at 160 TFLOP/s, 32 layers of 4,096; nothing else takes time.
Shape shape_by_hand() {
  Shape s;
  s.layers = 32;
  s.hidden = 4096;
  s.bytes_dense = 16e9;
  s.parameters_dense = 8e9;
  return s;
}
Profile profile_by_hand() {
  Profile f;
  f.bandwidth = f.weight_bandwidth = f.expert_bandwidth = f.kv_bandwidth = 1.6e12;
  f.dense_rate = f.expert_rate = f.head_rate = f.attention_rate = 160e12;
  f.link = 100e9;
  return f;
}

}  // namespace

TEST_CASE("the products of Llama 3.1 8B, by hand") {
  const Products p = products_of(std::get<Model>(catalog().model("llama-3.1-8b")));
  CHECK(p.count == 128);            // 4 in each of 32 layers
  CHECK(p.depth == 2 * 32 * 4096);  // into queries, keys and values; into gate and up
  CHECK(p.depth_cut == 32 * (4096 + 14336));
  CHECK(p.numbers == 32 * 4 * 4096);
  CHECK(p.numbers_cut == 32 * (2 * 4096 + 2 * 1024 + 3 * 14336));
}

TEST_CASE("a mixture has a router and its shared experts in place of a feed-forward layer") {
  // DeepSeek R1: 61 layers with 5 products of latent attention; 3 dense layers with 2, 58 with a router and 2 shared.
  CHECK(products_of(std::get<Model>(catalog().model("deepseek-r1"))).count == 61 * 5 + 3 * 2 + 58 * 3);
}

TEST_CASE("a narrow product takes as long as its inner dimension, whatever it reads") {
  Shape s = shape_by_hand();
  Profile f = profile_by_hand();
  f.blend = 2;
  CHECK(seconds(one_step(s, f, 1).weights) == doctest::Approx(0.010));
  // Inner dimensions of 1.5e6 elements at 5 ns: 7.5 ms; (10^2 + 7.5^2)^(1/2) = 12.5 ms.
  f.depth = 5e-9;
  s.products.depth = 1e6;
  s.products.depth_cut = 0.5e6;
  CHECK(seconds(one_step(s, f, 1).weights) == doctest::Approx(0.0125));
  // Eight slices: 1.25 ms of reading, 1e6 + 0.5e6 / 8 elements are 5.3125 ms.
  CHECK(seconds(one_step(s, f, 8).weights) ==
        doctest::Approx(std::sqrt(1.25 * 1.25 + 5.3125 * 5.3125) / 1000));
}

TEST_CASE("every product, expert layer and attention has a fixed time") {
  const Shape s = shape_by_hand();
  Profile f = profile_by_hand();
  const double without = seconds(one_step(s, f, 1).overhead);
  f.kernels = 0.0004;  // 128 products of 2 us and 32 attentions of 4.5 us
  CHECK(seconds(one_step(s, f, 1).overhead) - without == doctest::Approx(0.0004));
  const Profile moe = profile_at("H100", 1, "mixtral-8x7b", "fp8"),
                dense = profile_at("H100", 1, "llama-3.1-8b", "fp8");
  CHECK(moe.expert_layer > 10e-6);
  CHECK(dense.expert_layer * replica(placed("H100", 1, "llama-3.1-8b", "fp8")).shape.mixtures == 0);
}

TEST_CASE("an all-reduce of middling size takes more than its latency and its transfer together") {
  const Shape s = shape_by_hand();
  Profile f = profile_by_hand();
  f.allreduce = 4e-6;
  f.allreduce_blend = 0.5;
  // 64 all-reduces over two GPUs: 4 us of latency; 61 tokens x 4,096 x 2 B x 2 x 1/2 at 100 GB/s are 5 us.
  const double tokens = 61.03515625;
  CHECK(seconds(one_step(s, f, 2, tokens).communication) ==
        doctest::Approx(64 * std::pow(2 + std::sqrt(5.0), 2) * 1e-6));
  // With exponent 1 they add up: 9 us.
  f.allreduce_blend = 1;
  CHECK(seconds(one_step(s, f, 2, tokens).communication) == doctest::Approx(64 * 9e-6));
}

TEST_CASE("slices over more GPUs than a machine has send through its network ports") {
  CHECK(profile_at("H100", 8, "llama-3.1-405b", "fp8").link == doctest::Approx(450e9));
  CHECK(profile_at("H100", 16, "llama-3.1-405b", "fp8").link == doctest::Approx(50e9));
  CHECK(profile_at("GB200", 16, "llama-3.1-405b", "fp8").link > 500e9);  // 72 behind one switch
}

TEST_CASE("cards with the same peak and fewer watts sustain less") {
  const double sxm = profile_at("A100 SXM 80GB", 1, "llama-3.1-8b", "bf16").dense_rate;
  const double pcie = profile_at("A100 PCIe 80GB", 1, "llama-3.1-8b", "bf16").dense_rate;
  CHECK(pcie < 0.95 * sxm);
  CHECK(pcie > 0.75 * sxm);  // 300 of 400 watts
}

TEST_CASE("a split whose stages fill the launch queues stalls, and longer queues help") {
  Placement p = placed("RTX A6000", 4, "llama-3-70b", "gguf-q4_k_m", "llama.cpp");
  const auto prompt = [](const Placement& at) {
    return seconds(prefill(replica(at), Drawn<Tokens>(Column(8192.0))).time);
  };
  p.released = 2025;
  const double short_queues = prompt(p);
  p.released = 2026.5;
  CHECK(short_queues > 1.5 * prompt(p));  // 1,040 launches a stage: 2.02 times as long, apart from the first
  // 32 layers in F16 are 208 launches a stage.
  Placement small = placed("RTX A6000", 4, "llama-3-8b", "fp16", "llama.cpp");
  small.released = 2025;
  const double before = prompt(small);
  small.released = 2026.5;
  CHECK(prompt(small) == doctest::Approx(before));
}

TEST_CASE("quantized weights are written out in 16 bits once for each micro-batch of a prompt") {
  const Replica r = replica(placed("RTX A6000", 1, "llama-3-8b", "gguf-q4_k_m", "llama.cpp"));
  CHECK(r.online.dequantize > 0);
  Replica without = r;
  without.online.dequantize = 0;
  const auto time = [](const Replica& at, double tokens) {
    return seconds(prefill(at, Drawn<Tokens>(Column(tokens))).time);
  };
  CHECK(time(r, 512) - time(without, 512) == doctest::Approx(r.online.dequantize));
  CHECK(time(r, 2048) - time(without, 2048) == doctest::Approx(4 * r.online.dequantize));
  CHECK(seconds(decode_step(r, 1.0, Drawn<Tokens>(Column(64.0))).time) ==
        seconds(decode_step(without, 1.0, Drawn<Tokens>(Column(64.0))).time));
}

TEST_CASE("early TensorRT-LLM reads keys and values again for each query of an odd group") {
  Placement falcon = placed("H100", 4, "falcon-180b", "fp8", "tensorrt-llm");
  falcon.released = 2024.4;
  Placement later = falcon;
  later.released = 2025;
  CHECK(replica(falcon).online.kv_bandwidth < 0.1 * replica(later).online.kv_bandwidth);
  Placement eight =
      placed("H100", 4, "llama-2-70b", "fp8", "tensorrt-llm");  // groups of eight share their reads
  eight.released = 2024.4;
  CHECK(replica(eight).online.kv_bandwidth > 0.5 * eight.accelerator.bandwidth->base_units());
}

TEST_CASE("beams of a request read its prompt's keys and values once") {
  Replica r = replica(placed("H100", 1, "gpt-j-6b", "fp8"));
  r.online.kv_knee = 0;
  const StepWork one = mixed_work(1.0, 800.0, 64.0, 0.0, 1), four = mixed_work(1.0, 800.0, 64.0, 0.0, 4);
  const auto kv = [&r](const StepWork& work) {
    return step_time(r.shape, r.placement.parallel, r.online, work).kv / second;
  };
  // 800 + 32 tokens of the first beam, 32 of each other.
  CHECK((kv(four) / kv(one))[0] == doctest::Approx((832 + 3 * 32) / 832.0));
  CHECK(four.sequences[0] == 4);
}
