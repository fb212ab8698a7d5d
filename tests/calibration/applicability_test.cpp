#include "calibration/applicability.h"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "calibration/calibration_report.h"
#include "calibration/engine_fit.h"
#include "measured.h"
#include "performance/factors.h"

using namespace llmtco;

namespace {

Observation decode(double gigabytes, double seconds, const std::string& format = "F16",
                   const std::string& model = "m") {
  Observation o;
  o.id = model;
  o.metric = "decode_tok_s";
  o.hardware = "RTX 4090";
  o.model = model;
  o.format = format;
  o.engine = "llama.cpp";
  o.weight_bytes = gigabytes * 1e9;
  o.params_b = 8;
  o.value = {1 / seconds, 1 / seconds, 1 / seconds, 1 / seconds, 1};
  return o;
}

Applicable taken(const Calibration& c, CalibrationUse use, const Placement& p,
                 const std::string& fingerprint = "") {
  const auto answer = applicable(c, use, {.placement = p, .catalog = catalog(), .fingerprint = fingerprint});
  if (const auto* refused = std::get_if<NotApplicable>(&answer)) FAIL(refused->reason);
  return std::get<Applicable>(answer);
}

std::string refusal(const Calibration& c, CalibrationUse use, const Placement& p,
                    const std::string& fingerprint = "") {
  const auto answer = applicable(c, use, {.placement = p, .catalog = catalog(), .fingerprint = fingerprint});
  const auto* refused = std::get_if<NotApplicable>(&answer);
  return refused == nullptr ? "" : refused->reason;
}

/// Rows of a card as calibrate makes them.
Calibration rows_calibration() {
  Calibration c =
      calibration_from("rows", "2026-11-20", {decode(16, 0.02, "F16", "a"), decode(5, 0.008, "Q4_K_M", "a")});
  c.speed_model = shipped_coefficients().as_of();
  c.speed_factors = {
      {"rtx-4090", "llama.cpp", "decode", "", "", {1.1, 1.0, 1.2}, 2, 0.2},
      {"rtx-4090", "llama.cpp", "decode", "llama-3.1-8b", "gguf-q4_k_m", {1.3, 1.2, 1.4}, 1, 0.5}};
  return c;
}

}  // namespace

TEST_CASE("the form carries over to any hardware: p of the measured format nearest in bits") {
  const Calibration c = cpu_calibration();
  CHECK(taken(c, CalibrationUse::form, placed("h100-80-sxm", "fp8")).p->value == 1.4);  // q8
  CHECK(taken(c, CalibrationUse::form, placed("h100-80-sxm", "awq-4bit-g128")).p->value == 2);
  const Applicable f16 = taken(c, CalibrationUse::form, placed("a100-80-sxm", "fp16"));
  CHECK(f16.p->value == 1.25);
  CHECK(f16.of == "f16, 2 threads of Test CPU");
  CHECK(f16.provenance == Provenance::fitted);
  CHECK(refusal(rows_calibration(), CalibrationUse::form, placed("a100-80-sxm", "fp16")) ==
        "the calibration holds no blend of memory and compute time");
}

TEST_CASE("ratios of a CPU hold for CPUs, ratios of rows for their accelerator and its class") {
  const Calibration c = cpu_calibration();
  CHECK(refusal(c, CalibrationUse::ratios, placed("h100-80-sxm", "awq-4bit-g128")) ==
        "ratios measured on a CPU do not carry over to other hardware");
  CHECK(taken(c, CalibrationUse::ratios, on_cpu(c, "gguf-q4_0")).speed_vs_f16->value == 3.2);
  CHECK(refusal(c, CalibrationUse::ratios, on_cpu(c, "gguf-q8_0")) ==
        "the calibration holds no speed of gguf-q8_0 over 16-bit weights");

  const Calibration rows = rows_calibration();
  const Applicable own = taken(rows, CalibrationUse::ratios, placed("rtx-4090", "gguf-q4_k_m", "llama.cpp"));
  CHECK(own.speed_vs_f16->value == doctest::Approx(2.5));
  // One pair has no interval of its own: 10 % of a pair, 2.5 exp(+-1.96 x 0.10).
  CHECK(own.speed_vs_f16->low == doctest::Approx(2.055).epsilon(1e-3));
  CHECK(own.speed_vs_f16->high == doctest::Approx(3.041).epsilon(1e-3));
  CHECK(own.of == "1 pair of rows of Q4_K_M on RTX 4090");
  CHECK(refusal(rows, CalibrationUse::ratios, placed("rtx-6000-ada", "gguf-q4_k_m", "llama.cpp")).empty());
  CHECK(refusal(rows, CalibrationUse::ratios, placed("h100-80-sxm", "gguf-q4_k_m", "llama.cpp")) ==
        "ratios of RTX 4090 hold for its class of accelerators, and h100-80-sxm is of another");
  CHECK(refusal(rows, CalibrationUse::ratios, placed("rtx-4090", "fp16", "llama.cpp")) ==
        "fp16 weights have no speed over 16-bit weights");
}

