#include "performance/load.h"

#include "performance/speculation.h"
#include "placements.h"

using namespace llmtco;

namespace {

double value(const Column& c) { return c[0]; }
Drawn<RequestsPerSecond> per_second(double n) { return Drawn<RequestsPerSecond>(Column(n)); }

/// A replica with round numbers, to be checked by hand: 16 GB of weights at 1.6 TB/s are 10 ms a step, 8e9
/// parameters at 160 TFLOP/s 0.1 ms a token, one after the other (overlap exponent 1); 64 requests at most;
/// 5 ms of host time before a first token. KV reads, attention, links and launches take no time.
///
///     step of B requests       10 + 0.1 B ms
///     prompt of 1,000 tokens   100 ms of computing, 110 ms with the weights
Replica by_hand() {
  Replica r{.placement = placed("H100", 1, "llama-3.1-8b", "fp8"), .shape = {}, .online = {}, .offline = {}};
  r.shape.layers = 32;
  r.shape.bytes_dense = 16e9;
  r.shape.parameters_dense = 8e9;
  Profile& f = r.online;
  f.bandwidth = f.weight_bandwidth = f.expert_bandwidth = f.kv_bandwidth = 1.6e12;
  f.peak16 = f.peak_dense = f.peak_experts = 160e12;
  f.dense_rate = f.expert_rate = f.head_rate = f.attention_rate = 160e12;
  f.batch_limit = 64;
  f.first_fixed = 0.005;
  f.first_wave = 0.5;
  r.offline = r.online;
  return r;
}

}  // namespace

TEST_CASE("a full queue: each step decodes the batch and computes the prompts that keep it full") {
  // 16 requests of 1,000 in and 500 out need 16 x 1,000 / 500 = 32 prompt tokens a step: 48 tokens, 10 + 4.8 ms.
  const Throughput t = offline_throughput(by_hand(), lengths(1000, 500), Column(16.0));
  CHECK(value(t.step / ms) == doctest::Approx(14.8));
  CHECK(value(t.output / (token / second)) == doctest::Approx(16 / 0.0148));
  CHECK(value(offline_throughput(by_hand(), lengths(1000, 500)).batch) == 64);
}

TEST_CASE("a closed loop by hand: stalls of newcomers' prompts, and the wait of those that do not fit") {
  // 8 in flight: step 10.8 ms; 7 newcomers' prompts in 500 tokens: 7 x 100 / 500 = 1.4 ms a token. The first
  // token: 5 + 10.8 + 110 x (1 + 0.5 x 7 / 2) = 318.3 ms.
  const Latency eight = closed_loop(by_hand(), lengths(1000, 500), 8.0);
  CHECK(value(eight.tpot / ms) == doctest::Approx(12.2));
  CHECK(value(eight.ttft / ms) == doctest::Approx(318.3));
  // 128 in flight, 64 at a time: step 16.4 + 63 x 0.2 = 29 ms a token; the other 64 wait for a whole answer,
  // 500 x 29 ms = 14.5 s, besides 5 + 16.4 + 110 x (1 + 0.5 x 63 / 2) = 1,863.9 ms.
  const Latency full = closed_loop(by_hand(), lengths(1000, 500), 128.0);
  CHECK(value(full.batch) == 64);
  CHECK(value(full.tpot / ms) == doctest::Approx(29));
  CHECK(value(full.ttft / second) == doctest::Approx(14.5 + 1.8639));
}

TEST_CASE("throughput rises with the batch, with falling gains, and stops at the memory") {
  const Replica r = replica(placed("H100", 1, "llama-3.1-8b", "fp8", "tensorrt-llm"));
  double before = 0, gain_before = 1e9;
  for (const double batch : {1.0, 4.0, 16.0, 64.0, 256.0}) {
    const double rate =
        value(offline_throughput(r, lengths(512, 512), Column(batch)).output / (token / second));
    CHECK(rate > before);
    CHECK((rate - before) / batch < gain_before);
    gain_before = (rate - before) / batch;
    before = rate;
  }
  const Throughput most = offline_throughput(r, lengths(8192, 8192));
  CHECK(value(most.batch) <= value(largest_batch(r.placement, tokens(16384))));
}

