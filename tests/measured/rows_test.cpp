#include "../performance/placements.h"
#include "measured/backtest.h"

using namespace llmtco;

namespace {

const char* const head =
    "row_id,hardware,gpus,model,params_b,precision,engine,load,isl,osl,metric,value,tp,pp,source,note\n";

/// The line of one row of an offline run under vLLM.
BacktestLine line(const std::string& hardware, int gpus, const std::string& model,
                  const std::string& precision) {
  const std::string row = "R," + hardware + "," + std::to_string(gpus) + "," + model + ",," + precision +
                          ",vLLM,offline-max,512,128,output_tok_s,,,,,\n";
  return backtest(read_rows(head + row, "rows.csv"), catalog()).lines.front();
}

}  // namespace

TEST_CASE("names are known with spaces, with their maker and without") {
  for (const char* model : {"Llama2-70B", "Llama 2 70B", "Llama-2-70B"}) {
    CAPTURE(model);
    CHECK(line("H100", 8, model, "fp8").status == "ok");
  }
  for (const char* gpu :
       {"A100 80GB", "NVIDIA A100 80GB", "H200 NVL", "MI300X", "AMD Instinct MI300X", "RX 7900 XTX",
        "NVIDIA GeForce RTX 5090", "A100 80GB PCIe", "RTX 3090 24GB", "L40S-48GB", "H100 PCIe 80GB"}) {
    CAPTURE(gpu);
    CHECK(line(gpu, 8, "Mistral-7B", "FP16").status == "ok");
  }
}

TEST_CASE("a model nobody lists has the size its name states") {
  CHECK(line("H100", 1, "Nobody-14B-chat", "fp16").status.find("typical shape of 14B is assumed") !=
        std::string::npos);
  CHECK(*line("H100", 1, "Nobody-14B", "fp16").predicted < *line("H100", 1, "Nobody-7B", "fp16").predicted);
  CHECK(line("H100", 1, "Nobody", "fp16").status.find("the row does not say its size") != std::string::npos);
}

TEST_CASE("weights that no memory of the row holds are refused with the numbers") {
  // 141 GB in 16 bits against 4 x 16 GB.
  const BacktestLine refused = line("T4", 4, "Llama-2-70B", "fp16");
  CHECK_FALSE(refused.predicted.has_value());
  CHECK(refused.status == "no prediction: its weights take 138 GB, its 4 GPUs hold 64 GB");
}

TEST_CASE("what a row leaves open is assumed and said so") {
  const std::string row = "R,H100,1,Mistral-7B,,fp16,vLLM,,,128,output_tok_s,,,,,\n";
  const BacktestLine l = backtest(read_rows(head + row, "rows.csv"), catalog()).lines.front();
  CHECK(l.predicted.has_value());
  CHECK(l.status == "ok; isl not given, 512 assumed, load '' taken as offline-max");
}
