#include <algorithm>
#include <cmath>
#include <vector>

#include "performance/memory.h"
#include "performance/memory_parts.h"
#include "placements.h"

using namespace llmtco;

namespace {

double gib(Bytes b) { return b / GiB; }

Placement with_share(Placement p, double share) {
  p.memory_share = share;
  return p;
}

/// A row of what vLLM 0.19 logs at start-up on H100 80 GB, GiB left for keys and values on each GPU
/// (llm-d-planner accuracy report of April 2026, by way of kv_room.csv).
struct Logged {
  const char *model, *format;
  int gpus;
  double share, room;
};
constexpr Logged logged[] = {
    {"llama-3.1-8b", "bf16", 1, 0.95, 58.1},  {"llama-3.1-8b", "bf16", 2, 0.95, 64.1},
    {"qwen2.5-7b", "bf16", 1, 0.95, 58.6},    {"qwen2.5-7b", "bf16", 2, 0.95, 64.2},
    {"qwen3-30b-a3b", "bf16", 1, 0.95, 15.4}, {"qwen2.5-72b", "bf16", 2, 0.95, 3.3},
    {"llama-3.3-70b", "fp8", 2, 0.95, 37.6},  {"gemma-3-12b", "bf16", 1, 0.95, 49.1},
    {"gemma-2-9b", "bf16", 1, 0.95, 54.1},    {"gemma-7b", "bf16", 1, 0.95, 55.5},
    {"phi-2", "bf16", 1, 0.95, 69.0},         {"codellama-7b", "bf16", 1, 0.95, 61.7},
    {"gpt-oss-20b", "mxfp4", 2, 0.90, 60.2},  {"llama-3.1-8b", "int8", 1, 0.95, 64.6}};

}  // namespace

TEST_CASE("room for keys and values is what vLLM logs, within 2 % in median and 8 % at worst") {
  std::vector<double> errors;
  for (const Logged& row : logged) {
    CAPTURE(row.model);
    CAPTURE(row.gpus);
    const Memory m = memory(with_share(placed("H100", row.gpus, row.model, row.format), row.share));
    CAPTURE(gib(m.kv_available));
    errors.push_back(std::abs(gib(m.kv_available) / row.room - 1));
    CHECK(errors.back() < 0.08);
    CHECK(gib(room_at(m, std::exp(2.5 * m.spread))) < row.room);
    CHECK(gib(room_at(m, std::exp(-2.5 * m.spread))) > row.room);
  }
  std::sort(errors.begin(), errors.end());
  CHECK(errors[errors.size() / 2] < 0.02);
}

TEST_CASE("where vLLM did not start, nothing fits, and near the edge that is a chance") {
  // 0.9 x 79.15 = 71.23 GiB; 67.71 of weights a GPU, 2.28 of activations, 2.08 of collectives: 0.84 are missing, so that
  // the last two have to be 0.81 times what is predicted: ln 0.81 / 0.08 = -2.7 standard deviations.
  const Memory at_90 = memory(placed("H100", 2, "qwen2.5-72b", "bf16"));
  CHECK_FALSE(at_90.fits);
  CHECK(gib(at_90.room) == doctest::Approx(-0.84).epsilon(0.05));
  CHECK(chance_of_fitting(at_90) > 0.0005);
  CHECK(chance_of_fitting(at_90) < 0.02);
  const Memory at_95 = memory(with_share(placed("H100", 2, "qwen2.5-72b", "bf16"), 0.95));
  CHECK(at_95.fits);
  CHECK(chance_of_fitting(at_95) > 0.999);
  CHECK(kv_room(at_90, Column(1.0)).base_units()[0] == 0);
  CHECK(kv_room(at_95, Column(1.0)).base_units()[0] == doctest::Approx(at_95.kv_available.base_units()));
  CHECK(kv_room(at_95, Column(1.1)).base_units()[0] < kv_room(at_95, Column(1.0)).base_units()[0]);
}