TEST_CASE("offline throughput times its step is its batch") {
  const Replica r = replica(placed("H200", 2, "llama-3.1-70b", "fp8", "tensorrt-llm"));
  const Throughput t = offline_throughput(r, lengths(1000, 1000));
  CHECK(value(t.output / (token / second)) * value(t.step / second) == doctest::Approx(value(t.batch)));
}

TEST_CASE("a pipeline of two stages serves more than one GPU and less than twice as much") {
  Placement two = placed("H100", 2, "llama-3.1-8b", "fp8", "tensorrt-llm");
  two.parallel = {.tensor = 1, .pipeline = 2};
  const Replica one = replica(placed("H100", 1, "llama-3.1-8b", "fp8", "tensorrt-llm"));
  const auto rate = [](const Replica& r, double batch) {
    return value(offline_throughput(r, lengths(128, 512), Column(batch)).output / (token / second));
  };
  // Each half of 128 requests takes the time of 64 on one GPU, one half behind the other.
  CHECK(rate(replica(two), 128) < 2 * rate(one, 64));
  CHECK(rate(replica(two), 128) > rate(one, 64));
  CHECK(value(closed_loop(replica(two), lengths(128, 512), 1.0).tpot / ms) >
        value(closed_loop(one, lengths(128, 512), 1.0).tpot / ms));
}

TEST_CASE("prompts cost: the same output with longer inputs comes slower") {
  const Replica r = replica(placed("H100", 1, "llama-3.1-8b", "fp8"));
  double before = 1e12;
  for (const double input : {16.0, 128.0, 1024.0, 8192.0}) {
    const double rate = value(offline_throughput(r, lengths(input, 256)).output / (token / second));
    CHECK(rate < before);
    before = rate;
  }
}

TEST_CASE("in a closed loop both latencies rise with the requests in flight") {
  const Replica r = replica(placed("H100", 1, "llama-3.1-8b", "bf16"));
  double ttft = 0, tpot = 0;
  for (const double n : {1.0, 2.0, 8.0, 32.0, 128.0}) {
    const Latency l = closed_loop(r, lengths(1024, 256), n);
    CHECK(value(l.ttft / ms) > ttft);
    CHECK(value(l.tpot / ms) > tpot);
    ttft = value(l.ttft / ms);
    tpot = value(l.tpot / ms);
  }
}

TEST_CASE("requests that do not fit wait for a place") {
  // 8,192 + 1,024 tokens of 70B in 8 bits: 1.5 GB each; one H200 has room for a few dozen beside 70 GB of
  // weights.
  const Replica r = replica(placed("H200", 1, "llama-3.1-70b", "fp8", "tensorrt-llm"));
  const double fits = value(largest_batch(r.placement, tokens(9216)));
  CHECK(fits < 64);
  const Latency few = closed_loop(r, lengths(8192, 1024), Column(fits));
  const Latency many = closed_loop(r, lengths(8192, 1024), Column(2 * fits));
  CHECK(value(many.batch) == fits);
  // As many wait as are served, for a whole answer each.
  const double answer = 1024 * value(many.tpot / second);
  CHECK(value(many.ttft / second) - value(few.ttft / second) == doctest::Approx(answer).epsilon(1e-6));
}

TEST_CASE("engines that do not reserve room for whole answers take more requests at once") {
  const auto batch = [](const char* engine) {
    Placement p = placed("H200", 1, "llama-3.1-70b", "fp8", engine);
    set_kv_format(p, "fp16");  // TensorRT-LLM would keep 8 bits
    return value(closed_loop(replica(p), lengths(1024, 8192), 1000.0).batch);
  };
  CHECK(batch("vllm") > 1.5 * batch("tensorrt-llm"));
}

TEST_CASE("a prompt cached in part is faster to its first token") {
  const Replica r = replica(placed("H100", 1, "llama-3.1-8b", "bf16"));
  RequestShape cached = lengths(512, 256);
  cached.cached = tokens(3584);
  CHECK(value(closed_loop(r, cached, 8.0).ttft / ms) <
        value(closed_loop(r, lengths(4096, 256), 8.0).ttft / ms));
}

TEST_CASE("a steady rate finds the batch of Little's law") {
  const Replica r = replica(placed("H100", 1, "llama-3.1-8b", "fp8"));
  const Steady s = steady_state(r, lengths(667, 333), per_second(4));
  // batch = 4/s x 333 x TPOT.
  CHECK(value(s.batch) == doctest::Approx(4 * 333 * value(s.tpot_p50 / second)).epsilon(0.01));
  CHECK(value(s.load) == doctest::Approx(4 / value(s.capacity / (request / second))));
  CHECK(value(s.load) < 1);
}

