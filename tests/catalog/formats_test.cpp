#include <algorithm>

#include "get.h"

using namespace llmtco;

namespace {
double gigabytes(const char* model, const char* format) {
  const Catalog catalog;
  return weight_bytes(got(catalog.model(model)), got(catalog.format(format))) / GB;
}
double gib_of(const char* model, const char* format) {
  const Catalog catalog;
  return weight_bytes(got(catalog.model(model)), got(catalog.format(format))) / GiB;
}
}  // namespace

TEST_CASE("real 4-bit weights are 3.5 times smaller for 70B and 2.8 times for 8B, not 4 times") {
  // 70B: embedding and head 2 * 128256 * 8192 * 2 B = 4.20 GB; the other 68.45e9 at 4.25 bits = 36.37 GB.
  //  8B: embedding and head 2 * 128256 * 4096 * 2 B = 2.10 GB; the other 6.980e9 at 4.25 bits = 3.71 GB.
  CHECK(gigabytes("llama-3-70b", "gptq-4bit-g128") == doctest::Approx(40.6).epsilon(0.002));
  CHECK(gigabytes("llama-3-8b", "gptq-4bit-g128") == doctest::Approx(5.8).epsilon(0.003));
  CHECK(gigabytes("llama-3-70b", "fp16") == doctest::Approx(141.1).epsilon(0.001));
  CHECK(gigabytes("llama-3-70b", "fp16") / gigabytes("llama-3-70b", "gptq-4bit-g128") ==
        doctest::Approx(3.5).epsilon(0.01));
  CHECK(gigabytes("llama-3-8b", "fp16") / gigabytes("llama-3-8b", "gptq-4bit-g128") ==
        doctest::Approx(2.8).epsilon(0.015));
}

TEST_CASE("GGUF files have the sizes measured for Llama 3.1 8B") {
  CHECK(gib_of("llama-3.1-8b", "gguf-q4_k_m") == doctest::Approx(4.58).epsilon(0.003));
  CHECK(gib_of("llama-3.1-8b", "gguf-q8_0") == doctest::Approx(7.95).epsilon(0.003));
  CHECK(gib_of("llama-3.1-8b", "gguf-q2_k") == doctest::Approx(2.95).epsilon(0.003));
  // Made without an importance matrix, which now raises an eighth of ffn_down by half a bit: 0.4 %.
  CHECK(gib_of("llama-2-70b", "gguf-q4_0") == doctest::Approx(36.2).epsilon(0.005));
}

TEST_CASE(
    "AQLM files have the sizes their authors give, within the codebooks that weigh more in small models") {
  CHECK(gib_of("llama-2-7b", "AQLM-2bit 1x16") == doctest::Approx(2.24).epsilon(0.06));
  CHECK(gib_of("llama-2-7b", "AQLM-2bit 2x8") == doctest::Approx(2.05).epsilon(0.02));
  CHECK(gib_of("llama-2-70b", "AQLM-2bit 2x8") == doctest::Approx(16.95).epsilon(0.03));
  CHECK(gib_of("llama-2-13b", "AQLM-2bit 1x16") == doctest::Approx(3.82).epsilon(0.01));
  CHECK(gib_of("llama-2-70b", "AQLM-2bit 1x16") == doctest::Approx(17.51).epsilon(0.06));
}

TEST_CASE("fewer bits never make a larger file") {
  const Catalog catalog;
  const Model model = got(catalog.model("llama-3.1-8b"));
  const double whole = weight_bytes(model, got(catalog.format("fp32"))) / GB;
  for (const std::string& id : catalog.ids(CatalogKind::formats)) {
    CAPTURE(id);
    const WeightFormat format = got(catalog.format(id));
    CHECK(format.bits >= 1);
    CHECK(format.bits <= 32);
    const double size = weight_bytes(model, format) / GB;
    CHECK(size <= whole);
    CHECK(size >= shape_parameters(model).total() * format.bits / 8e9 * 0.999);
  }
}

TEST_CASE("every format is one that some engine takes, and every engine takes formats that exist") {
  const Catalog catalog;
  std::vector<std::string> families;
  for (const std::string& id : catalog.ids(CatalogKind::formats))
    families.push_back(got(catalog.format(id)).family);
  for (const std::string& engine_id : catalog.ids(CatalogKind::engines)) {
    CAPTURE(engine_id);
    const Engine engine = got(catalog.engine(engine_id));
    CHECK(engine.memory_utilisation > 0);
    CHECK(engine.memory_utilisation <= 1);
    CHECK(engine.paged_kv == (engine.kv_block > 0));
    for (const std::string& family : engine.formats) {
      CAPTURE(family);
      CHECK(std::find(families.begin(), families.end(), family) != families.end());
    }
  }
  for (const std::string& family : families) {
    CAPTURE(family);
    bool taken = false;
    for (const std::string& engine : catalog.ids(CatalogKind::engines)) {
      taken = taken || got(catalog.engine(engine)).supports(family);
    }
    CHECK(taken);
  }
}

TEST_CASE("what an engine can do differs where it matters") {
  const Catalog catalog;
  CHECK(got(catalog.engine("vLLM")).paged_kv);
  CHECK_FALSE(got(catalog.engine("llama.cpp")).tensor_parallel);
  CHECK(got(catalog.engine("llama.cpp")).layer_split);
  CHECK_FALSE(got(catalog.engine("gpt-fast")).continuous_batching);
}

TEST_CASE("words behind an engine's name are its version") {
  const Catalog catalog;
  CHECK(got(catalog.engine("TensorRT-LLM 0.17")).version == "0.17");
  CHECK(got(catalog.engine("TensorRT-LLM 1.0 (PyTorch backend)")).version == "1.0 (PyTorch backend)");
  CHECK(got(catalog.engine("trtllm 1.2.0rc6.post1")).id == "tensorrt-llm");
  CHECK(got(catalog.engine("vllm")).version == "");
  CHECK(refused(catalog.engine("vlm 0.5")) == "unknown engine 'vlm'; did you mean 'vllm'?");
}
