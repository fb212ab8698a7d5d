#include "serving/trace.h"

#include <doctest/doctest.h>

#include "serving/step_time_file.h"

using namespace llmtco;
using namespace llmtco::serving;

namespace {

Load read_good(const std::string& text) {
  Diagnostics diagnostics;
  Load load = read_trace(text, "t.csv", diagnostics);
  CAPTURE(diagnostics.rendered());
  CHECK_FALSE(diagnostics.has_errors());
  return load;
}

std::string complaints_about(const std::string& text) {
  Diagnostics diagnostics;
  read_trace(text, "t.csv", diagnostics);
  std::string all;
  for (const Diagnostic& d : diagnostics.sorted()) all += to_text(d.location) + ": " + d.message + "\n";
  return all;
}

}  // namespace

TEST_CASE("traces are known by the names of columns that published ones have") {
  const Load own = read_good("# source\ntimestamp_s,input_tokens,output_tokens\n0.5,10,2\n1.25,7,1\n");
  REQUIRE(own.requests.size() == 2);
  CHECK(own.requests[0].arrival == 500'000'000'000);
  CHECK(own.requests[1].input == 7);

  const Load azure = read_good(
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n"
      "2023-11-16 18:15:50.9951690,396,109\n");
  CHECK(azure.requests[0].arrival == 0);
  CHECK(in_seconds(azure.requests[1].arrival) == doctest::Approx(4.314579));
  CHECK(azure.requests[1].output == 109);

  const Load burst = read_good(
      "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,ChatGPT,472,18,490,x\n");
  CHECK(burst.requests[0].arrival == 5'000'000'000'000);
  CHECK(burst.requests[0].output == 18);

  const Load mooncake =
      read_good(R"({"timestamp": 27482, "input_length": 1030, "output_length": 52, "hash_ids": [46, 47, 2366]}
{"timestamp": 30535, "input_length": 500, "output_length": 26, "hash_ids": [46]}
)");
  REQUIRE(mooncake.requests.size() == 2);
  CHECK(in_seconds(mooncake.requests[0].arrival) == doctest::Approx(27.482));
  CHECK(mooncake.requests[0].prefixes == 3);
  CHECK(mooncake.prefix_ids == std::vector<std::uint64_t>{46, 47, 2366, 46});
}

TEST_CASE("rows that no request can be are told all at once, each with its line and column") {
  CHECK(complaints_about("timestamp_s,input_tokens,output_tokens\n"
                         "0,10,2\n"
                         "x,10,2\n"
                         "3,-5,2\n"
                         "2,10,0\n"
                         "3,10,2\n"
                         "2.5,10,2\n"
                         "4,10,99000000\n"
                         "9e9,10,2.5\n") ==
        "t.csv:3:1: 'x' is no number\n"
        "t.csv:4:3: a prompt of -5 tokens: it must be a whole number from 1 to 10000000\n"
        "t.csv:5:6: an answer of 0 tokens: it must be a whole number from 1 to 10000000\n"
        "t.csv:7:1: a request at 2.500000 s, before the one in front of it at 3.000000 s\n"
        "t.csv:8:6: an answer of 99000000 tokens: it must be a whole number from 1 to 10000000\n"
        "t.csv:9:1: a request at 9e+09 s, beyond the 53 days a simulation may last\n");
  CHECK(complaints_about("timestamp_s,input_token,answer\n0,1,2\n") ==
        "t.csv:1:1: no column of prompt lengths, but 'input_token'\n"
        "t.csv:1:1: no column of answer lengths\n");
  CHECK(complaints_about("timestamp_ms,input_length,output_length,hash_ids\n0,600,1,1 2 3\n1,600,1,1 b\n") ==
        "t.csv:2:9: 3 ids for a prompt of 600 tokens, which is 2 blocks of 512\n"
        "t.csv:3:9: ids must be whole numbers from 0 on, with blanks between\n");
  CHECK(complaints_about("timestamp_s,input_tokens,output_tokens\n") ==
        "t.csv:1:1: a trace without requests\n");
}

TEST_CASE("what a trace does not hold in one form is told, and never taken for something else") {
  const std::string head = "timestamp,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46,374,44\n";
  CHECK(complaints_about(head + "5,374,44\n") ==
        "t.csv:3:1: '5' is no date and time, and the first row has a date and time\n");
  CHECK(complaints_about("timestamp,ContextTokens,GeneratedTokens\n5,374,44\n2023-11-16 18:15:46,3,4\n") ==
        "t.csv:3:1: '2023-11-16 18:15:46' is a date and time, and the first row has a number\n");
  CHECK(complaints_about(head + "2023-11-16 18:15:40,374,44\n") ==
        "t.csv:3:1: a request 6.000000 s before the first of the trace\n");
  CHECK(complaints_about("") == "t.csv:1:1: the file is empty\n");
  CHECK(complaints_about(R"({"timestamp": 1, "input_length": 5, "output_length": 1, "hash_ids": "abc"})") ==
        "t.csv:1:70: expected a list of ids at 0.hash_ids, found a single value 'abc'\n");
  Diagnostics unix_times;
  read_trace("timestamp,input_tokens,output_tokens\n1700000000,5,5\n", "t.csv", unix_times);
  CHECK(unix_times.rendered().find("does it count from 1970?") != std::string::npos);
  // One list is as good as lines.
  CHECK(read_good(R"([{"timestamp": 1000, "input_length": 5, "output_length": 1},
 {"timestamp": 2000, "input_length": 5, "output_length": 1}])")
            .requests.size() == 2);
}

TEST_CASE("coefficients of a step are read at the top or below their heading") {
  Diagnostics diagnostics;
  const auto t =
      read_step_time(R"({"formula": "x", "coefficients": {"t0_s": 0.01, "c_pf_s": 1e-5, "c_attn_s": 0,
    "c_dec_s": 2e-5, "c_kv_s": 3e-7}})",
                     "s.json", diagnostics);
  REQUIRE(t);
  CHECK(t->t0 == 0.01);
  CHECK(t->c_kv == 3e-7);
  CHECK_FALSE(read_step_time("{t0: 0.01, c_pf: -1, c_attn: 0, c_dec: 0, kv: 1}", "s.json", diagnostics));
  std::string all;
  for (const Diagnostic& d : diagnostics.sorted()) all += d.message + "\n";
  CHECK(all.find("c_pf must be 0 to 1000 seconds, is -1") != all.npos);
  CHECK(all.find("c_kv") != all.npos);
}
