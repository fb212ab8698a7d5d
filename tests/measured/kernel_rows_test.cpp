#include "measured/kernel_rows.h"

#include <doctest/doctest.h>

#include "catalog/catalog.h"

using namespace llmtco;

namespace {

std::vector<Case> kernels_in(const std::string& text) {
  static const Catalog catalog;
  return kernel_cases(read_rows(text, "kernels.csv"), catalog, shipped_coefficients());
}

}  // namespace

TEST_CASE("a measured matrix product is predicted from the parts of a step that uses it") {
  // 8,192 x 8,192 for 64 tokens: 134 MB at 3.35 TB/s are 40 us at least.
  const auto found =
      kernels_in("gpu,engine,format,m,n,k,us\nH100 SXM,vllm 0.19.0,bfloat16,64,8192,8192,49.2\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].stratum == "kernel-product");
  CHECK(found[0].configuration == "H100 SXM|vllm 0.19.0|bfloat16");
  const double us = predict(found[0], shipped_coefficients());
  CHECK(us > 40);
  CHECK(us == doctest::Approx(49.2).epsilon(0.2));
}

TEST_CASE("kernels of every kind get longer with what they work on") {
  const auto times = [](const std::string& text) {
    std::vector<double> out;
    for (const Case& c : kernels_in(text)) out.push_back(predict(c, shipped_coefficients()));
    return out;
  };
  for (const char* text : {"gpu,engine,format,m,n,k,us\nB200 SXM,vllm 0.19.0,nvfp4,1,4096,4096,9\nB200 "
                           "SXM,vllm 0.19.0,nvfp4,1,8192,8192,9\n",
                           "gpu,engine,format,hidden,ffn,topk,experts,tp,ep,distribution,tokens,us\n"
                           "H200 SXM,trtllm 1.3.0rc10,fp8,4096,1536,8,128,1,1,balanced,1,50\n"
                           "H200 SXM,trtllm 1.3.0rc10,fp8,4096,1536,8,128,1,1,balanced,64,500\n",
                           "gpu,engine,phase,compute,kv,heads,kv_heads,batch,tokens,us\n"
                           "H100 SXM,vllm 0.19.0,decode,bfloat16,bfloat16,32,8,8,4096,70\n"
                           "H100 SXM,vllm 0.19.0,decode,bfloat16,bfloat16,32,8,64,4096,500\n",
                           "gpu,library,gpus,bytes,us\nH100 SXM,nccl 2.27.3,8,65536,20\nH100 SXM,nccl "
                           "2.27.3,8,67108864,400\n"}) {
    CAPTURE(text);
    const std::vector<double> found = times(text);
    REQUIRE(found.size() == 2);
    CHECK(found[0] > 0);
    CHECK(found[1] > found[0]);
  }
}

TEST_CASE("a group of which a row beats the datasheet is left out, and so are kernels that no step has") {
  // 134 MB in 20 us are 6.7 TB/s on a card of 3.35.
  CHECK(kernels_in("gpu,engine,format,m,n,k,us\nH100 SXM,vllm 0.19.0,bfloat16,1,8192,8192,20\n"
                   "H100 SXM,vllm 0.19.0,bfloat16,1,4096,4096,16\n")
            .empty());
  CHECK(kernels_in("gpu,engine,format,m,n,k,us\nA100 SXM 80GB,trtllm 1.0.0,sq,64,8192,8192,50\n").empty());
}

TEST_CASE("an accelerator that is not known is told with its line") {
  CHECK_THROWS_WITH_AS(kernels_in("gpu,engine,format,m,n,k,us\nH1000,vllm 0.19.0,bfloat16,64,8192,8192,49\n"),
                       doctest::Contains("kernels.csv:2:1: error: "), InputError);
}
