#include "calibration/cpu_server.h"

#include <doctest/doctest.h>

#include <cmath>

#include "measured.h"
#include "performance/memory.h"

using namespace llmtco;

namespace {

Replica measured_replica(const std::string& format) {
  const Calibration c = cpu_calibration();
  const Placement p = on_cpu(c, format);
  return cpu_replica(p, std::get<CpuRates>(measured_rates(c.bench, p.format)));
}

double step(const Replica& r, double batch, double context, const Factors& factors = {}) {
  return decode_step(r, batch, Drawn<Tokens>(Column(context)), factors).time.base_units()[0];
}

}  // namespace

TEST_CASE("a step on a CPU: weights read, weights multiplied, keys and values read") {
  // Llama 3.1 8B in Q4_0: 6.980e9 weights of the layers in 4.5 bits, an eighth of ffn_down, 0.235e9, in half a
  // bit more, 0.5253e9 of the head in 6.5625, norms: 3.926 + 0.015 + 0.431 + 0.001 = 4.373 GB x 0.033 s/GB =
  // 0.14430 s to read; 15.01 Gop a token x 0.0015 s = 0.022515 s to multiply; p = 2: sqrt(0.14430^2 +
  // 0.022515^2) = 0.14604 s.
  const Replica r = measured_replica("gguf-q4_0");
  CHECK(step(r, 1, 0) == doctest::Approx(0.14604).epsilon(1e-3));
  // 16 tokens: 0.36024 s to multiply, sqrt(0.14430^2 + 0.36024^2) = 0.38807 s.
  CHECK(step(r, 16, 0) == doctest::Approx(0.38807).epsilon(1e-3));
  // 10,000 tokens of context are 131,072 B each: 1.311 GB at the memory's 30 GB/s = 0.0437 s more.
  CHECK(step(r, 1, 10000) - step(r, 1, 0) == doctest::Approx(0.043691).epsilon(1e-3));
}

TEST_CASE("keys and values wait for the products on them where those are slower than the memory") {
  // Four FLOP a byte (32 heads share 8): 30 GB/s need 120 GFLOP/s. At 0.0125 s/Gop there are 80: 20 GB/s.
  Calibration c = cpu_calibration();
  for (kernel::BenchFit& fit : c.bench.fits) {
    if (fit.format == kernel::Format::f16) fit.t_c_s_per_Gop = {0.0125, 0.012, 0.013};
  }
  const Placement p = on_cpu(c, "gguf-q4_0");
  const Replica r = cpu_replica(p, std::get<CpuRates>(measured_rates(c.bench, p.format)));
  CHECK(step(r, 1, 10000) - step(r, 1, 0) == doctest::Approx(1.31072 / 20).epsilon(1e-3));
}

TEST_CASE("each factor of a part moves its part, and p the blend") {
  const Replica r = measured_replica("gguf-q4_0");
  const auto with = [&](auto set) {
    Factors factors;
    set(factors.parts);
    return step(r, 16, 1000, factors);
  };
  const double before = step(r, 16, 1000);
  CHECK(with([](PartFactors& f) { f.weights = 1.2; }) > before);
  CHECK(with([](PartFactors& f) { f.compute = 1.2; }) > before);
  CHECK(with([](PartFactors& f) { f.kv = 1.2; }) - before ==
        doctest::Approx(0.2 * 16 * 0.131072 / 30).epsilon(1e-6));
  // p = 1: reading and multiplying take turns, 0.14430 + 0.36024 s.
  CHECK(with([](PartFactors& f) { f.blend = 1.0; }) - before ==
        doctest::Approx(0.50454 - 0.38807).epsilon(1e-3));
}

TEST_CASE("weights, keys and values must fit the machine's memory") {
  const Calibration c = cpu_calibration();
  const Memory small = memory(on_cpu(c, "gguf-q4_0"));
  CHECK(small.fits);
  CHECK(small.reserve / GB == doctest::Approx(2));
  // 64 GB less 4.67 of weights, 2 of system and engine, and 0.27 for the logits of 512 tokens.
  CHECK(small.kv_available / GB == doctest::Approx(57.06).epsilon(0.001));
  Placement large = on_cpu(c, "fp16");
  large.model = std::get<Model>(catalog().model("llama-3.1-70b"));
  CHECK_FALSE(memory(large).fits);
  CHECK(memory(large).reason.find("weights need 141 GB, Test CPU has 64 GB (") == 0);
}

TEST_CASE("rates that were not measured are named") {
  Calibration c = cpu_calibration();
  const WeightFormat q4 = std::get<WeightFormat>(catalog().format("gguf-q4_0"));
  c.bench.limits.clear();
  CHECK(std::get<std::string>(measured_rates(c.bench, q4)) ==
        "the memory's speed at 2 threads was not measured");
  std::erase_if(c.bench.fits, [](const kernel::BenchFit& f) { return f.format == kernel::Format::f16; });
  CHECK(std::get<std::string>(measured_rates(c.bench, q4)) ==
        "attention is computed in f16: f16 was not measured");
}

TEST_CASE("a CPU known by its datasheet: shares of bandwidth and peak, and a measured ratio of formats") {
  Accelerator cpu;
  cpu.bandwidth = 100e9 * byte / second;
  cpu.peaks = {{"fp16", FlopPerSecond(2e12)}, {"int8", FlopPerSecond(8e12)}};
  const WeightFormat q4 = std::get<WeightFormat>(catalog().format("gguf-q4_0"));
  const CpuRates rates = datasheet_rates(cpu, q4);
  CHECK(rates.weights_s_per_GB.value == doctest::Approx(1 / 78.0));
  CHECK(rates.weights_s_per_GB.low == doctest::Approx(1 / 92.0));
  CHECK(rates.compute_s_per_Gop.value == doctest::Approx(1 / 4000.0));
  CHECK(rates.attention_s_per_Gop.value == doctest::Approx(1 / 1000.0));
  // 3.56 times fewer bytes, only 3.2 times faster: 1.11 times as long a GB.
  const CpuRates slower = with_ratio(rates, 4.5, {3.2, 3.1, 3.3});
  CHECK(slower.weights_s_per_GB.value == doctest::Approx(16 / 4.5 / 3.2 / 78));
  CHECK(slower.weights_s_per_GB.high / slower.weights_s_per_GB.low >
        rates.weights_s_per_GB.high / rates.weights_s_per_GB.low);
}

TEST_CASE("weight formats and the kernel's") {
  const auto like = [](const char* name) {
    return kernel_format_of(std::get<WeightFormat>(catalog().format(name)));
  };
  CHECK(like("fp16") == kernel::Format::f16);
  CHECK(like("gguf-q8_0") == kernel::Format::q8);
  CHECK(like("gguf-q4_k_m") == kernel::Format::q4);
  CHECK(like("gguf-q2_k") == kernel::Format::q2);
  CHECK_FALSE(like("gguf-q6_k"));
  CHECK_FALSE(like("fp8"));
}
