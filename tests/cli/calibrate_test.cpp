#include <doctest/doctest.h>

#include <algorithm>

#include "results.h"

// From a benchmark file of a real engine to a scenario's answer: synthetic figures, real field names.

namespace {

const char* const vllm_bench =
    R"({"date": "20261120-100000", "endpoint_type": "vllm", "backend": "vllm", "model_id": "meta-llama/Llama-3.1-8B-Instruct",
 "num_prompts": 200, "request_rate": "inf", "max_concurrency": 1, "duration": 410.0, "completed": 200, "failed": 0,
 "total_input_tokens": 204800, "total_output_tokens": 51200, "output_throughput": 124.88, "mean_ttft_ms": 60.0,
 "mean_tpot_ms": 8.0})";

const char* const llama_bench = R"([
 {"build_commit": "abcd1234", "cpu_info": "a CPU", "gpu_info": "NVIDIA GeForce RTX 4090", "model_type": "llama 8B Q4_K - Medium",
  "model_size": 4920000000, "model_n_params": 8030000000, "n_gpu_layers": 99, "n_prompt": 512, "n_gen": 0, "avg_ts": 4000, "stddev_ts": 40},
 {"build_commit": "abcd1234", "cpu_info": "a CPU", "gpu_info": "NVIDIA GeForce RTX 4090", "model_type": "llama 8B Q4_K - Medium",
  "model_size": 4920000000, "model_n_params": 8030000000, "n_gpu_layers": 99, "n_prompt": 0, "n_gen": 128, "avg_ts": 100, "stddev_ts": 1},
 {"build_commit": "abcd1234", "cpu_info": "a CPU", "gpu_info": "NVIDIA GeForce RTX 4090", "model_type": "llama 8B F16",
  "model_size": 16060000000, "model_n_params": 8030000000, "n_gpu_layers": 99, "n_prompt": 0, "n_gen": 128, "avg_ts": 50, "stddev_ts": 1}])";

const char* const rows =
    "row_id,hardware,gpus,model,params_b,precision,engine,load_kind,load,isl,osl,tp,pp,ttft_ms,tpot_ms,note\n"
    "L1,H100 SXM,1,Llama-3.1-8B,8,FP8,vLLM,concurrency,1,1024,256,1,1,60,8,\n";

std::string fleet(const std::string& format, const std::string& engine, const std::string& gpu) {
  return "kind: rented, model: llama-3.1-8b, format: " + format + ", engine: " + engine +
         ", accelerator: " + gpu + ", gpus_per_replica: 1, price: $2/h";
}

/// The option without and with a calibration, on a light load of 1,024 tokens in and 256 out.
std::string calibrated(const std::string& option, const std::string& file, const std::string& use) {
  return "scenario: Calibrated\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n"
         "  chat: {requests: 10k/month, input_tokens: 1024, output_tokens: 256}\noptions:\n  plain: {" +
         option + "}\n  mine: {" + option + ", calibration: {file: " + file + ", use: " + use + "}}\n";
}

Json answer(const Folder& folder, const std::string& text) {
  folder.write("s.yaml", text);
  return run_json(folder / "s.yaml");
}

double middle(const Json& result, const char* option, const char* time) {
  return result.at("options").at(option).at(time).at("p50").at("p50").get<double>();
}

/// The factor of a placement of Llama 3.1 8B in a calibration file.
Json factor(const Folder& folder, const std::string& file, const std::string& part,
            const std::string& format) {
  const Json calibration = Json::parse(read_text_file(folder / file));
  for (const Json& f : calibration.at("speed_factors")) {
    if (f.at("part") == part && f.at("model") == "llama-3.1-8b" && f.at("format") == format)
      return f.at("time_over_model");
  }
  FAIL("no factor of " << part << " in " << file);
  return {};
}

void calibrate(const Folder& folder, std::vector<std::string> args, const std::string& file) {
  args.insert(args.begin(), "calibrate");
  args.insert(args.end(), {"-o", file});
  const Ran ran = run(Call{.args = args, .directory = folder.path()});
  CHECK_MESSAGE(ran.code == 0, ran.err);
}

}  // namespace

