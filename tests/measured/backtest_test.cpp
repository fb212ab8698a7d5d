#include "measured/backtest.h"

#include <string>

#include "../performance/placements.h"
#include "text/diagnostics.h"

using namespace llmtco;

namespace {

constexpr const char* decode_rows =
    "# a comment\n"
    "row_id,hardware,gpus,model,params_b,format,weight_gib,engine,batch,context,gen_len,metric,value,source,"
    "note\n"
    "A,RTX 4090,1,Llama-3-8B,8,Q4_K_M,4.58,llama.cpp,1,0,1024,decode_tok_s,127.74,x,\n"
    "B,RTX 4090,1,Some-New-Model,13,F16,,llama.cpp,1,0,1024,decode_tok_s,35,x,\n"
    "C,Abacus 9000,1,Llama-3-8B,8,F16,,llama.cpp,1,0,1024,decode_tok_s,1,x,\n"
    "D,RTX 4090,1,Llama-3-8B,8,F16,14.96,llama.cpp,1,1024,0,prefill_tok_s,9056,x,\"suspicious: \"\"odd\"\", "
    "said\"\n";

std::string blanked(std::string text) {
  for (const char* number : {"127.74", ",35,", ",1,x", "9056"}) {
    const auto at = text.find(number);
    REQUIRE(at != std::string::npos);
    const std::string_view n = number;
    text.replace(at, n.size(), n == ",35," ? ",," : n == ",1,x" ? ",,x" : "");
  }
  return text;
}

}  // namespace

TEST_CASE("backtest predicts each row or says why not") {
  const Backtest b = backtest(read_rows(decode_rows, "rows.csv"), catalog());
  REQUIRE(b.lines.size() == 4);
  CHECK(b.lines[0].row_id == "A");
  CHECK(b.lines[0].status == "ok");
  CHECK(*b.lines[0].predicted == doctest::Approx(127.74).epsilon(0.1));
  CHECK(b.lines[1].status.find("typical shape of 13B is assumed") != std::string::npos);
  CHECK(*b.lines[1].p95 / *b.lines[1].p5 > *b.lines[0].p95 / *b.lines[0].p5);
  CHECK(b.lines[2].excluded);  // D: prefill, noted suspicious, predicted all the same
  CHECK(b.lines[2].predicted.has_value());
  CHECK(b.lines[3].row_id == "C");
  CHECK(b.lines[3].status.find("no prediction: unknown accelerator") == 0);
  CHECK_FALSE(b.lines[3].predicted.has_value());
  REQUIRE(b.scores.size() == 1);
  CHECK(b.scores[0].stratum == "decode-llamacpp");
  CHECK(b.scores[0].rows == 2);
}

TEST_CASE("blanking the measured column changes no prediction") {
  const Backtest with = backtest(read_rows(decode_rows, "rows.csv"), catalog());
  const Backtest without = backtest(read_rows(blanked(decode_rows), "rows.csv"), catalog());
  REQUIRE(with.lines.size() == without.lines.size());
  for (std::size_t i = 0; i < with.lines.size(); ++i) {
    CHECK(with.lines[i].predicted == without.lines[i].predicted);
    CHECK(with.lines[i].p5 == without.lines[i].p5);
    CHECK_FALSE(without.lines[i].measured.has_value());
  }
  CHECK(without.scores.empty());
}

TEST_CASE("the CSV of a backtest has the columns of the contract, quoted where needed") {
  const std::string csv = backtest_csv(backtest(read_rows(decode_rows, "rows.csv"), catalog()));
  CHECK(csv.find("row_id,metric,measured,predicted,p5,p95,status\nA,decode_tok_s,127.74,") == 0);
  CHECK(csv.find("B,decode_tok_s,35,") != std::string::npos);
  CHECK(csv.find("\"ok; unknown model") != std::string::npos);
}

TEST_CASE("latency rows give a line per time, MLPerf rows without lengths too") {
  const char* const rows =
      "row_id,hardware,gpus,model,params_b,precision,engine,load_kind,load,isl,osl,tp,pp,ttft_ms,tpot_ms,"
      "tpot_p50_ms,"
      "ttft_p99_ms,tpot_p99_ms,date,source,note\n"
      "L,H200 SXM,8,Llama-3.1-70B,70,fp8,vllm,concurrency,16,1024,1024,8,1,109,9.7,,,,2025-10-29,x,\n"
      "M,H100 SXM,8,Llama-2-70B,70,fp8,TensorRT "
      "10.2.0,mlperf_server_output_tok_s,20605,,290.9,2,,205,115,,350,125,2024-08,x,\n"
      "N,A100 80GB,1,Llama-2-7B,7,FP16,LMDeploy 0.1.0a1,batch,16,128,128,1,1,129,,,,,2023-12,x,\n";
  const Backtest b = backtest(read_rows(rows, "l.csv"), catalog());
  REQUIRE(b.lines.size() == 5);
  CHECK(b.lines[0].metric == "ttft_ms");
  CHECK(b.lines[1].metric == "tpot_ms");
  CHECK(*b.lines[1].predicted == doctest::Approx(9.7).epsilon(0.25));
  CHECK(b.lines[4].row_id == "N");
  for (const BacktestLine& line : b.lines) CHECK(*line.predicted > 0);
}

