#include <doctest/doctest.h>

#include <fmt/format.h>

#include "calibrations.h"
#include "host/machine.h"
#include "reading.h"

using namespace llmtco;

namespace {

/// One option on a light load; its other fields are added by the tests.
std::string with_option(const std::string& fields, const std::string& more = "") {
  return "scenario: A test\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n  chat: {requests: 20k/month, "
         "input_tokens: 900, output_tokens: 200}\noptions:\n  x: {" +
         fields + "}\n" + more;
}

std::string on_gpu(const std::string& gpu, const std::string& format, const std::string& engine) {
  return fmt::format(
      "kind: rented, model: llama-3.1-8b, format: {}, engine: {}, accelerator: {}, gpus_per_replica: 1, "
      "price: $2/h",
      format, engine, gpu);
}

/// The made-up machine under the name its fingerprint gives it.
std::string named_machine() { return "machine-" + cpu_calibration().fingerprint.substr(0, 12); }

std::string owned_cpu(const std::string& accelerator, const std::string& format = "gguf-q4_0") {
  return fmt::format(
      "kind: owned, model: llama-3.1-8b, format: {}, engine: llama.cpp, accelerator: {}, gpus_per_replica: "
      "1, "
      "replicas: 1, purchase: $3600, life: 36 months, power: 200 W, pue: 1, electricity: 10 ct/kWh, "
      "calibration: "
      "{{file: c.json, use: absolute}}",
      format, accelerator);
}

/// Of the median over requests: the middle of the draws, and how far apart their ends are.
double middle(const OptionResult& x, const measures::Times& kind) { return x.find(kind.p50)->p50.value; }
double width(const OptionResult& x, const measures::Times& kind) {
  return x.find(kind.p50)->p95.value / x.find(kind.p50)->p5.value;
}

struct Files {
  Folder folder;
  Files() {
    folder.write("c.json", calibration_json(cpu_calibration()));
    folder.write("rows.json", calibration_json(with_factors(1.3)));
  }
  OptionResult x(const std::string& fields, const std::vector<std::string>& overrides = {}) const {
    return option(answer(with_option(fields), overrides, folder.path()), "x");
  }
  std::string wrong(const std::string& fields, const std::string& more = "") const {
    return complaints(with_option(fields, more), {}, folder.path());
  }
};

}  // namespace

TEST_CASE("absolute factors of rows move TPOT and TTFT by what they say") {
  const Files files;
  const std::string fields = on_gpu("a100-80-sxm", "fp16", "vllm");
  const OptionResult plain = files.x(fields);
  const OptionResult rows = files.x(fields + ", calibration: {file: rows.json, use: absolute}");
  // A light load: TPOT is the decode step, which takes 1.3 times as long but for host work beside it.
  CHECK(middle(rows, measures::tpot) / middle(plain, measures::tpot) == doctest::Approx(1.3).epsilon(0.01));
  CHECK(middle(rows, measures::ttft) / middle(plain, measures::ttft) > 1.1);
  CHECK(middle(rows, measures::ttft) / middle(plain, measures::ttft) < 1.3);  // its fixed part stays
  CHECK(plain.speed_source == "fitted");
  CHECK(rows.speed_source == "fitted");  // rows of other models moved the fit
  CHECK(rows.speed_detail.find("3 rows of vllm with other models on a100-80-sxm") != std::string::npos);
}

TEST_CASE("rows of the very model and format take the rest's uncertainty away, and are the source") {
  const Files files;
  Calibration own = with_factors(1.3);
  for (SpeedFactor& f : own.speed_factors) {
    f.model = "llama-3.1-8b";
    f.format = "fp16";
    f.time_over_model = {1.3, 1.28, 1.32};
  }
  own.observations.resize(1);
  own.observations[0].metric = "tpot_ms";
  own.observations[0].provenance = Provenance::measured_here;
  files.folder.write("own.json", calibration_json(own));
  const std::string fields = on_gpu("a100-80-sxm", "fp16", "vllm");
  const OptionResult plain = files.x(fields);
  const OptionResult rows = files.x(fields + ", calibration: {file: own.json, use: absolute}");
  CHECK(width(plain, measures::tpot) > 1.2);
  CHECK(width(rows, measures::tpot) < 1.05);
  CHECK(rows.speed_source == "measured here");
}

