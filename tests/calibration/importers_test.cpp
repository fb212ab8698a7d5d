#include "calibration/importers.h"
#include "measured.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace llmtco;

namespace {

/// Synthetic output of llama-bench -o json: real field names, invented speeds.
const char* const llama_bench = R"([
  {
    "build_commit": "abcd1234", "build_number": 6000, "cpu_info": "Test CPU", "gpu_info": "NVIDIA Test GPU",
    "backends": "CUDA", "model_filename": "models/8b-q4.gguf", "model_type": "llama 8B Q4_K - Medium",
    "model_size": 4920000000, "model_n_params": 8030000000, "n_batch": 2048, "n_ubatch": 512, "n_threads": 8,
    "type_k": "f16", "type_v": "f16", "n_gpu_layers": 99, "n_prompt": 512, "n_gen": 0, "n_depth": 0,
    "test_time": "2026-11-20T10:00:00Z", "avg_ns": 100000000, "stddev_ns": 1000000, "avg_ts": 5120.0,
    "stddev_ts": 51.2, "samples_ns": [100000000, 99000000, 101000000], "samples_ts": [5120.0, 5171.7, 5069.3]
  },
  {
    "build_commit": "abcd1234", "build_number": 6000, "cpu_info": "Test CPU", "gpu_info": "NVIDIA Test GPU",
    "model_type": "llama 8B Q4_K - Medium", "model_size": 4920000000, "model_n_params": 8030000000,
    "n_gpu_layers": 99, "n_prompt": 0, "n_gen": 128, "n_depth": 0, "avg_ts": 120.0, "stddev_ts": 1.5
  },
  {
    "build_commit": "abcd1234", "cpu_info": "Test CPU", "gpu_info": "NVIDIA Test GPU",
    "model_type": "llama 8B F16", "model_size": 16060000000, "model_n_params": 8030000000,
    "n_gpu_layers": 0, "n_prompt": 0, "n_gen": 128, "avg_ts": 2.5, "stddev_ts": 0.1
  },
  {
    "build_commit": "abcd1234", "cpu_info": "Test CPU", "gpu_info": "",
    "model_type": "llama 8B F16", "model_size": 16060000000, "model_n_params": 8030000000,
    "n_gpu_layers": 0, "n_prompt": 512, "n_gen": 128, "avg_ts": 10, "stddev_ts": 0
  }
])";

/// Synthetic result of vllm bench serve --save-result.
const char* const vllm_bench =
    R"({"date": "20261120-100000", "endpoint_type": "vllm", "backend": "vllm", "label": null,
 "model_id": "meta-llama/Llama-3.1-8B-Instruct", "tokenizer_id": "meta-llama/Llama-3.1-8B-Instruct", "num_prompts": 200,
 "request_rate": "inf", "burstiness": 1.0, "max_concurrency": 16, "duration": 50.0, "completed": 200, "failed": 0,
 "total_input_tokens": 204800, "total_output_tokens": 51200, "request_throughput": 4.0, "output_throughput": 1024.0,
 "total_token_throughput": 5120.0, "mean_ttft_ms": 80.5, "median_ttft_ms": 70.0, "std_ttft_ms": 20.0, "p99_ttft_ms": 190.0,
 "mean_tpot_ms": 14.2, "median_tpot_ms": 14.0, "std_tpot_ms": 1.0, "p99_tpot_ms": 17.0, "mean_itl_ms": 14.1})";

const char* const decode_rows =
    "# source and date\n"
    "row_id,hardware,gpus,model,params_b,format,weight_gib,engine,batch,context,gen_len,metric,value,source,"
    "note\n"
    "D1,RTX 4090,1,Llama-3-8B,8,Q4_K_M,4.5,llama.cpp,1,0,512,decode_tok_s,128,\"readme, May\",\n"
    "D2,RTX 4090,1,Llama-3-8B,8,F16,15,llama.cpp,1,0,512,prefill_tok_s,9000,readme,\n"
    "D3,RTX 4090,1,Llama-3-8B,8,F16,15,llama.cpp,1,0,512,decode_tok_s,540,readme,suspicious: too fast\n";

const char* const latency_rows =
    "row_id,hardware,gpus,model,params_b,precision,engine,load_kind,load,isl,osl,tp,pp,ttft_ms,tpot_ms,note\n"
    "L1,H100 SXM,1,Llama-3.1-8B,8,FP8,vLLM,concurrency,32,1024,128,1,1,150,9.5,\n"
    "L2,H100 SXM,1,Llama-3.1-8B,8,FP8,vLLM,concurrency,64,1024,128,1,1,,12,\n";

