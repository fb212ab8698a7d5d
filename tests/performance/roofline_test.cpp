#include <cmath>

#include "performance/load.h"
#include "performance/work.h"
#include "placements.h"

using namespace llmtco;

namespace {

/// Seconds that the least bytes of a decode step take at the datasheet's bandwidth, from the published
/// configuration alone: one token's active parameters without embedding and head (0.97: published totals are
/// rounded), and keys and values of the layers that look back over everything.
///
///     Llama 3.1 8B in 16 bits: (8.03e9 - 2 x 128,256 x 4,096) x 0.97 x 2 B = 13.5 GB
///     2,048 tokens of context: 2 x 32 layers x 8 heads x 128 x 2 B = 131,072 B each, 268 MB
double least_decode(const Placement& p, double batch, double context) {
  const Model& m = p.model;
  const double gpus = p.parallel.tensor;
  const double read = m.active_parameters - 2.0 * m.vocabulary * m.hidden;
  // Experts published in MXFP4 stay so in wider formats.
  const double bits = m.precision == "mxfp4" ? std::min(p.format.bits, 4.25) : p.format.bits;
  const double weights = 0.97 * read * bits / 8;
  double kv = 0;
  for (const LayerGroup& g : layer_groups(m)) {
    if (g.index.top_k > 0) continue;
    if (g.kind == LayerKind::latent) kv += g.count * (g.latent.kv_rank + g.latent.rope_dim);
    if (g.kind == LayerKind::full)
      kv += g.count * g.kv_heads * (g.head_dim + g.value_dim) / std::min<double>(gpus, g.kv_heads);
  }
  return (weights / gpus + batch * context * kv * p.kv_bits / 8) / p.accelerator.bandwidth->base_units();
}

const char* const formats[] = {"fp16", "fp8", "nvfp4", "w4a16-g128"};
const char* const all_engines[] = {"vllm", "tensorrt-llm", "sglang", "tgi", "generic"};

}  // namespace

TEST_CASE("the least bytes of a decode step, by hand") {
  // (13.49 + 0.268) GB at 3,350 GB/s = 4.107 ms.
  CHECK(least_decode(placed("H100", 1, "llama-3.1-8b", "fp16"), 1, 2048) ==
        doctest::Approx(4.107e-3).epsilon(2e-3));
}

TEST_CASE("no decode step of any catalogue model on any GPU beats the datasheet bandwidth") {
  int checked = 0;
  for (const std::string& gpu : catalog().ids(CatalogKind::accelerators)) {
    const auto a = std::get<Accelerator>(catalog().accelerator(gpu));
    if (!a.bandwidth || a.kind != Accelerator::Kind::gpu || !a.peak("fp16")) continue;
    int turn = 0;
    for (const std::string& model : catalog().ids(CatalogKind::models)) {
      const Replica r =
          replica(placed(gpu, 1 << (turn % 4), model, formats[turn % 4], all_engines[turn % 5]));
      ++turn;
      for (const double batch : {1.0, 32.0}) {
        const double t = seconds(decode_step(r, batch, tokens(2048)).time);
        CAPTURE(gpu);
        CAPTURE(model);
        CHECK(t >= least_decode(r.placement, batch, 2048));
        ++checked;
      }
    }
  }
  CHECK(checked > 3000);
}

TEST_CASE("no prefill beats the datasheet peak, however lucky the draw of the factors") {
  for (const std::string& gpu : catalog().ids(CatalogKind::accelerators)) {
    const auto a = std::get<Accelerator>(catalog().accelerator(gpu));
    if (!a.bandwidth || a.kind != Accelerator::Kind::gpu || !a.peak("fp16")) continue;
    for (const char* engine : {"vllm", "llama.cpp"}) {
      const Replica r = replica(placed(gpu, 1, "llama-3.1-8b", "fp16", engine));
      const double peak = std::max(a.peak("fp16")->base_units(),
                                   a.peak("fp16_accumulate16").value_or(FlopPerSecond(0.0)).base_units());
      const double flop = 2 * 6.98e9 * 4096;
      for (const double luck : {1.0, 0.01}) {
        CAPTURE(gpu);
        CHECK(seconds(prefill(r, tokens(4096), tokens(0), 1.0, {.decode = 1.0, .prefill = luck}).time) >=
              flop / peak);
      }
    }
  }
}