TEST_CASE("the form moves the blend alone: nothing at one request, something in a batch") {
  const Files files;
  const std::string fields = on_gpu("a100-80-sxm", "fp16", "vllm");
  Calibration sharp = cpu_calibration();
  for (kernel::BenchFit& fit : sharp.bench.fits) fit.p = {3, 2.8, 3.2};
  files.folder.write("sharp.json", calibration_json(sharp));
  const std::string form = fields + ", calibration: {file: sharp.json, use: form}";
  const std::vector<std::string> busy{"workload.chat.requests=20M/month", "options.x.replicas=2"};
  const double alone = middle(files.x(form), measures::tpot) / middle(files.x(fields), measures::tpot);
  CHECK(alone == doctest::Approx(1).epsilon(0.05));
  const OptionResult before = files.x(fields, busy), after = files.x(form, busy);
  // p = 3 rather than the fitted 1.5: reading and computing hide more of each other.
  CHECK(middle(after, measures::tpot) < 0.995 * middle(before, measures::tpot));
  CHECK(after.speed_detail.find("p = 3 (2.8 to 3.2) as f16, 2 threads of Test CPU") != std::string::npos);
}

TEST_CASE("a ratio of formats puts quantized weights where the rows have them") {
  const Files files;
  Calibration c;
  c.source = "rows";
  c.ratios = {{"Q4_K_M", "RTX 4090", {2.0, 1.9, 2.1}, 5}};
  c.observations.resize(1);
  c.observations[0].metric = "decode_tok_s";
  files.folder.write("ratio.json", calibration_json(c));
  const OptionResult f16 = files.x(on_gpu("rtx-4090", "fp16", "llama.cpp"));
  const OptionResult q4 = files.x(on_gpu("rtx-4090", "gguf-q4_k_m", "llama.cpp"));
  const OptionResult ratio = files.x(on_gpu("rtx-4090", "gguf-q4_k_m", "llama.cpp") +
                                     ", calibration: {file: ratio.json, use: ratios}");
  // The speed model has Q4_K_M at more than twice the speed of 16 bits; the rows say 2.0.
  CHECK(middle(f16, measures::tpot) / middle(q4, measures::tpot) > 2.2);
  CHECK(middle(f16, measures::tpot) / middle(ratio, measures::tpot) == doctest::Approx(2.0).epsilon(0.02));
  CHECK(width(ratio, measures::tpot) > width(q4, measures::tpot));
}

TEST_CASE("an owned server that computes on its CPU: cost, TPOT, TTFT by hand") {
  const Files files;
  const OptionResult x = files.x(owned_cpu(named_machine()));
  REQUIRE(x.feasible);
  // $3,600 over 36 months: 100; 200 W x 730 h x 10 ct/kWh: 14.60.
  CHECK(x.lines.at(0).monthly_usd.mean.value == doctest::Approx(100));
  CHECK(x.lines.at(0).quantity_unit == "machines");
  CHECK(x.lines.at(1).monthly_usd.mean.value == doctest::Approx(14.6));
  // One token: sqrt(0.13931^2 + 0.022515^2) = 0.14112 s, and 1,000 tokens of keys and values at 30 GB/s 4.4
  // ms: 0.1455 s, times 1.095 (the middle of 2 to 20 % on the scale of logarithms, 1.1063, at a value
  // of 1.08).
  CHECK(middle(x, measures::tpot) == doctest::Approx(0.1455 * 1.08).epsilon(0.02));
  // The prompt: 900 x 2 x 7.505e9 FLOP x 0.0015 s/Gop = 20.3 s, and attention 900^2 / 2 x 524,288 FLOP x
  // 0.004 = 0.85 s.
  CHECK(middle(x, measures::ttft) == doctest::Approx(21.2 * 1.08).epsilon(0.05));
  CHECK(width(x, measures::tpot) > 1.03);
  CHECK(x.speed_source == "measured");
  CHECK(x.speed_detail.find("q4, 2 threads of Test CPU, c.json") == 0);
}