TEST_CASE("activations are those of the profiling run, by card and release") {
  // 1,024 x 128,256 x 14 B + 2 x 8,192 x 4,096 x 2 B = 1.839 + 0.134 GB = 1.837 GiB; logged 1.89 on one GPU, two and four.
  CHECK(gib(activations(placed("H100", 1, "llama-3.1-8b", "bf16"))) == doctest::Approx(1.837).epsilon(1e-3));
  CHECK(gib(activations(placed("H100", 4, "llama-3.1-8b", "bf16"))) == doctest::Approx(1.837).epsilon(1e-3));
  // Releases before 0.17 sorted the logits of every sequence: 38 B each. Qwen3 8B: 1,024 x 151,936 x 38 B + 0.13 GB =
  // 5.63 GiB; logged 5.64 with 0.16, 2.23 with 0.17.
  Placement old = placed("H100", 1, "qwen3-8b", "bf16", "vLLM 0.16.0");
  CHECK(gib(activations(old)) == doctest::Approx(5.63).epsilon(0.002));
  CHECK(gib(outside(old)) == doctest::Approx(0.13));
  CHECK(gib(activations(placed("H100", 1, "qwen3-8b", "bf16", "vLLM 0.17"))) ==
        doctest::Approx(2.154).epsilon(1e-3));
  // An A100 computes 2,048 tokens and 256 sequences at once: a quarter.
  CHECK(activations(placed("A100 80GB", 1, "llama-3.1-8b", "bf16")) * 4.0 ==
        activations(placed("H100", 1, "llama-3.1-8b", "bf16")));
  // Buffers of eight experts a token, of 2,048 numbers twice: 8,192 x 8 x 4,096 x 2 B = 0.5 GiB; logged 2.68 in all.
  CHECK(gib(activations(placed("H100", 1, "qwen3-30b-a3b", "bf16"))) == doctest::Approx(2.591).epsilon(1e-3));
  // llama.cpp: 512 x 128,256 x 4 B + 512 x 4,096 x 4 B = 258.5 MiB, as its log has it; Qwen2.5 7B 304 MiB.
  CHECK(activations(placed("RTX 4090", 1, "llama-3-8b", "q4_k_m", "llama.cpp")) / MiB ==
        doctest::Approx(258.5));
  CHECK(activations(placed("RTX 4090", 1, "qwen2.5-7b", "q4_k_m", "llama.cpp")) / MiB ==
        doctest::Approx(304));
}

TEST_CASE("engines take their share of different things") {
  const auto room = [](const char* engine) {
    return gib(memory(placed("H100", 1, "llama-3.1-8b", "bf16", engine)).room);
  };
  // vLLM: 0.9 x 79.148 - 14.957 - 1.837 - 0.26 = 54.18. TensorRT-LLM with logits of 256 sequences, so that a
  // layer counts, 8,192 x (3 x 14,336 + 4 x 4,096) x 2 B = 0.906 GiB: 0.9 x (79.148 - 14.957 - 0.906 - 0.6) = 56.42.
  CHECK(room("vllm") == doctest::Approx(54.18).epsilon(1e-3));
  CHECK(room("tensorrt-llm") == doctest::Approx(56.42).epsilon(1e-3));
  // SGLang: 1 - 13,440 / 81,559 = 0.8352 of 79.148 - 0.6, less weights: 50.65.
  CHECK(memory_share(placed("H100", 1, "llama-3.1-8b", "bf16", "sglang")) ==
        doctest::Approx(0.8352).epsilon(1e-4));
  CHECK(room("sglang") == doctest::Approx(50.65).epsilon(1e-3));
  // llama.cpp: 79.148 - 14.957 - 0.252 - 0.4 = 63.54.
  CHECK(room("llama.cpp") == doctest::Approx(63.54).epsilon(1e-3));
}

TEST_CASE("a share of the memory that is given takes the place of the engine's") {
  for (const char* engine : {"vllm", "tensorrt-llm", "sglang", "llama.cpp"}) {
    CAPTURE(engine);
    const Placement p = placed("H100", 1, "llama-3.1-8b", "bf16", engine);
    CHECK(memory(with_share(p, 0.7)).room < memory(with_share(p, 0.8)).room);
    CHECK(memory(with_share(p, memory_share(p))).room == memory(p).room);
  }
}

TEST_CASE("programs get what the driver leaves: 0.3 GiB and 0.25 % less under CUDA") {
  const auto given = [](const char* gpu) {
    return gib(given_to_programs(std::get<Accelerator>(catalog().accelerator(gpu))));
  };
  // Totals in messages of PyTorch: 79.19, 23.64, 22.03 to 22.17, 139.72 to 139.81, 178.35, 31.36, 44.39 to 44.53.
  CHECK(given("H100") == doctest::Approx(79.19).epsilon(0.002));
  CHECK(given("RTX 4090") == doctest::Approx(23.64).epsilon(0.002));
  CHECK(given("L4") == doctest::Approx(22.1).epsilon(0.004));
  CHECK(given("H200") == doctest::Approx(139.76).epsilon(0.001));
  CHECK(given("B200") == doctest::Approx(178.35).epsilon(0.001));
  CHECK(given("L40S") == doctest::Approx(44.5).epsilon(0.003));
  CHECK(given("MI300X") == doctest::Approx(191.98).epsilon(0.001));
}