TEST_CASE("lucky factors cannot beat the roofline of a decode step") {
  const Replica r = replica(placed("H100", 1, "llama-3.1-8b", "fp16"));
  const double lucky = seconds(decode_step(r, 1.0, tokens(1024), {.decode = 0.01, .prefill = 0.01}).time);
  // 13.96 + 1.05 GB of weights and 0.13 GB of KV at 3,350 GB/s.
  CHECK(lucky == doctest::Approx((13.96 + 1.05 + 0.134) / 3350).epsilon(0.01));
}

TEST_CASE("every efficiency of every placement is at most 1") {
  for (const std::string& gpu : catalog().ids(CatalogKind::accelerators)) {
    const auto a = std::get<Accelerator>(catalog().accelerator(gpu));
    if (!a.bandwidth || a.kind != Accelerator::Kind::gpu || !a.peak("fp16")) continue;
    for (const char* engine : {"vllm", "tensorrt-llm", "lmdeploy", "llama.cpp", "exllamav2", "gpt-fast"}) {
      const Profile f = replica(placed(gpu, 1, "gpt-oss-120b", "mxfp4", engine)).online;
      CAPTURE(gpu);
      CAPTURE(engine);
      CHECK(f.weight_bandwidth <= f.bandwidth);
      CHECK(f.expert_bandwidth <= f.bandwidth);
      CHECK(f.kv_bandwidth <= f.bandwidth);
      CHECK(f.dense_rate <= f.peak_dense);
      CHECK(f.expert_rate <= f.peak_experts);
      CHECK(f.head_rate <= f.peak16);
      CHECK(f.attention_rate <= f.peak16);
      CHECK(f.weight_bandwidth > 0);
    }
  }
}

TEST_CASE("time rises with tokens, batch and context") {
  for (const char* model : {"llama-3.1-8b", "llama-3.1-70b", "mixtral-8x7b", "deepseek-r1", "gpt-oss-120b"}) {
    for (const char* engine : {"vllm", "llama.cpp"}) {
      const Replica r = replica(placed("H200", 8, model, "fp8", engine));
      CAPTURE(model);
      CAPTURE(engine);
      double before = 0;
      for (const double batch : {1.0, 2.0, 8.0, 32.0, 128.0, 512.0}) {
        const double t = seconds(decode_step(r, batch, tokens(1024)).time);
        CHECK(t > before);
        before = t;
      }
      before = 0;
      for (const double context : {16.0, 256.0, 4096.0, 65536.0}) {
        const double t = seconds(decode_step(r, 16.0, tokens(context)).time);
        CHECK(t > before);
        before = t;
      }
      before = 0;
      for (const double length : {16.0, 256.0, 2048.0, 16384.0}) {
        const double t = seconds(prefill(r, tokens(length)).time);
        CHECK(t > before);
        before = t;
      }
    }
  }
}

TEST_CASE("more bandwidth, compute or a faster link are never slower") {
  const Placement base = placed("H100", 4, "llama-3.1-70b", "fp8");
  const auto times = [](const Placement& p) {
    const Replica r = replica(p);
    return std::pair{seconds(decode_step(r, 32.0, tokens(2048)).time),
                     seconds(prefill(r, tokens(2048)).time)};
  };
  const auto before = times(base);
  Placement faster = base;
  faster.accelerator.bandwidth = 1.5 * *base.accelerator.bandwidth;
  CHECK(times(faster).first < before.first);
  CHECK(times(faster).second <= before.second);
  faster = base;
  for (auto& [format, peak] : faster.accelerator.peaks) peak = 1.5 * peak;
  CHECK(times(faster).first <= before.first);
  CHECK(times(faster).second < before.second);
  faster = base;
  faster.accelerator.link->bandwidth = 2.0 * base.accelerator.link->bandwidth;
  CHECK(times(faster).first < before.first);
  CHECK(times(faster).second < before.second);
}

TEST_CASE("one GPU pays no link, several do") {
  for (const char* engine : {"vllm", "gpt-fast", "mlc-llm"}) {
    const Replica one = replica(placed("A100 80GB", 1, "llama-2-7b", "fp16", engine));
    const Replica two = replica(placed("A100 80GB", 2, "llama-2-7b", "fp16", engine));
    const StepWork work = decode_work(1.0, 512.0);
    CHECK(seconds(step_time(one.shape, one.placement.parallel, one.online, work).communication) == 0);
    CHECK(seconds(step_time(two.shape, two.placement.parallel, two.online, work).communication) > 0);
  }
}

