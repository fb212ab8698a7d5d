#include "calibration/speed_factors.h"

#include <doctest/doctest.h>

#include <cmath>

#include "calibration/importers.h"
#include "columns/normal.h"
#include "measured.h"
#include "measured/rows.h"

using namespace llmtco;

namespace {

/// The shipped model with spreads of round numbers: tau = 0.1 for accelerator and engine, sigma = 0.1 for the
/// rest.
Coefficients with_round_spreads() {
  Coefficients k = shipped_coefficients();
  const double reach = std::exp(z95 * std::sqrt(0.02));
  std::vector<Spread> spreads;
  for (const char* stratum : {"decode-llamacpp", "prefill", "tpot", "ttft", "offline-dense"})
    spreads.push_back({stratum, 1 / reach, reach, 1 / reach, reach, 0.5, 0, 100});
  k.set_spreads(spreads);
  return k;
}

const std::string decode_columns =
    "row_id,hardware,gpus,model,params_b,format,weight_gib,engine,batch,context,gen_len,metric,value,note\n";

Cases cases(const std::string& text, const Coefficients& k) {
  return cases_of(read_rows(text, "r.csv"), catalog(), k);
}

/// A decode rate of one stream that took `slower` times as long as predicted.
std::string row_at(double slower, const Coefficients& k, const std::string& model = "Llama-3.1-8B") {
  const std::string front =
      decode_columns + "D1,rtx-4090,1," + model + ",8,Q4_K_M,,llama.cpp,1,64,128,decode_tok_s,";
  const Cases guess = cases(front + "1,\n", k);
  return front + std::to_string(predict(guess.cases.at(0), k) / slower) + ",\n";
}

const SpeedFactor& factor(const std::vector<SpeedFactor>& all, const std::string& part,
                          const std::string& model) {
  for (const SpeedFactor& f : all) {
    if (f.part == part && f.model == model) return f;
  }
  FAIL("no factor of " << part << " for '" << model << "'");
  return all.front();
}

}  // namespace

TEST_CASE("one slow row moves its own placement most, other models on the same card less") {
  // The worked example of the header: y = log 1.2 = 0.1823, A = 1 / 0.07^2 = 204.1.
  // v = 1 / (100 + 1 / (0.01 + 0.0049)) = 0.005984, m = 0.005984 x 0.1823 / 0.0149 = 0.0732: 1.076.
  // b = 0.01 / 0.0149 = 0.6711: exp(0.3289 x 0.0732 + 0.6711 x 0.1823) = 1.158.
  const Coefficients k = with_round_spreads();
  std::vector<std::string> reasons;
  const std::vector<SpeedFactor> found = speed_factors(cases(row_at(1.2, k), k), k, reasons);
  REQUIRE(found.size() == 2);
  const SpeedFactor& any = factor(found, "decode", "");
  CHECK(any.time_over_model.value == doctest::Approx(1.0760).epsilon(1e-3));
  CHECK(any.time_over_model.high ==
        doctest::Approx(1.0760 * std::exp(1.96 * std::sqrt(0.005984))).epsilon(2e-3));
  CHECK(any.weight_of_rows == doctest::Approx(0.4016).epsilon(1e-3));
  const SpeedFactor& own = factor(found, "decode", "llama-3.1-8b");
  CHECK(own.time_over_model.value == doctest::Approx(1.1580).epsilon(1e-3));
  CHECK(own.format == "gguf-q4_k_m");
  CHECK(own.hardware == "rtx-4090");
  CHECK(own.engine == "llama.cpp");
  CHECK(reasons.empty());
}

TEST_CASE("the more rows say the same, the nearer to them and the narrower") {
  const Coefficients k = with_round_spreads();
  std::vector<std::string> reasons;
  const std::string one = row_at(1.2, k);
  const std::string row = one.substr(decode_columns.size());
  double before = 1, width = 1;
  for (const int rows : {1, 2, 4, 16}) {
    std::string text = decode_columns;
    for (int i = 0; i < rows; ++i) text += row;
    const auto found = speed_factors(cases(text, k), k, reasons);
    const Interval95 now = factor(found, "decode", "llama-3.1-8b").time_over_model;
    CHECK(now.value > before);
    CHECK(now.value < 1.2);
    CHECK(now.high / now.low - 1 < width);
    before = now.value;
    width = now.high / now.low - 1;
  }
}

TEST_CASE(
    "one row that is far off moves little more than one at the edge; many that agree win all the same") {
  const Coefficients k = with_round_spreads();
  std::vector<std::string> reasons;
  const auto own = [&](const std::string& text) {
    return factor(speed_factors(cases(text, k), k, reasons), "decode", "llama-3.1-8b").time_over_model.value;
  };
  // Spread of a row: sqrt(0.07^2 + 0.02) = 0.158; 2.5 of them are a factor of 1.484.
  const double edge = own(row_at(1.484, k)), far = own(row_at(4, k));
  CHECK(edge > 1.3);
  CHECK(far < 1.1 * edge);
  std::string many = decode_columns;
  for (int i = 0; i < 60; ++i) many += row_at(4, k).substr(decode_columns.size());
  CHECK(own(many) > 3);
}

