#include <functional>

#include "performance/load.h"
#include "placements.h"

using namespace llmtco;

namespace {

/// GPUs of the catalogue whose datasheet has what the formulas need.
std::vector<Accelerator> gpus() {
  std::vector<Accelerator> out;
  for (const std::string& id : catalog().ids(CatalogKind::accelerators)) {
    auto a = std::get<Accelerator>(catalog().accelerator(id));
    if (a.bandwidth && a.kind == Accelerator::Kind::gpu && a.peak("fp16")) out.push_back(std::move(a));
  }
  return out;
}

/// Whether a time never falls over rising arguments.
bool rises(const std::vector<double>& arguments, const std::function<double(double)>& time) {
  double before = 0;
  for (const double x : arguments) {
    const double t = time(x);
    if (!(t >= before * (1 - 1e-9))) return false;
    before = t;
  }
  return true;
}

const char* const engines[] = {"vllm", "tensorrt-llm", "llama.cpp", "sglang"};

}  // namespace

TEST_CASE("for every model, time rises with tokens, batch, context and requests in flight") {
  const std::vector<Accelerator> all = gpus();
  std::size_t turn = 0;
  for (const std::string& model : catalog().ids(CatalogKind::models)) {
    const Accelerator& gpu = all[turn % all.size()];
    const Replica r = replica(placed(gpu.id, 8, model, turn % 2 == 0 ? "fp8" : "fp16", engines[turn % 4]));
    ++turn;
    CAPTURE(model);
    CAPTURE(gpu.id);
    CHECK(rises({1, 2, 8, 32, 128, 512},
                [&](double n) { return seconds(decode_step(r, n, tokens(1024)).time); }));
    CHECK(rises({16, 256, 4096, 65536},
                [&](double n) { return seconds(decode_step(r, 16.0, tokens(n)).time); }));
    CHECK(rises({16, 256, 2048, 16384}, [&](double n) { return seconds(prefill(r, tokens(n)).time); }));
    CHECK(
        rises({1, 4, 16, 64}, [&](double n) { return seconds(closed_loop(r, lengths(512, 128), n).ttft); }));
    CHECK(
        rises({1, 4, 16, 64}, [&](double n) { return seconds(closed_loop(r, lengths(512, 128), n).tpot); }));
  }
}

TEST_CASE("on every GPU, more bandwidth, compute or link is never slower") {
  for (const Accelerator& gpu : gpus()) {
    for (const char* engine : {"vllm", "llama.cpp"}) {
      const Placement base = placed(gpu.id, 4, "llama-3.1-8b", "fp16", engine);
      const auto slower = [&](const Placement& p) {
        const Replica r = replica(p), b = replica(base);
        return seconds(decode_step(r, 8.0, tokens(1024)).time) >
                   seconds(decode_step(b, 8.0, tokens(1024)).time) * (1 + 1e-9) ||
               seconds(prefill(r, tokens(1024)).time) > seconds(prefill(b, tokens(1024)).time) * (1 + 1e-9);
      };
      CAPTURE(gpu.id);
      CAPTURE(engine);
      Placement faster = base;
      faster.accelerator.bandwidth = 1.5 * *gpu.bandwidth;
      CHECK_FALSE(slower(faster));
      faster = base;
      for (auto& [format, peak] : faster.accelerator.peaks) peak = 1.5 * peak;
      CHECK_FALSE(slower(faster));
      if (!gpu.link) continue;
      faster = base;
      faster.accelerator.link->bandwidth = 2.0 * gpu.link->bandwidth;
      CHECK_FALSE(slower(faster));
    }
  }
}

TEST_CASE("on every GPU, one of them pays no link and two do") {
  for (const Accelerator& gpu : gpus()) {
    CAPTURE(gpu.id);
    const StepWork one_token{.sequences = 1.0, .heads = 1.0};
    const auto link = [&](int n) {
      const Replica r = replica(placed(gpu.id, n, "llama-3.1-8b", "fp16", "vllm"));
      return seconds(step_time(r.shape, r.placement.parallel, r.online, one_token).communication);
    };
    CHECK(link(1) == 0);
    CHECK(link(2) > 0);
  }
}

TEST_CASE("four-bit floats multiply in the units a GPU has") {
  // MXFP4 experts: 16 bits on Hopper (989 TFLOP/s), MXFP8 activations on Blackwell (4.5 PFLOP/s); NVFP4: four
  // bits.
  const auto experts = [](const char* gpu, const char* format) {
    return replica(placed(gpu, 1, "gpt-oss-120b", format, "vllm")).online.peak_experts;
  };
  const auto peak = [](const char* gpu, const char* format) {
    return std::get<Accelerator>(catalog().accelerator(gpu)).peak(format)->base_units();
  };
  CHECK(experts("H100", "mxfp4") == peak("H100", "fp16"));
  CHECK(experts("B200", "mxfp4") == peak("B200", "fp8"));
  CHECK(experts("B200", "nvfp4") == peak("B200", "fp4"));
  CHECK(experts("A100 80GB", "fp8") == peak("A100 80GB", "fp16"));
}

TEST_CASE("the start of a closed loop makes requests wait for half of those that arrive with them") {
  // TTFT(N) - TTFT(1) = first_wave x (N - 1) / 2 x one prompt's step, beside the longer decode step.
  const Replica r = replica(placed("H100", 1, "llama-3.1-8b", "bf16", "vllm"));
  const auto at = [&](double n) { return closed_loop(r, lengths(4096, 256), n); };
  const auto step = [&](double n) { return seconds(decode_step(r, n, tokens(4096 + 128)).time); };
  const double grown = seconds(at(16).ttft) - step(16) - (seconds(at(1).ttft) - step(1));
  const double grown_twice = seconds(at(31).ttft) - step(31) - (seconds(at(1).ttft) - step(1));
  CHECK(grown_twice == doctest::Approx(2 * grown));
  CHECK(grown / (0.5 * r.online.first_wave * 15) > seconds(prefill(r, tokens(4096)).time) * 0.8);
}
