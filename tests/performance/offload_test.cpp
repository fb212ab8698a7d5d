#include "performance/host_offload.h"

#include "performance/legality.h"
#include "performance/longest_request.h"
#include "performance/predict.h"
#include "performance/suggestions.h"
#include "performance/work.h"
#include "placements.h"

using namespace llmtco;

namespace {

Placement on_host(Placement p, int layers, int experts = 0, double gb_s = 83, double gb = 128) {
  p.host =
      Host{.layers = layers, .experts = experts, .bandwidth = gb_s * 1e9 * byte / second, .memory = gb * GB};
  return p;
}

Placement llama_cpp(std::string_view model, std::string_view format, int gpus = 1) {
  return placed("rtx-4090", gpus, model, format, "llama.cpp");
}

double tokens_a_second(const Placement& p, double batch = 1) {
  return batch / seconds(decode_step(replica(p), batch, tokens(256)).time);
}

StepTime step(const Placement& p, const StepWork& work) {
  const Replica r = replica(p);
  return step_time(r.shape, r.placement.parallel, r.online, work);
}

std::string reason(const Placement& p) { return refusals(p).empty() ? "" : refusals(p).front().reason; }

Query asked_with_host(Placement p) {
  Query query;
  query.placement = std::move(p);
  return query;
}

}  // namespace