TEST_CASE("percentiles of a steady rate by hand") {
  // TPOT of a batch B: 10 + 0.1 B + 0.2 (B - 1) = 9.8 + 0.3 B ms. At 2 requests a second Little's law asks for
  // B = 2 x 500 x TPOT = 9.8 + 0.3 B, so B = 14, a step of 11.4 ms and 14 ms a token.
  const Steady s = steady_state(by_hand(), lengths(1000, 500), per_second(2));
  CHECK(value(s.batch) == doctest::Approx(14).epsilon(1e-5));
  CHECK(value(s.tpot_p50 / ms) == doctest::Approx(14).epsilon(1e-5));
  // An answer takes 7 s, in which 14 others arrive; two standard deviations more are 2 sqrt(14), 53.45 % more
  // of the 2.6 ms that prompts add: 14 + 1.3898 ms.
  CHECK(value(s.tpot_p95 / ms) == doctest::Approx(15.3898).epsilon(1e-5));
  // Prompts keep the GPU busy for 2 x 0.1 = 20 %: mean wait 0.2 / (2 x 0.8) x 110 = 13.75 ms. First token:
  // 5 + 11.4 + 110 = 126.4 ms and the wait; the 95th percentile waits three times as long.
  CHECK(value(s.ttft_p50 / ms) == doctest::Approx(140.15).epsilon(1e-5));
  CHECK(value(s.ttft_p95 / ms) == doctest::Approx(167.65).epsilon(1e-5));
  // At most 64 at a time, 29 ms a token: 64 / (500 x 0.029) = 4.41379 a second.
  CHECK(value(s.capacity / (request / second)) == doctest::Approx(4.41379).epsilon(1e-5));
  CHECK(value(s.load) == doctest::Approx(2 / 4.41379).epsilon(1e-5));
  // No more than 20 ms a token: 9.8 + 0.3 B = 20 at B = 34, so 34 / (500 x 0.020) = 3.4 a second.
  const Steady limited = steady_state(by_hand(), lengths(1000, 500), per_second(2), 20 * ms);
  CHECK(value(limited.capacity / (request / second)) == doctest::Approx(3.4).epsilon(1e-5));
}

TEST_CASE("latency rises with the rate and a tighter limit lowers the capacity") {
  const Replica r = replica(placed("A100 80GB", 1, "llama-3.1-8b", "fp16"));
  double ttft = 0, tpot = 0;
  for (const double rate : {0.5, 2.0, 4.0, 6.0}) {
    const Steady s = steady_state(r, lengths(667, 333), per_second(rate));
    CHECK(value(s.ttft_p95 / ms) > ttft);
    CHECK(value(s.tpot_p50 / ms) >= tpot);
    ttft = value(s.ttft_p95 / ms);
    tpot = value(s.tpot_p50 / ms);
  }
  const double free = value(steady_state(r, lengths(667, 333), per_second(1)).capacity / (request / second));
  const double limited =
      value(steady_state(r, lengths(667, 333), per_second(1), 20 * ms).capacity / (request / second));
  CHECK(limited < free);
  CHECK(limited > 0);
}

TEST_CASE("a rate above the capacity is said so by the load") {
  const Replica r = replica(placed("RTX 4090", 1, "llama-3.1-8b", "fp8"));
  const Steady s = steady_state(r, lengths(667, 333), per_second(1000));
  CHECK(value(s.load) > 1);
}

TEST_CASE("a column of contexts gives in each draw what the number gives alone") {
  const Replica r = replica(placed("H100", 2, "mixtral-8x7b", "fp8"));
  Column contexts = Column::uninitialised();
  double* const at = contexts.values();
  for (std::size_t i = 0; i < block_draws; ++i) at[i] = 100 + 7.0 * static_cast<double>(i);
  const Drawn<Seconds> all = decode_step(r, 16.0, Drawn<Tokens>(contexts)).time;
  const Drawn<Seconds> served =
      steady_state(r, {.input = Drawn<Tokens>(contexts), .output = tokens(200)}, per_second(1)).ttft_p50;
  for (const std::size_t i : {std::size_t{0}, std::size_t{511}, block_draws - 1}) {
    const double context = 100 + 7.0 * static_cast<double>(i);
    CHECK(all.base_units()[i] == decode_step(r, 16.0, tokens(context)).time.base_units()[0]);
    CHECK(served.base_units()[i] ==
          steady_state(r, {.input = tokens(context), .output = tokens(200)}, per_second(1))
              .ttft_p50.base_units()[0]);
  }
}

