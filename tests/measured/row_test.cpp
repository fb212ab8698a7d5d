#include "measured/row.h"

#include <doctest/doctest.h>

#include "measured/errors.h"

using namespace llmtco;

TEST_CASE("each kind of table gives rows of one form") {
  const MeasuredRow decode =
      measured_rows(
          read_rows("row_id,hardware,gpus,model,params_b,format,weight_gib,engine,batch,context,"
                    "gen_len,metric,value,source,note\n"
                    "A,RTX 4090,1,Llama-3-8B,8,Q4_K_M,4.58,llama.cpp,2,64,1024,decode_tok_s,127.7,x,\n",
                    "d.csv"))
          .at(0);
  CHECK(decode.kind == RowTable::Kind::decode_speed);
  CHECK(decode.line == 2);
  CHECK(decode.format == "Q4_K_M");
  CHECK(*decode.load == 2);
  CHECK(*decode.input == 64);
  CHECK(*decode.output == 1024);
  CHECK(*decode.value == 127.7);

  const MeasuredRow speculation =
      measured_rows(
          read_rows("gpu,target_model,method,task,speedup,mean_accepted_tokens,batch,precision,engine,"
                    "source\nRTX 3090,Vicuna-7B-v1.3,EAGLE2,qa,2.3,,1,FP16,HF transformers,x\n",
                    "s.csv"))
          .at(0);
  CHECK(speculation.hardware == "RTX 3090");
  CHECK(speculation.model == "Vicuna-7B-v1.3");
  CHECK(speculation.format == "FP16");
  CHECK(*speculation.value == 2.3);
  CHECK_FALSE(speculation.accepted.has_value());  // an empty field says nothing
}

TEST_CASE("a first token stated in words is known to be there, an empty one to be absent") {
  const auto rows = measured_rows(
      read_rows("row_id,hardware,gpus,model,precision,engine,load_kind,load,isl,osl,ttft_ms,tpot_ms\n"
                "A,H100,1,m,fp8,vllm,concurrency,16,1024,128,109,9.7\n"
                "B,H100,1,m,fp8,vllm,concurrency,16,1024,128,,9.7\n"
                "C,H100,1,m,fp8,vllm,concurrency,16,1024,128,below 50,9.7\n",
                "l.csv"));
  REQUIRE(rows.size() == 3);
  CHECK(*rows[0].ttft_ms == 109);
  CHECK_FALSE(rows[1].ttft_ms.has_value());
  CHECK_FALSE(rows[1].ttft_unreadable);
  CHECK_FALSE(rows[2].ttft_ms.has_value());
  CHECK(rows[2].ttft_unreadable);
  CHECK(rows[2].load_kind == "concurrency");
  CHECK(*rows[2].load == 16);
}

TEST_CASE("errors are quantiles of sizes, the bias keeps its sign") {
  // Sizes 0.1, 0.1, 0.2: median 0.1, at place 0.9 x 2 = 1.8 between 0.1 and 0.2: 0.18.
  const Errors e = errors_of({-0.2, 0.1, 0.1});
  CHECK(e.median == doctest::Approx(0.1));
  CHECK(e.p90 == doctest::Approx(0.18));
  CHECK(e.bias == doctest::Approx(0.1));
}

TEST_CASE("what is known of how a test was driven comes from a table of set-ups, or from its source") {
  const std::string columns =
      "row_id,hardware,gpus,model,params_b,precision,engine,load_kind,load,isl,osl,tp,pp,ttft_ms,tpot_ms,"
      "date,source\n";
  std::vector<MeasuredRow> rows = measured_rows(read_rows(
      columns + "A,H200 SXM,1,Llama-3.1-70B,70,fp8,vllm,concurrency,4,1024,1024,1,1,50,20,2025-10-29,x\n"
                "B,H200 SXM,1,gpt-oss-120b,120,fp4,vllm 0.18.0,concurrency,4,1024,1024,1,1,50,5,2026-03-27,"
                "aiconfigurator-silicon-2026-08\n"
                "C,H100 SXM,1,Qwen3-32B,32,fp8,trtllm 1.0.0rc3,concurrency,8,1024,128,1,1,50,9,,"
                "aiconfigurator-silicon-2026-08\n",
      "l.csv"));
  CHECK(rows[0].lengths == 1);
  CHECK(rows[0].campaign.empty());
  CHECK(rows[1].lengths == 0.9);  // InferenceX draws 0.8 to 1.0 of the nominal lengths
  CHECK(rows[1].campaign == "InferenceX");
  CHECK(rows[2].lengths == 1);
  const RowTable setups = read_rows(
      "row_id,campaign,engine_version,lengths,policy,kv\n"
      "A,InferenceX,0.10.2,uniform 0.8-1.0 of isl and of osl,\"mixed, chunked\",fp8\n",
      "s.csv");
  CHECK(setups.kind() == RowTable::Kind::setup);
  CHECK(measured_rows(setups).empty());
  join_setup(setups, rows);
  CHECK(rows[0].lengths == 0.9);
  CHECK(rows[0].engine_version == "0.10.2");
  CHECK(rows[0].kv == "fp8");
  CHECK(rows[0].setup_known);
  CHECK(rows[1].kv.empty());
}

TEST_CASE("a set-up says how the engine was set, where it does") {
  std::vector<MeasuredRow> rows(2);
  rows[0].row_id = "A";
  rows[1].row_id = "B";
  join_setup(read_rows("row_id,lengths,policy,requests_per_place,max_batched_tokens,max_seqs,batch_wait\n"
                       "A,fixed,\"mixed, whole prompts\",10,20000,512,20 steps or 0.9 of the tokens\n"
                       "B,fixed,\"mixed, chunked\",,,,\n",
                       "s.csv"),
             rows);
  CHECK(rows[0].setup.policy == "mixed, whole prompts");
  CHECK(rows[0].setup.requests_per_place == 10);
  CHECK(rows[0].setup.token_budget == 20'000);
  CHECK(rows[0].setup.max_seqs == 512);
  CHECK(rows[0].setup.wait_steps == 20);
  CHECK(rows[0].setup.wait_share == 0.9);
  CHECK_FALSE(rows[1].setup.token_budget);
  CHECK(rows[1].setup.wait_steps == 0);
}
