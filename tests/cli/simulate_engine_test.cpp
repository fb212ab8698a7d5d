#include <doctest/doctest.h>

#include "simulated_json.h"

namespace {

const std::vector<std::string> llama{"--model",     "llama-3.1-8b", "--weights", "fp16",   "--hardware",
                                     "h100-80-sxm", "--engine",     "vllm",      "--rate", "4",
                                     "--requests",  "300",          "--input",   "1000",   "--output-tokens",
                                     "500",         "--output-cv",  "1"};

std::vector<std::string> with(std::vector<std::string> more) {
  std::vector<std::string> args = llama;
  args.insert(args.end(), more.begin(), more.end());
  return args;
}

}  // namespace

TEST_CASE("simulate swaps over a link whose time for a token follows from the placement") {
  const auto json = simulated(with({"--kv-blocks", "1500", "--preemption", "swap", "--host-blocks", "5000",
                                    "--swap-bandwidth", "25 GB/s"}));
  CHECK(json["swaps"].get<int>() > 0);
  CHECK(json["restarts"] == 0);
  CHECK(json["transfer_share"].get<double>() > 0);
  // 131,072 B / 25 GB/s.
  CHECK(json["settings"]["swap_per_token_s"].get<double>() == doctest::Approx(5.24288e-6));
}

TEST_CASE("simulate guesses tokens, on a placement and on given times alike") {
  const auto plain = simulated(llama),
             guessed = simulated(with({"--speculation", "eagle2", "--guesses", "4", "--accepted", "2.6"}));
  CHECK(guessed["tpot_s"]["mean"].get<double>() < 0.8 * plain["tpot_s"]["mean"].get<double>());
  CHECK(guessed["guessed_share"].get<double>() > 0.9);
  CHECK(guessed["settings"]["guessing"]["accepted"] == 2.6);
  CHECK(plain["settings"]["guessing"].is_null());
  Folder folder;
  const std::string step =
      folder.write("step.json", R"({"t0": 0.01, "c_pf": 5e-5, "c_attn": 0, "c_dec": 0, "c_kv": 0})");
  const auto given = simulated({"--step-time", step, "--rate", "1", "--requests", "50", "--guesses", "3",
                                "--accepted", "2", "--guess-step", "2 ms", "--guess-sequence", "10 us"});
  // Two tokens every 12 ms or a little more.
  CHECK(given["tpot_s"]["p50"].get<double>() == doctest::Approx(0.006).epsilon(0.05));
}

TEST_CASE("simulate serves on ranks and on stages of a pipeline") {
  const auto ranks =
      simulated({"--model", "deepseek-r1", "--weights", "fp8", "--hardware", "h200-141-sxm", "--gpus", "8",
                 "--attention-data", "8", "--engine", "sglang", "--rate", "4", "--requests", "200"});
  CHECK(ranks["settings"]["attention_data"] == 8);
  CHECK(ranks["step_time_s"]["shared_pf"].get<double>() > 0);
  CHECK(ranks["completed"] == 200);
  const auto stages =
      simulated({"--model", "llama-3.1-70b", "--weights", "fp16", "--hardware", "h100-80-sxm", "--gpus", "4",
                 "--pipeline", "4", "--engine", "vllm", "--rate", "2", "--requests", "200"});
  CHECK(stages["settings"]["pipeline"] == 4);
  CHECK(stages["completed"] == 200);
}

TEST_CASE("what flags of memory, guesses and ranks leave out is said at once") {
  Folder folder;
  const std::string step =
      folder.write("step.json", R"({"t0": 0.01, "c_pf": 5e-5, "c_attn": 0, "c_dec": 0, "c_kv": 0})");
  const Ran ran =
      run({"simulate", "--step-time", step, "--rate", "3", "--preemption", "swap", "--host-cache-blocks", "5",
           "--guesses", "4", "--attention-data", "4", "--kv-blocks", "2"});
  CHECK(ran.code == 2);
  for (const char* said :
       {"--preemption swap needs --swap-bandwidth; of a link, as 25 GB/s",
        "--host-cache-blocks needs --host-cache-bandwidth; of a link, as 25 GB/s",
        "how many bytes a token's keys and values are is not said; add --kv-bytes-per-token, as '128 KiB'",
        "swapping needs blocks in the host's memory, and there are none",
        "tiers of the host and of a disk are below a prefix cache, and there is none",
        "guessing takes --guesses, --accepted, --guess-step and --guess-sequence together",
        "2 KV blocks are less than one for each of 4 ranks or batches"}) {
    CAPTURE(said);
    CHECK(ran.err.find(said) != std::string::npos);
  }
}