TEST_CASE("absolute speeds hold on the machine that was measured alone") {
  const Calibration c = cpu_calibration();
  const Placement here = on_cpu(c, "gguf-q4_0");
  const Applicable found = taken(c, CalibrationUse::absolute, here, c.fingerprint);
  REQUIRE(found.cpu);
  CHECK(found.cpu->threads == 2);
  CHECK(found.provenance == Provenance::measured_here);
  CHECK(refusal(c, CalibrationUse::absolute, here, "ffff") ==
        "absolute speeds hold on the machine they were measured on (Test CPU, fingerprint " +
            c.fingerprint.substr(0, 12) + "), which this-machine is not");
  CHECK(refusal(c, CalibrationUse::absolute, placed("h100-80-sxm", "fp16")) ==
        "absolute speeds hold on the machine they were measured on (Test CPU), which h100-80-sxm is not");
  CHECK(refusal(c, CalibrationUse::absolute, on_cpu(c, "gguf-q5_k_m"), c.fingerprint) ==
        "the kernel has no format like gguf-q5_k_m");
  CHECK(refusal(c, CalibrationUse::absolute, on_cpu(c, "gguf-q2_k"), c.fingerprint) == "q2 was not measured");
}

TEST_CASE(
    "absolute speeds of rows hold for their accelerator and engine, best for their own model and format") {
  const Calibration c = rows_calibration();
  const Applicable own = taken(c, CalibrationUse::absolute, placed("rtx-4090", "gguf-q4_k_m", "llama.cpp"));
  CHECK(own.decode->time_over_model.value == 1.3);
  CHECK_FALSE(own.prefill);
  CHECK(own.of == "1 row of llama.cpp on rtx-4090");
  const Applicable other = taken(c, CalibrationUse::absolute, placed("rtx-4090", "fp16", "llama.cpp"));
  CHECK(other.decode->time_over_model.value == 1.1);
  CHECK(other.of == "2 rows of llama.cpp with other models on rtx-4090");
  CHECK(refusal(c, CalibrationUse::absolute, placed("h100-80-sxm", "fp16", "llama.cpp")) ==
        "absolute speeds of llama.cpp on rtx-4090 do not hold for llama.cpp on h100-80-sxm");
  Calibration old = c;
  old.speed_model = "2025-01-01";
  CHECK(refusal(old, CalibrationUse::absolute, placed("rtx-4090", "fp16", "llama.cpp"))
            .starts_with(
                "its factors are relative to the speed model of 2025-01-01, this program has that of"));
}

TEST_CASE("a calibration of which nothing is valid lends nothing") {
  Calibration c = cpu_calibration();
  refuse_threads(1, c);
  refuse_threads(2, c);
  c.reasons = {"machine busy: others used 60 % of a core"};
  for (const CalibrationUse use : {CalibrationUse::form, CalibrationUse::ratios, CalibrationUse::absolute}) {
    CHECK(refusal(c, use, on_cpu(c, "gguf-q4_0"), c.fingerprint) ==
          "the calibration is not valid: machine busy: others used 60 % of a core");
  }
}