ImportContext on(const std::string& hardware) {
  ImportContext context;
  context.hardware = hardware;
  return context;
}

std::string rendered(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& d : diagnostics.sorted()) {
    all += to_text(d.location) + ": " + d.message + (d.hint.empty() ? "" : "; " + d.hint) + "\n";
  }
  return all;
}

std::string vllm_errors(const std::string& text, const ImportContext& context) {
  Diagnostics diagnostics;
  CHECK(import_vllm_bench(text, "v.json", context, diagnostics).empty());
  return rendered(diagnostics);
}

}  // namespace

TEST_CASE("llama-bench: prompt tests are prefill, generation tests decode, mixed ones are left out aloud") {
  Diagnostics diagnostics;
  const std::vector<Observation> found = import_llama_bench(llama_bench, "l.json", {}, diagnostics);
  CHECK(rendered(diagnostics) ==
        "l.json:20:3: test 3 mixes prompt and generation; excluded, as its rate is of neither\n");
  REQUIRE(found.size() == 3);
  CHECK(found[0].metric == "prefill_tok_s");
  CHECK(found[0].hardware == "NVIDIA Test GPU");
  CHECK(found[0].value.median == 5120);  // of samples_ts
  CHECK(found[0].value.samples == 3);
  CHECK(found[0].params_b == doctest::Approx(8.03));
  CHECK(found[0].isl == 512);
  CHECK(found[1].metric == "decode_tok_s");
  CHECK(found[1].format == "Q4_K - Medium");
  CHECK(found[1].weight_bytes == 4.92e9);
  CHECK(found[1].value.low == 117);  // 120 - 2 * 1.5 without samples
  CHECK(found[1].osl == 128);
  CHECK(found[2].hardware == "Test CPU");  // no layer offloaded
  CHECK(found[2].gpus == 0);
  CHECK(found[2].source == "l.json");
}

TEST_CASE("llama-bench: bad values are told where they stand") {
  Diagnostics diagnostics;
  std::string text = replaced(llama_bench, "\"avg_ts\": 120.0", "\"avg_ts\": -120.0");
  text = replaced(text, "\"model_size\": 16060000000, ", "");
  CHECK(import_llama_bench(text, "l.json", {}, diagnostics).empty());
  const std::string all = rendered(diagnostics);
  CHECK(all.find("l.json:13:78: 'avg_ts' of test 1 must be positive, is -120\n") != std::string::npos);
  CHECK(all.find("l.json:15:3: the key 'model_size' is missing in test 2\n") != std::string::npos);

  Diagnostics other;
  CHECK(import_llama_bench("{\"avg_ts\": 1}", "l.json", {}, other).empty());
  CHECK(rendered(other) ==
        "l.json:1:1: llama-bench output must be a list of tests, found a mapping; run llama-bench with -o "
        "json\n");
}

TEST_CASE("vllm bench serve: throughput and mean latencies at its concurrency") {
  Diagnostics diagnostics;
  const std::vector<Observation> found = import_vllm_bench(vllm_bench, "v.json", on("H100 SXM"), diagnostics);
  CHECK(rendered(diagnostics) == "");
  REQUIRE(found.size() == 3);
  CHECK(found[0].metric == "output_tok_s");
  CHECK(found[0].value.median == 1024);
  CHECK(found[1].metric == "ttft_ms");
  CHECK(found[1].value.median == 80.5);
  CHECK(found[2].metric == "tpot_ms");
  CHECK(found[2].value.median == 14.2);
  for (const Observation& o : found) {
    CHECK(o.hardware == "H100 SXM");
    CHECK(o.model == "meta-llama/Llama-3.1-8B-Instruct");
    CHECK(o.load_kind == "concurrency");
    CHECK(o.load == 16);
    CHECK(o.isl == 1024);  // 204800 / 200
    CHECK(o.osl == 256);
  }
}

TEST_CASE("vllm bench serve: the kind of load follows from concurrency and rate") {
  const std::string open = replaced(vllm_bench, "\"max_concurrency\": 16", "\"max_concurrency\": null");
  Diagnostics diagnostics;
  CHECK(import_vllm_bench(open, "v.json", on("x"), diagnostics)[0].load_kind == "offline-max");
  const std::vector<Observation> limited = import_vllm_bench(
      replaced(open, "\"request_rate\": \"inf\"", "\"request_rate\": 4.5"), "v.json", on("x"), diagnostics);
  CHECK(limited[0].load_kind == "request-rate");
  CHECK(limited[0].load == 4.5);
  CHECK(rendered(diagnostics) == "");
}