TEST_CASE(
    "a result of vllm bench serve moves TPOT and TTFT of that model on that card between model and "
    "measurement") {
  const Folder folder;
  folder.write("v.json", vllm_bench);
  calibrate(folder,
            {"--vllm-bench", "v.json", "--hardware", "h100-80-sxm", "--weights", "fp8", "--measured-here"},
            "c.json");
  const Json decode = factor(folder, "c.json", "decode", "fp8");
  CHECK(decode.at("ci95_lo") < decode.at("value"));
  CHECK(decode.at("value") < decode.at("ci95_hi"));
  const Json result = answer(folder, calibrated(fleet("fp8", "vllm", "h100-80-sxm"), "c.json", "absolute"));
  const double plain = middle(result, "plain", "tpot_s"), mine = middle(result, "mine", "tpot_s");
  // Measured: 8 ms a token of one request alone, slower than predicted. The answer lies between the two.
  CHECK(plain < mine);
  CHECK(mine < 0.008);
  CHECK(mine / plain == doctest::Approx(decode.at("value").get<double>()).epsilon(0.03));
  CHECK(middle(result, "plain", "ttft_s") < middle(result, "mine", "ttft_s"));
  CHECK(result["options"]["mine"]["speed_source"] == "measured here");
  CHECK(result["options"]["plain"]["speed_source"] == "fitted");
}

TEST_CASE("rows say the same as the benchmark file they are of") {
  const Folder folder;
  folder.write("v.json", vllm_bench);
  folder.write("rows.csv", rows);
  calibrate(folder, {"--vllm-bench", "v.json", "--hardware", "h100-80-sxm", "--weights", "fp8"},
            "v.cal.json");
  calibrate(folder, {"--rows", "rows.csv"}, "r.cal.json");
  for (const char* part : {"decode", "prefill"}) {
    CHECK(factor(folder, "r.cal.json", part, "fp8").at("value").get<double>() ==
          doctest::Approx(factor(folder, "v.cal.json", part, "fp8").at("value").get<double>()).epsilon(1e-3));
  }
}

TEST_CASE(
    "llama-bench: names of drivers and of formats are understood; absolute and ratios both move the answer") {
  const Folder folder;
  folder.write("l.json", llama_bench);
  calibrate(folder, {"--llama-bench", "l.json", "--model", "llama-3.1-8b"}, "c.json");
  const std::string option = fleet("q4_k_m", "llama.cpp", "rtx-4090");
  const Json absolute = answer(folder, calibrated(option, "c.json", "absolute"));
  const double moved = middle(absolute, "mine", "tpot_s") / middle(absolute, "plain", "tpot_s");
  CHECK(moved == doctest::Approx(factor(folder, "c.json", "decode", "gguf-q4_k_m").at("value").get<double>())
                     .epsilon(0.02));
  CHECK(moved > 1.05);
  CHECK(absolute["options"]["mine"]["speed_source"] == "published");
  // 100 against 50 tokens/s: 2.0, where the model has more.
  const Json ratios = answer(folder, calibrated(option, "c.json", "ratios"));
  CHECK(middle(ratios, "mine", "tpot_s") > 1.03 * middle(ratios, "plain", "tpot_s"));
}

TEST_CASE("a benchmark file whose names nobody knows is kept, and says what is missing") {
  const Folder folder;
  folder.write("v.json", vllm_bench);
  const Ran ran =
      run(Call{.args = {"calibrate", "--vllm-bench", "v.json", "--hardware", "H900", "--weights", "fp8"},
               .directory = folder.path()});
  CHECK(ran.code == 0);
  CHECK(
      ran.out.find("gives no factor: unknown accelerator 'H900'; --hardware names one the catalogue knows") !=
      std::string::npos);
}

TEST_CASE(
    "init writes the calibration file that a shipped scenario names beside it, and replaces neither "
    "unasked") {
  const Folder folder;
  const std::vector<std::string> init{"init", "mail.yaml", "--from", "cpu-server"};
  const Ran first = run(Call{.args = init, .directory = folder.path()});
  CHECK(first.err ==
        "wrote cpu-server.json, which it names\nwrote llmtco.schema.json, for editors (see "
        "docs/scenario.md)\nwrote mail.yaml; next: llmtco run mail.yaml\n");
  const Json result = run_json(folder / "mail.yaml");
  CHECK(result["options"]["own-server"]["speed_source"] == "measured");
  CHECK(result["options"]["own-server"]["feasible"] == true);
  const Ran again =
      run(Call{.args = {"init", "other.yaml", "--from", "cpu-server"}, .directory = folder.path()});
  CHECK(again.code == 4);
  CHECK(again.err.find("cpu-server.json") != std::string::npos);
  CHECK(folder.files().size() == 3);
}