TEST_CASE("a rented machine is paid by the hour, and the machine the command runs on needs no fingerprint") {
  const Files files;
  Calibration here = cpu_calibration();
  here.bench.machine = this_machine();
  here.fingerprint = fingerprint(here.bench.machine);
  files.folder.write("here.json", calibration_json(here));
  const OptionResult x = files.x(
      "kind: rented, model: llama-3.2-1b, format: gguf-q4_0, engine: llama.cpp, accelerator: this-machine, "
      "gpus_per_replica: 1, replicas: 1, price: $0.40/h, calibration: {file: here.json, use: absolute}");
  CHECK(x.lines.at(0).id == ItemId::machine_hours);
  CHECK(x.lines.at(0).monthly_usd.mean.value == doctest::Approx(292));
  CHECK(x.speed_source == "measured here");
}

TEST_CASE("a model that does not fit the machine's memory says so") {
  const Files files;
  const OptionResult x = files.x(owned_cpu(named_machine(), "fp16"), {"options.x.model=llama-3.1-70b"});
  CHECK_FALSE(x.feasible);
  CHECK(x.reason.find("weights need 141 GB, Test CPU has 64 GB (") == 0);
}

TEST_CASE("options that name the same file see the same draws") {
  const Files files;
  const std::string more =
      "  y: {" + owned_cpu(named_machine()) + "}\n  z: {kind: split, parts: {x: 50%, y: 50%}}\n";
  const Result result = answer(with_option(owned_cpu(named_machine()), more), {}, files.folder.path());
  CHECK(width(option(result, "z"), measures::tpot) ==
        doctest::Approx(width(option(result, "x"), measures::tpot)).epsilon(1e-9));
  CHECK(option(result, "z").speed_source == "measured");
}

TEST_CASE("options that take different numbers from one file do not share their draws") {
  const Files files;
  const Study study = good_study(
      with_option(on_gpu("a100-80-sxm", "fp16", "vllm") + ", calibration: {file: c.json, use: form}",
                  "  y: {" + on_gpu("a100-80-sxm", "awq-4bit-g128", "vllm") +
                      ", calibration: {file: c.json, use: form}}\n  z: {" +
                      on_gpu("h100-80-sxm", "fp16", "vllm") + ", calibration: {file: c.json, use: form}}\n"),
      {}, files.folder.path());
  // Names of what is drawn: p of f16, which x and z share, and p of q4.
  int blends = 0;
  for (const std::string& name : study.variables.names())
    blends += name.find(".p.") != std::string::npos ? 1 : 0;
  CHECK(blends == 2);
}

TEST_CASE("a CPU known by its datasheet is assumed, and takes form and ratios of a measured one") {
  const Files files;
  files.folder.write(
      "cpu.yaml",
      "accelerators:\n  my-epyc:\n    name: My EPYC\n    vendor: AMD\n    kind: cpu\n    memory: 384 GB\n"
      "    bandwidth: 400 GB/s\n    peak: {fp16: 5 TFLOPS, int8: 20 TOPS}\n    source: datasheet\n    "
      "as_of: 2026-01-01\n");
  const std::vector<std::string> overlay{"catalog=[cpu.yaml]"};
  const std::string fields =
      "kind: owned, model: llama-3.1-8b, format: gguf-q4_0, engine: llama.cpp, accelerator: my-epyc, "
      "gpus_per_replica: "
      "1, replicas: 1, purchase: $12k, life: 48 months, power: 500 W";
  const OptionResult plain = files.x(fields, overlay);
  CHECK(plain.speed_source == "assumed");
  // 4.2216 GB at 0.78 x 400 GB/s: 13.53 ms; products 15.01 Gop at half of 20 TOPS 1.50 ms, p = 1.5: 13.86 ms;
  // keys and values 0.131 GB: 0.42 ms. Times 1.08.
  CHECK(middle(plain, measures::tpot) == doctest::Approx(0.01428 * 1.08).epsilon(0.03));
  const OptionResult ratio = files.x(fields + ", calibration: {file: c.json, use: ratios}", overlay);
  CHECK(middle(ratio, measures::tpot) >
        1.05 * middle(plain, measures::tpot));  // 3.2 times faster rather than 3.56
  const OptionResult form = files.x(fields + ", calibration: {file: c.json, use: form}", overlay);
  CHECK(width(form, measures::tpot) < width(plain, measures::tpot));
}