TEST_CASE("a calibration lends what is valid of it: one thread's figures where those of two are not") {
  Calibration c = cpu_calibration();
  c.bench.limits.push_back({1, {20, 19, 18, 20, 20}, {450, 440, 430, 450, 20}, {115, 110, 105, 115, 20}});
  c.bench.fits.push_back(
      {kernel::Format::q4, 1, {0.06, 0.058, 0.062}, {0.003, 0.0029, 0.0031}, {1.8, 1.7, 1.9}, 0.03, 7});
  c.bench.derived.push_back({kernel::Format::q4, 1, {3.5, 3.4, 3.6}, 0});
  kernel::BenchPoint point = c.bench.points.back();
  point.threads = point.batch = 1;
  c.bench.points.push_back(point);
  const Placement q4 = on_cpu(c, "gguf-q4_0");
  CHECK(taken(c, CalibrationUse::absolute, q4, c.fingerprint).caution.empty());

  refuse_threads(2, c);
  c.reasons = c.bench.reasons = {"interrupted by others"};
  CHECK(taken(c, CalibrationUse::form, q4).p->value == 1.8);
  CHECK(taken(c, CalibrationUse::form, q4).of == "q4, 1 thread of Test CPU");
  CHECK(taken(c, CalibrationUse::ratios, q4).speed_vs_f16->value == 3.5);
  const Applicable found = taken(c, CalibrationUse::absolute, q4, c.fingerprint);
  REQUIRE(found.cpu);
  CHECK(found.cpu->threads == 1);
  CHECK(found.cpu->weights_s_per_GB.value == 0.06);
  CHECK(found.cpu->attention_s_per_Gop.value == 0.008);
  CHECK(found.cpu->kv_s_per_GB.value == doctest::Approx(1 / 19.0));
  CHECK(
      found.caution ==
      "the speeds are those of q4, 1 thread, less than the machine does: with 2 threads they are not valid: "
      "interrupted by others");
  CHECK(refusal(c, CalibrationUse::absolute, on_cpu(c, "gguf-q8_0"), c.fingerprint) ==
        "what was measured of q8 is not valid: interrupted by others");
  CHECK(calibration_tables(c).find(": valid for decode of f16, q4 on 1 thread, not for the rest\n"
                                   "  interrupted by others\n") != std::string::npos);
}

TEST_CASE("speeds measured beside others, who shared the memory, are lent with a word about it") {
  Calibration c = cpu_calibration();
  for (kernel::BenchPoint& p : c.bench.points) p.quiet = p.format != kernel::Format::q4;
  c.bench.conditions.others_cpu_share = 0.3;
  CHECK(taken(c, CalibrationUse::absolute, on_cpu(c, "gguf-q4_0"), c.fingerprint).caution ==
        "the speeds are those of q4, 2 threads, measured while others used 30 % of a core and shared the "
        "memory: "
        "alone the machine may do more");
  CHECK(taken(c, CalibrationUse::absolute, on_cpu(c, "gguf-q8_0"), c.fingerprint).caution.empty());
}

TEST_CASE("attention is never taken from another thread count than weights") {
  Calibration c = cpu_calibration();
  for (kernel::BenchFit& fit : c.bench.fits)
    fit.valid = fit.format != kernel::Format::f16 || fit.threads == 1;
  c.reasons = c.bench.reasons = {"a wide interval"};
  CHECK(refusal(c, CalibrationUse::absolute, on_cpu(c, "gguf-q4_0"), c.fingerprint) ==
        "attention is computed in f16: what was measured of f16 is not valid: a wide interval");
}

TEST_CASE("an engine's line through model sizes: fixed time and time per gigabyte") {
  // t = 3 ms + 1.02 ms/GB, the shape of single-GPU decode: 4.6 GB 7.692 ms, 15 GB 18.3 ms ...
  std::vector<Observation> rows;
  for (const double gb : {4.6, 15.0, 8.0, 26.0}) rows.push_back(decode(gb, 0.003 + 0.00102 * gb));
  std::vector<std::string> reasons;
  const std::vector<EngineFit> fits = engine_fits(rows, reasons);
  REQUIRE(fits.size() == 1);
  CHECK(fits[0].t0_s.value == doctest::Approx(0.003));
  CHECK(fits[0].s_per_GB.value == doctest::Approx(0.00102));
  CHECK(fits[0].decode_rows == 4);
  CHECK(fits[0].decode_rms < 1e-9);
  CHECK(reasons.empty());
}

TEST_CASE("one size of model tells no fixed time, and few rows no interval") {
  std::vector<std::string> reasons;
  const std::vector<EngineFit> fits = engine_fits({decode(10, 0.02), decode(10, 0.02)}, reasons);
  REQUIRE(fits.size() == 1);
  CHECK(fits[0].t0_s.value == 0);
  CHECK(fits[0].s_per_GB.value == doctest::Approx(0.002));
  CHECK(fits[0].s_per_GB.low == fits[0].s_per_GB.high);
  CHECK(reasons == std::vector<std::string>{
                       "RTX 4090 with llama.cpp: 2 decode rows, too few for an interval (4 needed)"});
}