TEST_CASE("a scenario prices the machine it names wherever it is run") {
  const Json result = run_json(source_file("scenarios/cpu-server.yaml"));
  const double tpot = result["options"]["own-server"]["tpot_s"]["p50"]["p50"].get<double>();
  // Llama 3.2 3B in Q4_K_M, head tied to the embedding: 3.21e9 x 4.8944 / 8 = 1.965 GB x 0.03775 s/GB = 74.2
  // ms; 6.43 Gop x 0.00103 s = 6.6 ms; p = 1.114: 78.7 ms. 944 tokens of 114,688 B at 31.9 GB/s: 3.4 ms.
  // Times 1.08: 88.6 ms.
  CHECK(tpot == doctest::Approx(0.0886).epsilon(0.02));
}

TEST_CASE("predict says whether a speed is fitted or assumed") {
  const auto source = [](const std::string& gpu) {
    return Json::parse(run({"predict", "--model", "llama-3.1-8b", "--weights", "fp16", "--hardware", gpu,
                            "--engine", "vllm", "--format", "json"})
                           .out)["speed_source"];
  };
  CHECK(source("h100-80-sxm") == "fitted");
  CHECK(source("mi325x") == "assumed");
  CHECK(run({"predict", "--model", "llama-3.1-8b", "--weights", "fp16", "--hardware", "h100-80-sxm",
             "--engine", "vllm"})
            .out.find("speed: fitted, speed model of ") != std::string::npos);
}

TEST_CASE("ways to guess tokens are spelt with hyphens, in what the program takes and in what it proposes") {
  const auto predicted = [](const std::string& method) {
    return run({"predict", "--model", "vicuna-7b", "--weights", "fp16", "--hardware", "a100-80-sxm",
                "--engine", "transformers", "--speculation", method, "--draft", "tinyllama-1.1b"});
  };
  CHECK(predicted("draft-model").code == 0);
  CHECK(predicted("draft-model").out.find("speculation_speedup") != std::string::npos);
  const Ran refused = predicted("draft_model");
  CHECK(refused.code == 2);
  CHECK(refused.err ==
        "llmtco: error: --speculation: unknown method 'draft_model'; did you mean 'draft-model'?\n");
}

TEST_CASE("predict takes measured rows as well, and says so") {
  const Folder folder;
  folder.write("rows.csv", rows);
  calibrate(folder, {"--rows", "rows.csv", "--measured-here"}, "c.json");
  const std::vector<std::string> args{"predict",    "--model",         "llama-3.1-8b", "--weights", "fp8",
                                      "--hardware", "h100-80-sxm",     "--engine",     "vllm",      "--input",
                                      "1024",       "--output-tokens", "256",          "--format",  "json"};
  std::vector<std::string> with = args;
  with.insert(with.end(), {"--calibration", folder / "c.json"});
  const Json plain = Json::parse(run(args).out), mine = Json::parse(run(with).out);
  const auto tpot = [](const Json& p, const char* what) {
    return p["predictions"]["tpot_ms"][what].get<double>();
  };
  CHECK(tpot(mine, "value") / tpot(plain, "value") ==
        doctest::Approx(factor(folder, "c.json", "decode", "fp8").at("value").get<double>()).epsilon(0.02));
  CHECK(tpot(mine, "p95") / tpot(mine, "p5") < tpot(plain, "p95") / tpot(plain, "p5"));
  CHECK(mine["predictions"]["tpot_ms"]["stratum"] == "calibration");
  CHECK(mine["speed_source"] == "measured here");
  CHECK(plain["speed_source"] == "fitted");
  std::vector<std::string> other = with;
  *std::find(other.begin(), other.end(), "h100-80-sxm") = "a100-80-sxm";
  *std::find(other.begin(), other.end(), "fp8") = "fp16";
  const Ran refused = run(other);
  CHECK(refused.code == 2);
  CHECK(refused.err.find("do not hold for vllm on a100-80-sxm") != std::string::npos);
}

TEST_CASE("Markdown and CSV say where speeds come from") {
  const std::string file = source_file("scenarios/cpu-server.yaml");
  CHECK(run({"run", file, "--format", "markdown"})
            .out.find("**rented-gpu**: speed: assumed, no measured rows of l4: values") != std::string::npos);
  CHECK(run({"run", file, "--format", "csv"}).out.find(",\"measured: q4, 2 threads of Intel") !=
        std::string::npos);
}

TEST_CASE("every option of every shipped scenario says where its speed comes from" *
          doctest::test_suite("many starts")) {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Json result = run_json(path);
    for (const auto& entry : result["options"].items()) {
      CAPTURE(entry.key());
      const std::string source = entry.value()["speed_source"].get<std::string>();
      if (!entry.value()["ttft_s"].is_null()) CHECK(source != "unknown");
      CHECK(entry.value()["speed_detail"].get<std::string>() != "");
    }
  }
}