TEST_CASE("factors multiply times") {
  const Replica r = replica(placed("H100", 1, "llama-3.1-8b", "bf16"));
  const Factors slow{.decode = 1.2, .prefill = 1.5};
  CHECK(value(decode_step(r, 8.0, tokens(512), slow).time / ms) ==
        doctest::Approx(1.2 * value(decode_step(r, 8.0, tokens(512)).time / ms)));
  CHECK(value(prefill(r, tokens(2048), tokens(0), 1.0, slow).time / ms) ==
        doctest::Approx(1.5 * value(prefill(r, tokens(2048)).time / ms)));
  CHECK(value(offline_throughput(r, lengths(512, 512), {}, slow).output / (token / second)) <
        value(offline_throughput(r, lengths(512, 512)).output / (token / second)));
}

TEST_CASE("variables of options on the same GPU and engine have the same names, those of others differ") {
  const auto a = speed_variables(placed("H100", 1, "llama-3.1-8b", "fp8"));
  const auto b = speed_variables(placed("H100", 4, "llama-3.1-70b", "fp8"));
  const auto c = speed_variables(placed("H200", 1, "llama-3.1-8b", "fp8", "sglang"));
  REQUIRE(a.size() == 6);
  CHECK(a[0].name == "hardware.h100-80-sxm.decode");
  CHECK(a[1].name == "engine.vllm.decode");
  CHECK(a[3].name == "hardware.h100-80-sxm.prefill");
  CHECK(a[0].name == b[0].name);
  CHECK(a[1].name == b[1].name);
  CHECK(a[2].name != b[2].name);
  CHECK(a[0].name != c[0].name);
  CHECK(a[1].name != c[1].name);
}

TEST_CASE("an accelerator without rows varies more than one with rows") {
  const auto sigma = [](const char* gpu) {
    return std::get<distributions::Lognormal>(
               speed_variables(placed(gpu, 1, "llama-3.1-8b", "fp8"))[0].distribution.kind)
        .sigma;
  };
  CHECK(sigma("MI355X") == doctest::Approx(1.5 * sigma("H100")));
}

TEST_CASE("guessing pays at batch 1 and less at larger batches") {
  Placement p = placed("A100 80GB", 1, "vicuna-7b", "fp16", "transformers");
  p.speculation = {.method = SpeculationMethod::eagle2, .draft = {}, .accepted = {}};
  const double alone = speculative_speedup(p);
  // Spec-Bench has 2.36 for EAGLE-2 on this card and model.
  CHECK(alone == doctest::Approx(2.36).epsilon(0.1));
  p = placed("H100", 1, "llama-3.1-8b", "bf16");
  p.speculation = {.method = SpeculationMethod::eagle2, .draft = {}, .accepted = {}};
  const Replica r = replica(p);
  double before = 1e9;
  for (const double batch : {1.0, 8.0, 64.0, 256.0}) {
    const double faster = value(speculative_speedup(r, batch, tokens(512)));
    CHECK(faster < before);
    before = faster;
  }
  CHECK(before < 1);
}

TEST_CASE("more accepted tokens are a greater speedup, and the draft takes memory") {
  Placement p = placed("A100 80GB", 1, "vicuna-7b", "fp16", "transformers");
  const Memory without = memory(p);
  p.speculation = {.method = SpeculationMethod::draft_model,
                   .draft = std::get<Model>(catalog().model("tinyllama-1.1b")),
                   .accepted = 2.0};
  const double two = speculative_speedup(p);
  p.speculation->accepted = 3.0;
  CHECK(speculative_speedup(p) > two);
  const Memory with = memory(p);
  CHECK(with.draft / GB == doctest::Approx(2.2).epsilon(0.02));  // 1.1e9 x 2 B
  CHECK(with.kv_available / GB == doctest::Approx((without.kv_available - with.draft) / GB));
}