TEST_CASE("rows that say what the model says leave it where it is, and make it surer") {
  const Coefficients k = with_round_spreads();
  std::vector<std::string> reasons;
  const SpeedFactor own = factor(speed_factors(cases(row_at(1, k), k), k, reasons), "decode", "llama-3.1-8b");
  CHECK(own.time_over_model.value == doctest::Approx(1).epsilon(1e-5));
  CHECK(own.weight_of_rows > 0.5);
}

TEST_CASE("a time to first token moves prefill by as much as prefill is of it") {
  const Coefficients k = with_round_spreads();
  const std::string columns =
      "row_id,hardware,gpus,model,params_b,precision,engine,load_kind,load,isl,osl,tp,pp,ttft_ms,tpot_ms,"
      "note\n";
  const std::string row = "L1,H100 SXM,1,Llama-3.1-8B,8,FP8,vLLM,concurrency,8,2048,128,1,1,";
  const Cases guess = cases(columns + row + "1,1,\n", k);
  const std::string text = columns + row + std::to_string(2 * predict(guess.cases.at(0), k)) + "," +
                           std::to_string(1.1 * predict(guess.cases.at(1), k)) + ",\n";
  std::vector<std::string> reasons;
  const auto found = speed_factors(cases(text, k), k, reasons);
  CHECK(found.size() == 4);
  const double prefill = factor(found, "prefill", "llama-3.1-8b").time_over_model.value;
  CHECK(prefill > 1.02);
  CHECK(prefill < 2);
  CHECK(factor(found, "decode", "llama-3.1-8b").time_over_model.value > 1.03);
}

TEST_CASE("an output rate of a full queue moves both parts") {
  const Coefficients k = with_round_spreads();
  const std::string columns =
      "row_id,hardware,gpus,model,params_b,precision,engine,load,isl,osl,metric,value,tp,pp,note\n";
  const std::string row = "T1,H100 SXM,1,Llama-3.1-8B,8,FP8,vLLM,offline-max,512,256,output_tok_s,";
  const double predicted = predict(cases(columns + row + "1,1,1,\n", k).cases.at(0), k);
  std::vector<std::string> reasons;
  const auto found =
      speed_factors(cases(columns + row + std::to_string(predicted / 1.2) + ",1,1,\n", k), k, reasons);
  CHECK(factor(found, "decode", "llama-3.1-8b").time_over_model.value > 1.1);
  CHECK(factor(found, "prefill", "llama-3.1-8b").time_over_model.value > 1.1);
}

TEST_CASE("rows that name nothing the catalogue knows give no factor, aloud") {
  std::vector<std::string> reasons;
  const Coefficients& k = shipped_coefficients();
  const std::string text =
      decode_columns + "D1,Test GPU,1,Llama-3.1-8B,8,Q4_K_M,,llama.cpp,1,64,128,decode_tok_s,50,\n";
  CHECK(speed_factors(cases(text, k), k, reasons).empty());
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].find("row D1 (decode_tok_s) gives no factor: unknown accelerator 'Test GPU'") == 0);
}

TEST_CASE("llama-bench and vllm bench serve become rows of their kind") {
  Observation o;
  o.id = "test 0";
  o.hardware = "rtx-4090";
  o.model = "llama-3.1-8b";
  o.format = "Q4_K - Medium";
  o.engine = "llama.cpp abcd1234";
  o.params_b = 8.03;
  o.weight_bytes = 4.92e9;
  o.metric = "decode_tok_s";
  o.osl = 128;
  o.value.median = 100;
  Observation v = o;
  v.id = "run";
  v.engine = "vllm";
  v.format = "fp8";
  v.hardware = "h100-80-sxm";
  v.metric = "ttft_ms";
  v.load_kind = "request-rate";
  v.load = 4;  // a second
  v.isl = 1024;
  v.osl = 200;
  v.value.median = 400;
  Observation w = v;
  w.metric = "tpot_ms";
  w.value.median = 20;
  Observation without = v;
  without.format = "";
  std::vector<std::string> reasons;
  const std::vector<MeasuredRow> rows = rows_of({o, v, w, without}, reasons);
  CHECK(reasons ==
        std::vector<std::string>{"run ttft_ms gives no factor: the format of the weights is not said; name "
                                 "it with --weights"});
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].format == "Q4_K_M");
  // Little's law: 4/s x (0.4 s + 200 x 0.020 s) = 17.6 in flight.
  CHECK(*rows[1].load == doctest::Approx(17.6));
  CHECK(*rows[2].load == doctest::Approx(17.6));
  const Cases cases = cases_of(rows, catalog(), shipped_coefficients());
  CHECK(cases.refused.empty());
  REQUIRE(cases.cases.size() == 5);  // a decode rate; of each latency row a first token and a time per token
  CHECK(cases.cases[0].engine == "llama.cpp");
  CHECK(cases.cases[1].load == *rows[1].load);
}
