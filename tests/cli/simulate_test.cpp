#include <doctest/doctest.h>

#include "simulated_json.h"

namespace {

const char* const step_json = R"({"t0": 0.01, "c_pf": 5e-5, "c_attn": 0, "c_dec": 0, "c_kv": 0})";

struct SimulateFolder {
  Folder folder;
  std::string step = folder.write("step.json", step_json);
};

}  // namespace

TEST_CASE("simulate serves a trace, and its files say what became of each request and of the time") {
  SimulateFolder f;
  // Prompts of 100 and 200 tokens: steps of 15 and 20 ms. The second waits for the first step, whose answer then shares
  // the step of the second prompt.
  const std::string trace =
      f.folder.write("t.csv", "timestamp_s,input_tokens,output_tokens\n0,100,2\n0.005,200,1\n1,9999,1\n");
  const std::string times = f.folder / "times.csv", line = f.folder / "line.csv";
  const auto json = simulated({"--trace", trace, "--step-time", f.step, "--kv-blocks", "100",
                               "--requests-out", times, "--timeline-out", line});
  CHECK(json["requests"] == 3);
  CHECK(json["completed"] == 2);
  CHECK(json["rejected"] == 1);
  CHECK(json["steps"] == 2);
  CHECK(json["settings"]["scheduler"] == "vllm");
  CHECK(json["queue_s"]["mean"].get<double>() == doctest::Approx(0.005));
  for (const char* key : {"restarts", "ttft_s", "tpot_s", "itl_s", "e2e_s", "output_tok_s", "goodput_rps",
                          "prefix_hit_ratio", "utilization", "saturated"}) {
    CAPTURE(key);
    CHECK(json.contains(key));
  }
  CHECK(read_text_file(times) ==
        "request,ttft_s,e2e_s,tpot_s,restarts,arrival_s,task\n0,0.015,0.035,0.02,0,0,0\n"
        "1,0.03,0.03,,0,0.005,1\n2,,,,0,1,2\n");
  CHECK(read_text_file(line).starts_with("time_s,batch,kv_blocks,queued,busy,output_tok_s,serving,paid\n0,"));
}

TEST_CASE("simulate draws a load, and tells above capacity by how much, and no mean") {
  SimulateFolder f;
  const auto fine = simulated({"--step-time", f.step, "--rate", "2", "--requests", "500"});
  CHECK(fine["saturated"] == false);
  CHECK(fine["ttft_s"]["mean"].get<double>() < fine["ttft_s"]["p99"].get<double>());
  const auto much =
      simulated({"--step-time", f.step, "--rate", "2000", "--requests", "2000", "--max-batch", "16"});
  CHECK(much["saturated"] == true);
  CHECK(much["load"].get<double>() > 1);
  CHECK(much["ttft_s"]["mean"].is_null());
  CHECK(much["ttft_s"]["p50"].is_number());
  const auto loop = simulated({"--step-time", f.step, "--concurrency", "8", "--requests", "100"});
  CHECK(loop["load"].is_null());
  CHECK(loop["in_system"].get<double>() <= 8.0001);
  const Ran text =
      run({"simulate", "--step-time", f.step, "--rate", "2000", "--requests", "2000", "--max-batch", "16"});
  CHECK(text.out.find("saturated: ") != text.out.npos);
  CHECK(text.out.find("queue") != text.out.npos);
}

