#include "calibration/use.h"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "calibration/engine_fit.h"
#include "calibration/text.h"

using namespace llmtco;

namespace {

Calibration cpu_calibration() {
  BenchRun run;
  run.machine.cpu_model = "Test CPU";
  run.fits = {{KernelFormat::q4, 2, {0.02, 0.019, 0.021}, {0.001, 0.0009, 0.0011}, {2, 1.5, 3}, 0.03, 5}};
  run.derived = {{KernelFormat::q4, 2, {3.2, 3.1, 3.3}, 0}};
  return calibration_from(run);
}

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

const std::vector<TransferredFactor>& factors(
    const std::variant<std::vector<TransferredFactor>, NotTransferred>& result) {
  REQUIRE(std::holds_alternative<std::vector<TransferredFactor>>(result));
  return std::get<std::vector<TransferredFactor>>(result);
}

std::string refusal(const std::variant<std::vector<TransferredFactor>, NotTransferred>& result) {
  REQUIRE(std::holds_alternative<NotTransferred>(result));
  return std::get<NotTransferred>(result).reason;
}

}  // namespace

TEST_CASE(
    "the form carries over to any hardware, ratios of a CPU to CPUs, absolute factors to the machine alone") {
  const Calibration c = cpu_calibration();
  const CalibrationTarget gpu{.hardware = "H100 SXM", .fingerprint = "", .cpu = false};
  const CalibrationTarget other_cpu{.hardware = "other server", .fingerprint = "ffff", .cpu = true};
  const CalibrationTarget here{.hardware = "this server", .fingerprint = c.fingerprint, .cpu = true};

  for (const CalibrationTarget& target : {gpu, other_cpu, here}) {
    const auto form = transferred(c, CalibrationUse::form, target);
    REQUIRE(factors(form).size() == 1);
    CHECK(factors(form)[0].name == "p");
    CHECK(factors(form)[0].value.value == 2);
    CHECK(factors(form)[0].provenance == Provenance::fitted);
  }
  CHECK(refusal(transferred(c, CalibrationUse::ratios, gpu)) ==
        "ratios measured on a CPU do not carry over to other hardware");
  CHECK(factors(transferred(c, CalibrationUse::ratios, other_cpu))[0].value.value == 3.2);
  CHECK(refusal(transferred(c, CalibrationUse::absolute, other_cpu)) ==
        "absolute factors hold only on the machine they were measured on (Test CPU), which 'other server' is "
        "not");
  const auto absolute = transferred(c, CalibrationUse::absolute, here);
  REQUIRE(factors(absolute).size() == 3);
  CHECK(factors(absolute)[0].name == "t_mem_s_per_GB");
  CHECK(factors(absolute)[0].of == "q4, 2 threads");
  CHECK(factors(absolute)[0].provenance == Provenance::measured_here);
}

TEST_CASE("a calibration that is not valid lends nothing") {
  Calibration c = cpu_calibration();
  c.valid = false;
  c.reasons = {"machine busy: others used 60 % of a core"};
  CHECK(refusal(transferred(c, CalibrationUse::form, {"x", c.fingerprint, true})) ==
        "the calibration is not valid: machine busy: others used 60 % of a core");
  const auto step = cpu_step_seconds(c, c.fingerprint, KernelFormat::q4, 2, 1e9, 1);
  CHECK(std::holds_alternative<NotTransferred>(step));
}

TEST_CASE("a step on this CPU: bytes and operations, blended") {
  // 8e9 weights of q4 are 4.5 GB: 0.09 s to read. 100 columns are 1600 Gop: 1.6 s to compute.
  // p = 2: sqrt(0.09^2 + 1.6^2) = 1.60253 s.
  const Calibration c = cpu_calibration();
  const auto step = cpu_step_seconds(c, c.fingerprint, KernelFormat::q4, 2, 8e9, 100);
  REQUIRE(std::holds_alternative<Interval95>(step));
  const Interval95 e = std::get<Interval95>(step);
  CHECK(e.value == doctest::Approx(1.60253).epsilon(1e-5));
  CHECK(e.low == doctest::Approx(std::cbrt(std::pow(0.0855, 3) + std::pow(1.44, 3))));
  CHECK(e.high == doctest::Approx(std::pow(std::pow(0.0945, 1.5) + std::pow(1.76, 1.5), 1 / 1.5)));

  const auto reason = [&](std::string_view fingerprint, KernelFormat format, int threads) {
    return std::get<NotTransferred>(cpu_step_seconds(c, fingerprint, format, threads, 8e9, 1)).reason;
  };
  CHECK(reason(c.fingerprint, KernelFormat::q8, 2) == "q8, 2 threads was not measured");
  CHECK(reason(c.fingerprint, KernelFormat::q4, 4) == "q4, 4 threads was not measured");
  CHECK(reason("ffff", KernelFormat::q4, 2) == "this calibration was measured on another machine (Test CPU)");
}

TEST_CASE("more columns cost time, and less than in proportion while weights are being read") {
  const Calibration c = cpu_calibration();
  double before = 0;
  for (double n = 1; n <= 512; n *= 2) {
    const double t =
        std::get<Interval95>(cpu_step_seconds(c, c.fingerprint, KernelFormat::q4, 2, 8e9, n)).value;
    CHECK(t > before);
    if (before > 0) CHECK(t < 2 * before);
    before = t;
  }
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
  CHECK(ratios[0].format == "Q4_K_M");
  CHECK(ratios[0].pairs == 2);
  CHECK(ratios[0].speed_vs_f16.value == doctest::Approx((2.5 + 3.0) / 2));
}

TEST_CASE("absolute factors of an engine hold for its hardware, however it is spelled, and no other") {
  const Calibration c = calibration_from("rows", "2026-11-22", {decode(4.6, 0.0077), decode(15, 0.0183)});
  CHECK(factors(transferred(c, CalibrationUse::absolute, {"rtx-4090", "", false})).size() == 2);
  CHECK(refusal(transferred(c, CalibrationUse::absolute, {"H100 SXM", "", false})) ==
        "absolute factors of RTX 4090 do not hold for 'H100 SXM'");
  CHECK(refusal(transferred(c, CalibrationUse::form, {"RTX 4090", "", false})) ==
        "the calibration holds nothing that can be used as 'form'");
}

TEST_CASE("ways to use a calibration by name") {
  CHECK(calibration_use("absolute") == CalibrationUse::absolute);
  CHECK_THROWS_WITH_AS(calibration_use("all"),
                       "a calibration cannot be used as 'all'; there are form, ratios, absolute",
                       std::invalid_argument);
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