TEST_CASE(
    "layers on the host take their weights, keys and values there; the head stays and the embedding goes") {
  // 8 of 32 layers: 24/32 x 13.96 + 1.05 GB on the GPU, 8/32 x 13.96 + 1.05 GB on the host; 131,072 B a token.
  const Placement p = on_host(llama_cpp("llama-3.1-8b", "fp16"), 8);
  const Shape whole = shape_of(p), gpu = on_gpus(whole), host = llmtco::on_host(whole);
  CHECK(gpu.bytes() == doctest::Approx(0.75 * 13.96e9 + 1.05e9).epsilon(1e-3));
  CHECK(host.bytes() == doctest::Approx(0.25 * 13.96e9 + 1.05e9).epsilon(1e-3));
  CHECK(gpu.bytes() + host.bytes() == doctest::Approx(whole.bytes()));
  CHECK(memory(p).kv_per_token / (byte / token) == doctest::Approx(98'304));
  CHECK((host_kv_bytes(p, tokens(1)) / byte)[0] == doctest::Approx(32'768));
}

TEST_CASE("a token waits for the host to read its layers after the GPU has read its own") {
  // 3.490 GB / (0.78 x 83 GB/s) = 53.9 ms read, 2 x 1.745e9 / (15 x 83e9) = 2.8 ms computed:
  // (53.9^1.5 + 2.8^1.5)^(2/3) = 54.3 ms, and 2 x 25 us of hand-overs.
  const Placement p = on_host(llama_cpp("llama-3.1-8b", "fp16"), 8);
  const StepTime t = step(p, decode_work(1.0, 0.0));
  CHECK(seconds(t.host) == doctest::Approx(0.0544).epsilon(0.003));
  CHECK(bound_of(t) == Bound::host);
  CHECK(seconds(t.weights) ==
        doctest::Approx((0.75 * 13.96 + 1.05) / (13.96 + 1.05) *
                        seconds(step(llama_cpp("llama-3.1-8b", "fp16"), decode_work(1.0, 0.0)).weights))
            .epsilon(1e-3));
  // Twice the bandwidth, half of all but the hand-overs.
  const StepTime faster = step(on_host(llama_cpp("llama-3.1-8b", "fp16"), 8, 0, 166), decode_work(1.0, 0.0));
  CHECK(seconds(faster.host) - 50e-6 == doctest::Approx(0.5 * (seconds(t.host) - 50e-6)));
}

TEST_CASE(
    "a prompt takes the host's weights over the link once in 512 tokens, and the GPU computes all layers") {
  // 3.490 GB / (0.6 x 32 GB/s of PCIe 4.0 x16) = 182 ms; two micro-batches of 512 take twice that.
  const Placement p = on_host(llama_cpp("llama-3.1-8b", "fp16"), 8),
                  plain = llama_cpp("llama-3.1-8b", "fp16");
  const StepTime t = step(p, prompt_work(512.0, 0.0, 1.0));
  CHECK(seconds(t.host) == doctest::Approx(0.1818).epsilon(0.003));
  CHECK(seconds(t.compute) == doctest::Approx(seconds(step(plain, prompt_work(512.0, 0.0, 1.0)).compute)));
  const double more =
      seconds(prefill(replica(p), tokens(1024)).time) - seconds(prefill(replica(plain), tokens(1024)).time);
  CHECK(more == doctest::Approx(2 * 0.1818).epsilon(0.01));
  // Of fewer than 32 tokens the host computes its part itself.
  CHECK(seconds(step(p, prompt_work(31.0, 0.0, 1.0)).host) < 0.15);
}

TEST_CASE("the more stays on the host, the more fits and the slower it is; the roofline holds") {
  for (const char* model : {"llama-3.3-70b", "mixtral-8x7b"}) {
    CAPTURE(model);
    double slower = 1e9, room = -1e12;
    for (const int layers : {1, 8, 20, 32}) {
      CAPTURE(layers);
      const Placement p = on_host(llama_cpp(model, "q4_k_m"), layers);
      const Replica r = replica(p);
      CHECK(tokens_a_second(p) < slower);
      CHECK(memory(p).room / byte > room);
      slower = tokens_a_second(p);
      room = memory(p).room / byte;
      for (const double batch : {1.0, 31.0, 32.0, 64.0}) {
        const StepWork work = decode_work(batch, 512.0);
        CHECK(seconds(step_time(r.shape, r.placement.parallel, r.online, work).total) >=
              seconds(roofline(r.shape, r.placement.parallel, r.online, work)));
      }
    }
  }
}

TEST_CASE("published speeds of models that are half on the host") {
  // Llama 3.3 70B with half of its layers beside an RTX 4090, DDR5 of 83 GB/s: 2 to 3 tokens/s.
  const Placement dense = on_host(llama_cpp("llama-3.3-70b", "q4_k_m"), 42, 0, 83, 64);
  REQUIRE(memory(dense).fits);
  CHECK(tokens_a_second(dense) > 2);
  CHECK(tokens_a_second(dense) < 3);
  // gpt-oss-120b, whose 16-bit files keep its experts in MXFP4, with those on the host: 20 to 35.
  const Placement mixture = on_host(llama_cpp("gpt-oss-120b", "fp16"), 0, 36);
  REQUIRE(memory(mixture).fits);
  CHECK(tokens_a_second(mixture) > 20);
  CHECK(tokens_a_second(mixture) < 35);
  // gpt-oss-20b, all 24 layers of experts on a Ryzen 7950X beside an RTX 4080: 34 (ikawrakow/ik_llama.cpp, 841).
  const Placement small = on_host(placed("rtx-4080", 1, "gpt-oss-20b", "fp16", "llama.cpp"), 0, 24);
  CHECK(tokens_a_second(small) == doctest::Approx(34).epsilon(0.15));
}

TEST_CASE("the host's memory is asked as the GPU's is, and the reason says which of them does not do") {
  const Placement small = on_host(llama_cpp("llama-3.3-70b", "q4_k_m"), 42, 0, 83, 16);
  CHECK_FALSE(memory(small).fits);
  CHECK(memory(small).reason.find("the host's part of Llama 3.3 70B") == 0);
  CHECK(memory(small).reason.find("it has 16 GB") != std::string::npos);
  // 32,768 B a token on the host: 26.5 GB hold what 24 GB of the card do not need to.
  const double much =
      largest_batch(on_host(llama_cpp("llama-3.1-8b", "fp16"), 8, 0, 83, 64), tokens(4096))[0];
  const double less = largest_batch(on_host(llama_cpp("llama-3.1-8b", "fp16"), 8, 0, 83, 7), tokens(4096))[0];
  // 7 - 2 - 4.54 = 0.46 GB / (4,096 x 32,768 B) = 3.
  CHECK(less == 3);
  CHECK(much > less);
}

TEST_CASE("what does not fit may stay on the host, and what is said would do does") {
  for (const auto& [model, format, key] : {std::tuple{"llama-3.3-70b", "q4_k_m", "host_layers"},
                                           std::tuple{"gpt-oss-120b", "fp16", "host_experts"}}) {
    const Placement p = llama_cpp(model, format);
    const std::vector<Suggestion> all = enough_memory(p);
    REQUIRE(!all.empty());
    CHECK(all.back().text.find(key) != std::string::npos);
    CHECK(memory(p).reason.find(all.back().text) != std::string::npos);
    Placement other = all.back().placement;
    CHECK(starts(other));
    CHECK(memory(other).fits);
    --(other.host->layers > 0 ? other.host->layers : other.host->experts);  // it is the least
    CHECK_FALSE(memory(other).fits);
  }
  CHECK(enough_memory(placed("rtx-4090", 1, "llama-3.3-70b", "awq-4bit-g128")).back().placement.host ==
        std::nullopt);
}

TEST_CASE("engines that keep nothing on a host, and more than there is, are refused") {
  CHECK(reason(on_host(placed("rtx-4090", 1, "llama-3.1-8b", "fp16"), 4)) ==
        "vLLM keeps no part of a model in the host's memory");
  CHECK(reason(on_host(llama_cpp("llama-3.1-8b", "fp16"), 33)) ==
        "Llama 3.1 8B has 32 layers, so that 33 cannot stay on the host");
  CHECK(reason(on_host(llama_cpp("llama-3.1-8b", "fp16"), 0, 4)) ==
        "Llama 3.1 8B has no experts that could stay on the host");
  CHECK(reason(on_host(llama_cpp("gpt-oss-120b", "fp16"), 0, 37)).find("has 36 layers with experts") !=
        std::string::npos);
  CHECK(reason(on_host(llama_cpp("llama-3.1-8b", "fp16", 2), 31)) ==
        "31 of 32 layers on the host leave 1 for 2 stages");
  CHECK(starts(on_host(llama_cpp("llama-3.1-8b", "fp16"), 32)));
}

TEST_CASE("speeds with a host are assumed, and their intervals wider") {
  const auto width = [](const Placement& p) {
    const Prediction out = predict(asked_with_host(p));
    return std::pair{out.numbers.front().p95 / out.numbers.front().p5, out.source.kind};
  };
  const auto plain = width(llama_cpp("llama-3.1-8b", "q4_k_m")),
             host = width(on_host(llama_cpp("llama-3.1-8b", "q4_k_m"), 8));
  CHECK(host.first > plain.first);
  CHECK(plain.second == "fitted");
  CHECK(host.second == "assumed");
}