TEST_CASE("an engine version nobody listed is dated by its row: the date, or the round of MLPerf") {
  const auto released = [](const char* engine, const char* source) {
    const std::string rows =
        "row_id,hardware,gpus,model,params_b,precision,engine,load,isl,osl,metric,value,tp,pp,source,note\nT,"
        "MI300X,8,"
        "Llama-2-70B,70,fp8," +
        std::string(engine) + ",mlperf-offline,,290,output_tok_s,,,," + source + ",\n";
    return cases_of(read_rows(rows, "t.csv"), catalog(), shipped_coefficients())
        .cases.at(0)
        .replica.placement.released;
  };
  CHECK(released("vLLM 0.4.3+rocm614", "mlperf-v4.1 AMD") == 2024.6);
  CHECK(released("vLLM 0.5.2", "mlperf-v4.1 AMD") == 2024.55);  // listed
  CHECK(released("vLLM", "somewhere") == shipped_coefficients()("server.release@default"));
}

TEST_CASE("a table of unknown columns, or a ragged one, is refused with its place") {
  CHECK_THROWS_WITH_AS(
      backtest(read_rows("a,b\n1,2\n", "x.csv"), catalog()),
      "x.csv:1:1: error: the columns are those of no known kind of rows; decode speeds have gen_len and "
      "format, throughputs load and precision, latencies load_kind",
      InputError);
  CHECK_THROWS_WITH_AS(read_rows("a,b\n1,2\n1,2,3\n", "x.csv"),
                       "x.csv:3:1: error: 3 fields, but the header names 2 columns; a field with a ',' in it "
                       "stands in quotes\n",
                       InputError);
}

namespace {

/// One row of DeepSeek V3 on 16 H200 with its split and note.
std::string split_row(const std::string& columns, const std::string& split, const std::string& note) {
  return "row_id,hardware,gpus,model,params_b,precision,engine,load,isl,osl," + columns +
         ",metric,value,date,source,note\n"
         "A,H200 SXM,16,DeepSeek-V3,671,fp8,vllm,offline-max,1024,1024," +
         split + ",output_tok_s,,2025-10-29,x," + note + "\n";
}

BacktestLine line_of(const std::string& rows) {
  return backtest(read_rows(rows, "r.csv"), catalog()).lines.at(0);
}

}  // namespace

TEST_CASE("a column says how many GPUs have attention of their own; two replicas are twice as fast as one") {
  const auto predicted = [](const std::string& columns, const std::string& split,
                            const std::string& note = "") {
    return *line_of(split_row(columns, split, note)).predicted;
  };
  const double noted = predicted("tp,pp", "1,1", "attention data parallel 16");
  CHECK(predicted("tp,pp,attention_data", "1,1,16") == noted);
  CHECK(predicted("pp,attention_data", "1,16") == noted);  // the rest is tensor parallel: 16 / 16 = 1
  CHECK(predicted("tp,pp,attention_data", "16,1,1") == predicted("tp,pp", "16,1"));
  CHECK(predicted("tp,pp,attention_data", "1,1,8") != noted);  // two replicas of 8
  CHECK(line_of(split_row("tp,pp,attention_data", "4,1,8", "")).status ==
        "no prediction: tp 4 x pp 1 x attention_data 8 are 32 GPUs, the row has 16");
}

TEST_CASE("rows of an open loop are medians at a rate; those handed over at once are told to be none") {
  const Backtest b = backtest(
      read_rows("row_id,hardware,gpus,model,params_b,precision,engine,load_kind,load,isl,osl,tp,output_tok_s,"
                "ttft_p50_ms,tpot_p50_ms,source\n"
                "A,H100 SXM,1,Llama-3-8B,8,BF16,vLLM 0.10.2,poisson,5,256,350,1,,40,9,x\n"
                "B,H100 SXM,1,Llama-3-8B,8,BF16,vLLM 0.10.2,poisson,20,256,350,1,,40,9,x\n"
                "C,H100 SXM,1,Llama-3-8B,8,BF16,vLLM 0.10.2,single,1,256,350,1,,40,9,x\n"
                "D,H100 SXM,1,Llama-3-8B,8,BF16,vLLM 0.10.2,queue,100,256,350,1,3000,,,x\n",
                "open.csv"),
      catalog());
  REQUIRE(b.lines.size() == 7);
  CHECK(*b.lines[0].measured == 40);
  CHECK(*b.lines[1].measured == 9);
  // Faster requests share the steps with more others: 5 a second are about 15 of them, 20 about 70.
  CHECK(*b.lines[3].predicted > 1.1 * *b.lines[1].predicted);
  CHECK(*b.lines[1].predicted > *b.lines[5].predicted);
  CHECK(b.lines[6].status ==
        "no prediction: requests that start together: their longest answers are in the rate");
}
