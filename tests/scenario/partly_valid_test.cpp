#include <doctest/doctest.h>

#include "calibrations.h"
#include "reading.h"

using namespace llmtco;

namespace {

/// The made-up machine with two valid thread counts: q4 on one thread as fast as f16 by bytes, 19 GB/s.
Calibration both_threads() {
  Calibration c = cpu_calibration();
  c.bench.limits.push_back({1, {20, 19, 18, 20, 20}, {450, 440, 430, 450, 20}, {115, 110, 105, 115, 20}});
  for (std::size_t i = 0; i < 3; ++i) {
    kernel::BenchPoint point = c.bench.points[i];
    point.format = kernel::Format::q4;
    c.bench.points.push_back(point);
  }
  c.bench.fits.push_back(
      {kernel::Format::q4, 1, {0.06, 0.058, 0.062}, {0.003, 0.0029, 0.0031}, {2, 1.8, 2.2}, 0.03, 7});
  return c;
}

/// An own server on that machine.
Result answer_with(const Calibration& c) {
  Folder folder;
  folder.write("c.json", calibration_json(c));
  return answer(
      "scenario: A test\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n  chat: {requests: 20k/month, "
      "input_tokens: 900, output_tokens: 200}\noptions:\n  x: {kind: owned, model: llama-3.1-8b, format: "
      "gguf-q4_0, engine: llama.cpp, accelerator: machine-" +
          c.fingerprint.substr(0, 12) +
          ", gpus_per_replica: 1, replicas: 1, purchase: $3600, life: 36 months, power: 200 W, calibration: "
          "{file: c.json, use: absolute}}\n",
      {}, folder.path());
}

}  // namespace

TEST_CASE(
    "a server is priced with the most threads that were measured, without a word, where they are valid") {
  const Result result = answer_with(both_threads());
  CHECK(result.warnings.empty());
  CHECK(option(result, "x").speed_detail.find("q4, 2 threads of Test CPU, c.json") == 0);
}

TEST_CASE("a server priced at one thread's speeds, since those of two are not valid, says so") {
  Calibration busy = both_threads();
  refuse_threads(2, busy);
  busy.reasons = busy.bench.reasons = {"interrupted by others"};
  const Result result = answer_with(busy);
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings[0].find(
            "c.json: the speeds are those of q4, 1 thread, less than the machine does: with 2 "
            "threads they are not valid: interrupted by others") != std::string::npos);
  const OptionResult x = option(result, "x");
  CHECK(x.speed_detail.find("q4, 1 thread of Test CPU, c.json") == 0);
  // One token: 4.373 GB x 0.06 s/GB = 0.26238 s to read, 15.01 Gop x 0.003 = 0.04503 s to multiply, p = 2: 0.26622
  // s; and 1,000 tokens of keys and values, 0.131 GB at 19 GB/s, 6.9 ms. Times 1.08.
  CHECK(x.find(measures::tpot.p50)->p50.value == doctest::Approx(0.2731 * 1.08).epsilon(0.02));
}