TEST_CASE("keys and values have 16 bits whatever the weights, unless the checkpoint carries scales") {
  for (const char* engine : {"vllm", "sglang", "tgi"}) {
    CAPTURE(engine);
    CHECK(placed("H100", 1, "llama-3.1-8b", "fp8", engine).kv_bits == 16);
  }
  CHECK(placed("B200", 1, "llama-3.1-8b", "nvfp4").kv_bits == 16);
  CHECK(placed("H100", 1, "llama-3.1-8b", "q4_k_m", "llama.cpp").kv_bits == 16);
  const Placement trt = placed("H100", 1, "llama-3.1-8b", "fp8", "tensorrt-llm");
  CHECK(trt.kv_format == "fp8");
  CHECK(trt.kv_bits == 8);
  CHECK(placed("H100", 1, "llama-3.1-8b", "bf16", "tensorrt-llm").kv_bits == 16);
}

TEST_CASE("formats of the cache have the scales of their blocks, and an engine only those it offers") {
  Placement p = placed("RTX 4090", 1, "llama-3.1-8b", "q4_k_m", "llama.cpp");
  // 34 B, 24, 22, 20 and 18 for 32 numbers.
  for (const auto& each : {std::pair{"q8_0", 34}, std::pair{"q5_1", 24}, std::pair{"q5_0", 22},
                           std::pair{"q4_1", 20}, std::pair{"q4_0", 18}}) {
    const char* const format = each.first;
    const int bytes = each.second;
    CAPTURE(format);
    CHECK(set_kv_format(p, format));
    CHECK(p.kv_bits * 32 / 8 == doctest::Approx(bytes));
    CHECK(memory(p).kv_per_token / (byte / token) == doctest::Approx(65'536.0 * bytes / 32));
  }
  CHECK_FALSE(set_kv_format(p, "fp8"));
  CHECK(p.kv_format == "q4_0");
  CHECK(p.engine.kv_cache.offered() == "fp16, bf16, fp32, q8_0, q5_1, q5_0, q4_1, q4_0 and iq4_nl");
}

TEST_CASE("versions are compared number by number") {
  CHECK(older_version("0.9.1", "0.17"));
  CHECK(older_version("0.16.0", "0.17"));
  CHECK_FALSE(older_version("0.17.0", "0.17"));
  CHECK_FALSE(older_version("1.0.0rc3", "0.21"));
  CHECK(older_version("0.17rc1", "0.18"));
}

TEST_CASE(
    "over the whole catalogue: parts add up, nothing is used that the driver has not, more cards leave more "
    "room") {
  const std::vector<std::string> models = catalog().ids(CatalogKind::models);
  std::size_t turn = 0;
  for (const char* engine : {"vllm", "tensorrt-llm", "sglang", "llama.cpp"}) {
    for (const std::string& gpu : catalog().ids(CatalogKind::accelerators)) {
      const auto a = std::get<Accelerator>(catalog().accelerator(gpu));
      if (a.kind == Accelerator::Kind::system || a.kind == Accelerator::Kind::cpu) continue;
      // Every eighth model, beginning with another one each time, so that all are seen.
      for (std::size_t i = turn++ % 8; i < models.size(); i += 8) {
        const std::string& model = models[i];
        Bytes before = -1e6 * GB;
        for (const int gpus : {2, 4, 8}) {
          const Memory m = memory_use(placed(gpu, gpus, model, "fp16", engine));
          const Bytes parts = m.weights + m.draft + m.activations + m.reserve + m.kv_available;
          const bool adds_up = !m.fits || std::abs(parts / m.usable - 1) < 1e-9;
          const bool within = m.driver + m.usable <= 1.000000001 * m.total && m.kv_available <= m.total;
          // SGLang keeps 128 MiB more back for each GPU, which is more than a share of a model below 2B.
          const bool rises =
              m.room >= before - (std::string_view(engine) == "sglang" ? gpus / 2 * 128.0 : 0.001) * MiB;
          if (adds_up && within && rises) {
            before = m.room;
            continue;
          }
          CAPTURE(engine);
          CAPTURE(gpu);
          CAPTURE(model);
          CAPTURE(gpus);
          CHECK(adds_up);
          CHECK(within);
          CHECK(rises);
        }
      }
    }
  }
}

TEST_CASE("a longer request keeps more, unless all its layers have a window") {
  for (const std::string& id : catalog().ids(CatalogKind::models)) {
    CAPTURE(id);
    const Placement p = placed("H200", 8, id, "fp16");
    const auto kept = [&](double tokens) {
      return kv_bytes(p, Drawn<Tokens>(Column(tokens))).base_units()[0];
    };
    const bool only_windows = p.model.sliding_window && p.model.sliding_window->layers == p.model.layers;
    CHECK(kept(1000) > kept(500));
    if (!only_windows) CHECK(kept(200'000) > kept(100'000));
  }
}