TEST_CASE("PCIe makes tensor parallelism dearer than NVLink does") {
  Placement pcie = placed("A100 SXM 80GB", 4, "llama-3.1-70b", "fp16");
  const double nvlink = seconds(decode_step(replica(pcie), 1.0, tokens(512)).time);
  pcie.accelerator.link = Link{.name = "PCIe 4.0 x16", .bandwidth = 32 * GB / second};
  CHECK(seconds(decode_step(replica(pcie), 1.0, tokens(512)).time) > nvlink);
}

TEST_CASE("a layer split works one GPU after another: no faster than one, apart from hops") {
  const auto time = [](int gpus) {
    return seconds(
        decode_step(replica(placed("RTX A6000", gpus, "llama-3-8b", "fp16", "llama.cpp")), 1.0, tokens(512))
            .time);
  };
  CHECK(time(4) > time(1));
  CHECK(time(4) < 1.1 * time(1));
  // Prompts of several micro-batches do gain: 16 micro-batches over 4 stages, ideal 16 x 4 / 19 = 3.4 times.
  const auto prompt = [](int gpus) {
    return seconds(
        prefill(replica(placed("RTX A6000", gpus, "llama-3-8b", "fp16", "llama.cpp")), tokens(8192)).time);
  };
  CHECK(prompt(1) / prompt(4) > 2.0);
  CHECK(prompt(1) / prompt(4) < 3.4);
}

TEST_CASE("a mixture reads the experts its tokens touch, in expectation") {
  // Mixtral, 2 of 8: one token touches 2/8 of the experts; four touch 1 - (3/4)^4 = 0.684 of them.
  const Replica r = replica(placed("H100", 2, "mixtral-8x7b", "fp8"));
  const auto weights = [&](double batch) {
    return seconds(step_time(r.shape, r.placement.parallel, r.online, decode_work(batch, 16.0)).weights);
  };
  const Profile& f = r.online;
  const double bytes = (r.shape.bytes_dense + r.shape.bytes_head) / 2 / f.weight_bandwidth;
  const double depth = f.depth * (r.shape.products.depth + r.shape.products.depth_cut / 2);
  const double dense = std::pow(std::pow(bytes, f.blend) + std::pow(depth, f.blend), 1 / f.blend);
  const double experts = r.shape.bytes_experts / 2 / f.expert_bandwidth + 32 * 8 * f.expert_touch;
  CHECK(weights(1) == doctest::Approx(dense + 0.25 * experts));
  CHECK(weights(4) == doctest::Approx(dense + (1 - 0.31640625) * experts));
  CHECK(weights(4096) == doctest::Approx(dense + experts));
}

TEST_CASE("RTX 4090 under vLLM: weights near 93 % of the bandwidth, KV reads faster for larger batches") {
  // A profile of the card measured 467 us for the weights of a Llama 3.1 8B layer, 433 us ideal, and KV reads
  // of 296, 604, 740 and 886 GB/s at context 1,024 and batches of 1, 8, 32, 128.
  const Replica r = replica(placed("RTX 4090", 1, "llama-3.1-8b", "bf16"));
  CHECK(r.online.weight_bandwidth / 1008e9 == doctest::Approx(0.93).epsilon(0.06));
  const double measured[] = {296, 604, 740, 886};
  double before = 0;
  int at = 0;
  for (const double batch : {1.0, 8.0, 32.0, 128.0}) {
    const StepWork work = decode_work(batch, 1024.0);
    const double rate = batch * read_bytes(r.shape, 1, 1024.0)[0] /
                        seconds(step_time(r.shape, r.placement.parallel, r.online, work).kv) / 1e9;
    CAPTURE(batch);
    CHECK(rate > before);
    CHECK(rate < 1008);
    if (batch > 1) CHECK(rate == doctest::Approx(measured[at]).epsilon(0.4));
    before = rate;
    ++at;
  }
}

TEST_CASE(
    "A100: KV reads reach 0.66 to 0.98 of the bandwidth at batches of 8 to 128, as measured for Llama 2 7B") {
  const Replica r = replica(placed("A100 SXM 80GB", 1, "llama-2-7b", "fp16"));
  for (const double batch : {8.0, 32.0, 128.0}) {
    const StepWork work = decode_work(batch, 1024.0);
    const double rate = batch * read_bytes(r.shape, 1, 1024.0)[0] /
                        seconds(step_time(r.shape, r.placement.parallel, r.online, work).kv);
    CAPTURE(batch);
    CHECK(rate / 2039e9 > 0.6);
    CHECK(rate / 2039e9 < 0.98);
  }
}