TEST_CASE(
    "simulate takes step times and the work of the processor of a placement, and says how far they are off") {
  const auto json = simulated({"--model", "llama-3.1-8b", "--weights", "fp8", "--hardware", "h100-80-sxm",
                               "--engine", "vllm", "--rate", "5", "--requests", "200"});
  CHECK(json["step_time_fit"]["mean_error"].get<double>() < 0.05);
  CHECK(json["settings"]["kv_blocks"].get<double>() > 20'000);
  CHECK(json["notes"].size() == 3);  // blocks, step time, work of the processor
  // What measured servers of the engine show beside the speed model, and what the flags say in its place.
  CHECK(json["settings"]["plans_ahead"] == true);
  CHECK(json["settings"]["front_s"].get<double>() == doctest::Approx(0.0095));
  CHECK(json["settings"]["host_per_request_s"] == 0);
  CHECK(json["step_time_s"]["bend"].size() == 17);
  const auto asked =
      simulated({"--model", "llama-3.1-8b", "--weights", "fp8", "--hardware", "h100-80-sxm", "--engine",
                 "vllm", "--rate", "5", "--requests", "200", "--host-request", "2 ms"});
  CHECK(asked["settings"]["host_per_request_s"] == 0.002);
  CHECK(asked["tpot_s"]["mean"] > json["tpot_s"]["mean"]);
  const Ran small = run({"simulate", "--model", "llama-3.1-70b", "--weights", "fp16", "--hardware",
                         "h100-80-sxm", "--engine", "vllm", "--rate", "5"});
  CHECK(small.code == 3);
  CHECK(small.err.find("does not run") != small.err.npos);
}

TEST_CASE("simulate finds the largest rate within limits") {
  SimulateFolder f;
  // Answers of one token: 35.6 ms each alone; together under the budget of a step.
  const auto json = simulated({"--step-time", f.step, "--requests", "1000", "--output-tokens", "1", "--ttft",
                               "200 ms", "--largest-rate"});
  CHECK(json["largest_rate"]["rps"].get<double>() > 15);
  CHECK(json["largest_rate"]["low"] <= json["largest_rate"]["rps"]);
  CHECK(run({"simulate", "--step-time", f.step, "--requests", "100", "--ttft", "1 ms", "--largest-rate"})
            .code == 3);
}

TEST_CASE("simulate shares requests out to replicas, and prompts and answers to those of their own") {
  SimulateFolder f;
  const auto four = simulated({"--step-time", f.step, "--rate", "40", "--requests", "2000", "--replicas", "4",
                               "--router", "least-loaded"});
  CHECK(four["replicas"] == 4);
  CHECK(four["completed"] == 2000);
  const auto apart =
      simulated({"--step-time", f.step, "--rate", "20", "--requests", "1000", "--prefill-replicas", "2",
                 "--decode-replicas", "1", "--kv-transfer", "2 us"});
  CHECK(apart["replicas"] == 3);
  CHECK(apart["completed"] == 1000);
  CHECK(run({"simulate", "--step-time", f.step, "--rate", "1", "--prefill-replicas", "2"}).code == 2);
}

TEST_CASE("simulate says what is wrong with its files and flags, with line and column") {
  SimulateFolder f;
  const std::string bad =
      f.folder.write("bad.csv", "timestamp_s,input_tokens,output_tokens\n0,5,x\n-1,5,5\n3,0,5\n2,1,1\n");
  const Ran rows = run({"simulate", "--trace", bad, "--step-time", f.step});
  CHECK(rows.code == 2);
  for (const char* said : {"bad.csv:2:5: error: 'x' is no number", "bad.csv:3:1: error: a request at -1 s",
                           "bad.csv:4:3: error: a prompt of 0 tokens"}) {
    CAPTURE(said);
    CHECK(rows.err.find(said) != rows.err.npos);
  }
  const Ran missing = run({"simulate", "--trace", f.folder / "none.csv", "--step-time", f.step});
  CHECK(missing.code == 4);
  CHECK(missing.err.find("no such file") != missing.err.npos);

  const std::string wrong =
      f.folder.write("wrong.json", "{\"t0\": -1, \"c_pf\": 0, \"c_attn\": 0, \"c_dec\": 0, \"kv\": 0}");
  const Ran step = run({"simulate", "--rate", "1", "--step-time", wrong});
  CHECK(step.code == 2);
  CHECK(step.err.find("t0 must be 0 to 1000 seconds") != step.err.npos);
  CHECK(step.err.find("'kv'") != step.err.npos);

  const Ran flags = run({"simulate", "--step-time", f.step, "--input", "5-2", "--ttft", "5 GB"});
  CHECK(flags.code == 2);
  CHECK(flags.err.find("--input: '5-2'") != flags.err.npos);
  CHECK(flags.err.find("--ttft") != flags.err.npos);
  CHECK(flags.err.find("how many requests come is not said") != flags.err.npos);
  CHECK(run({"simulate", "--step-time", f.step, "--rate", "1", "--scheduler", "vlm"}).err.find("vllm") !=
        std::string::npos);
  CHECK(run({"simulate", "--step-time", f.step, "--rate", "1", "--max-batch", "64", "--token-budget", "8"})
            .code == 2);
}