TEST_CASE(
    "calibrations that cannot be used are refused where the scenario says how to use them, all at once") {
  const Files files;
  Calibration busy = cpu_calibration();
  refuse_threads(1, busy);
  refuse_threads(2, busy);
  busy.reasons = {"machine busy"};
  files.folder.write("busy.json", calibration_json(busy));
  const std::string q4 = on_gpu("rtx-4090", "gguf-q4_k_m", "llama.cpp");
  CHECK(
      files.wrong(q4 + ", calibration: {file: c.json, use: ratios}",
                  "  y: {" + q4 + ", calibration: {file: c.json, use: absolute}}\n  z: {" + q4 +
                      ", calibration: {file: busy.json, use: form}}\n") ==
      "s.yaml:7:172: c.json: ratios measured on a CPU do not carry over to other hardware at "
      "options.x.calibration.use; take them from rows of this accelerator: `llmtco calibrate --rows`\n"
      "s.yaml:8:172: c.json: absolute speeds hold on the machine they were measured on (Test CPU), which "
      "rtx-4090 "
      "is not at options.y.calibration.use; take speeds of an accelerator from rows of it: `llmtco calibrate "
      "--rows`\n"
      "s.yaml:9:175: busy.json: the calibration is not valid: machine busy at options.z.calibration.use; "
      "measure "
      "again on a quiet machine\n");
}

TEST_CASE("a machine must be the one of the file") {
  const Files files;
  const std::string print = cpu_calibration().fingerprint.substr(0, 12);
  CHECK(files.wrong(owned_cpu("this-machine"))
            .find(fmt::format(
                "c.json: absolute speeds hold on the machine they were measured on (Test CPU, fingerprint "
                "{0}), which this-machine is not at options.x.calibration.use; measure there with `llmtco "
                "calibrate`, or price that machine: accelerator: machine-{0}\n",
                print)) != std::string::npos);
  CHECK(files.wrong(owned_cpu("machine-00000000"))
            .find(fmt::format("'machine-00000000' is not the machine that c.json was measured on at "
                              "options.x.accelerator; did you mean 'machine-{}'?\n",
                              print)) != std::string::npos);
  CHECK(files.wrong(owned_cpu("machine-" + print.substr(0, 7))).find("is not the machine that") !=
        std::string::npos);
  CHECK(files.wrong(on_gpu("this-machine", "gguf-q4_0", "llama.cpp"))
            .find("'this-machine' is known by what was measured on it at options.x.accelerator; measure it "
                  "with") != std::string::npos);
  CHECK(files.wrong(on_gpu("cpu", "gguf-q4_0", "llama.cpp"))
            .find("which CPU? at options.x.accelerator; write this-machine, or machine-") !=
        std::string::npos);
  CHECK(files
            .wrong(on_gpu(named_machine(), "gguf-q4_0", "llama.cpp") +
                   ", calibration: {file: c.json, use: form}")
            .find("the speed of a measured machine is an absolute one, not form at options.x.accelerator") !=
        std::string::npos);
}

TEST_CASE("the price, the power and the number of a machine are never guessed") {
  const Files files;
  const std::string machine = named_machine();
  const std::string bare = fmt::format(
      "kind: owned, model: llama-3.1-8b, format: gguf-q4_0, engine: llama.cpp, accelerator: {}, "
      "gpus_per_replica: 1, "
      "life: 3 years, calibration: {{file: c.json, use: absolute}}",
      machine);
  CHECK(files.wrong(bare) ==
        fmt::format(
            "s.yaml:7:3: the catalogue has no purchase price of {0} at options.x; give it with `purchase`\n"
            "s.yaml:7:3: the catalogue has no power of {0} at options.x; give it with `power`\n",
            machine));
}