TEST_CASE("vllm bench serve: what cannot be is refused") {
  CHECK(vllm_errors(vllm_bench, {}) ==
        "v.json:1:1: a vllm bench serve result does not name its hardware; name it with --hardware\n");
  CHECK(vllm_errors(replaced(vllm_bench, "\"mean_ttft_ms\": 80.5", "\"mean_ttft_ms\": -80.5"), on("x"))
            .find("'mean_ttft_ms' of a vllm bench serve result must be 0 or more, is -80.5") !=
        std::string::npos);
  CHECK(vllm_errors(replaced(vllm_bench, "\"completed\": 200", "\"completed\": 0"), on("x"))
            .find("no request was completed") != std::string::npos);
  CHECK(vllm_errors(replaced(vllm_bench, "\"output_throughput\": 1024.0", "\"output_throughput\": 2000.0"),
                    on("x"))
            .find("output_throughput 2000 is not total_output_tokens / duration = 1024") !=
        std::string::npos);
  CHECK(vllm_errors(std::string(vllm_bench).substr(0, 300), on("x")) ==
        "v.json:3:85: the quote '\"' opened here is not closed in its line; add the closing '\"', unless the "
        "file was cut short\n");
}

TEST_CASE("rows: decode and prefill rates with the size of the weights") {
  Diagnostics diagnostics;
  const std::vector<Observation> found =
      import_rows(read_rows(decode_rows, "r.csv"), Provenance::published, diagnostics);
  CHECK(rendered(diagnostics) == "r.csv:5:1: row D3 is noted as suspicious; excluded\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].id == "D1");
  CHECK(found[0].metric == "decode_tok_s");
  CHECK(found[0].weight_bytes == 4.5 * 1073741824);
  CHECK(found[0].source == "readme, May");
  CHECK(found[0].load == 1);
  CHECK(found[1].metric == "prefill_tok_s");
  CHECK(found[1].value.median == 9000);
}

TEST_CASE("rows: rates of one GPU are turned into rates of all") {
  const char* const rows =
      "row_id,hardware,gpus,model,params_b,precision,engine,load,isl,osl,metric,value,tp,pp,note\n"
      "T1,H100 SXM,4,m,70,FP8,TensorRT-LLM,offline-max,128,128,output_tok_s_per_gpu,500,4,1,\n"
      "T2,H100 SXM,4,m,70,FP8,TensorRT-LLM,batch 64,128,128,output_tok_s,1500,4,1,\n";
  Diagnostics diagnostics;
  const std::vector<Observation> found =
      import_rows(read_rows(rows, "r.csv"), Provenance::published, diagnostics);
  CHECK(rendered(diagnostics) == "");
  REQUIRE(found.size() == 2);
  CHECK(found[0].metric == "output_tok_s");
  CHECK(found[0].value.median == 2000);
  CHECK(found[0].load_kind == "offline-max");
  CHECK(found[1].value.median == 1500);
  CHECK(found[1].load_kind == "batch");
  CHECK(found[1].load == 64);
}

TEST_CASE("rows: a latency row gives TTFT and TPOT, each when it is there") {
  Diagnostics diagnostics;
  const std::vector<Observation> found =
      import_rows(read_rows(latency_rows, "r.csv"), Provenance::measured_here, diagnostics);
  CHECK(rendered(diagnostics) == "");
  REQUIRE(found.size() == 3);
  CHECK(found[0].metric == "ttft_ms");
  CHECK(found[1].metric == "tpot_ms");
  CHECK(found[2].metric == "tpot_ms");
  CHECK(found[2].load == 64);
  CHECK(found[2].provenance == Provenance::measured_here);
}

TEST_CASE("rows: wrong fields are told with their line") {
  CHECK_THROWS_WITH_AS(
      read_rows(replaced(decode_rows, ",128,\"readme", ",-128,\"readme"), "r.csv"),
      "r.csv:3:1: error: value must be a number from 0 to 1e+15, is '-128', in column value\n", InputError);
  const std::string text = replaced(decode_rows, "prefill_tok_s", "prefil_tok_s");
  Diagnostics diagnostics;
  CHECK(import_rows(read_rows(text, "r.csv"), Provenance::published, diagnostics).empty());
  const std::string all = rendered(diagnostics);
  CHECK(all.find("r.csv:4:1: unknown metric 'prefil_tok_s'; did you mean 'prefill_tok_s'?\n") !=
        std::string::npos);

  Diagnostics header;
  CHECK(import_rows(read_rows("a,b\n1,2\n", "r.csv"), Provenance::published, header).empty());
  CHECK(rendered(header).find("r.csv:1:1: the header names none of the known sets of columns") == 0);
}