TEST_CASE("prefill is seconds per billion operations, 2 per parameter and token") {
  Observation o = decode(16, 1);
  o.metric = "prefill_tok_s";
  o.value.median = 5000;  // 5000 tokens/s * 2 * 8e9 = 80,000 Gop/s
  std::vector<std::string> reasons;
  const std::vector<EngineFit> fits = engine_fits({o}, reasons);
  REQUIRE(fits.size() == 1);
  CHECK(fits[0].prefill_s_per_Gop.value == doctest::Approx(1.0 / 80000));
  CHECK(fits[0].decode_rows == 0);
}

TEST_CASE("format ratios pair rows that differ in the format alone") {
  const std::vector<FormatRatio> ratios = format_ratios(
      {decode(16, 0.02, "F16", "a"), decode(5, 0.008, "Q4_K_M", "a"), decode(26, 0.03, "fp16", "b"),
       decode(8, 0.01, "Q4_K_M", "b"), decode(9, 0.001, "Q8_0", "c")});
  REQUIRE(ratios.size() == 1);  // c has no 16-bit row
  CHECK(ratios[0].hardware == "RTX 4090");
  CHECK(ratios[0].format == "Q4_K_M");
  CHECK(ratios[0].pairs == 2);
  CHECK(ratios[0].speed_vs_f16.value == doctest::Approx((2.5 + 3.0) / 2));
}

TEST_CASE("ways to use a calibration by name") {
  CHECK(calibration_use_names.from_text("absolute") == CalibrationUse::absolute);
  CHECK_FALSE(calibration_use_names.from_text("all"));
  CHECK(calibration_use_names.alternatives() == "form, ratios or absolute");
}

TEST_CASE("the printed tables say where each speed comes from") {
  Observation mine = decode(4.6, 0.008, "Q4_K_M");
  mine.provenance = Provenance::measured_here;
  const std::string text =
      calibration_tables(calibration_from("rows", "2026-11-22", {mine, decode(15, 0.02)}));
  CHECK(text.find("[measured here]") != std::string::npos);
  CHECK(text.find("[published]") != std::string::npos);
  CHECK(text.find("[fitted]") != std::string::npos);
  CHECK(text.find("RTX 4090") != std::string::npos);
}

TEST_CASE("rows move the times of a prediction and narrow what is left of their spread") {
  const Placement p = placed("RTX 4090", "gguf-q4_k_m", "llama.cpp");
  SpeedFactor other{"rtx-4090", "llama.cpp", "decode", "", "", {1.1, 1.0, 1.21}, 2, 0.2};
  const auto query = [&](const SpeedFactor& factor) {
    return calibrated({.placement = p, .concurrency = {}, .rate = {}}, {.decode = factor}, "c.json");
  };
  // log(1.21) / (2 x 1.96) = 0.19062 / 3.91993 = 0.048629.
  SpeedFactor own = other;
  own.model = p.model.id;
  own.format = p.format.id;
  CHECK(query(own).factors.decode[0] == 1.1);
  CHECK(*query(own).decode_sd == doctest::Approx(0.048629).epsilon(1e-4));
  CHECK_FALSE(query(own).prefill_sd.has_value());
  CHECK(query(own).factors.prefill[0] == 1);
  // Of other models: what models differ by, the third of the placement's variables, is added in squares.
  const double differ = std::get<distributions::Lognormal>(speed_variables(p)[2].distribution.kind).sigma;
  CHECK(differ > 0);
  CHECK(*query(other).decode_sd ==
        doctest::Approx(std::sqrt(0.048629 * 0.048629 + differ * differ)).epsilon(1e-4));
}

TEST_CASE("a measured number is drawn from the lognormal that has its 95 % interval") {
  // sigma = log(2.5 / 1.6) / (2 x 1.95996) = 0.44629 / 3.91993 = 0.11385.
  const Distribution drawn = distribution_of({2.0, 1.6, 2.5});
  const auto& lognormal = std::get<distributions::Lognormal>(drawn.kind);
  CHECK(lognormal.median == 2.0);
  CHECK(lognormal.sigma == doctest::Approx(0.11385).epsilon(1e-4));
  CHECK(std::get<distributions::Constant>(distribution_of({2.0, 2.0, 2.0}).kind).value == 2.0);
}
