#include "performance/legality.h"

#include <array>

#include "performance/memory.h"
#include "performance/suggestions.h"
#include "placements.h"

using namespace llmtco;

namespace {

std::string said(const Placement& p) { return refusal_text(p, catalog()); }

Placement split(Placement p, const Parallelism& parallel) {
  p.parallel = parallel;
  return p;
}

}  // namespace

TEST_CASE("heads that GPUs cannot share are refused, with what would do") {
  struct Row {
    const char *gpu, *model, *format, *engine;
    int gpus;
    std::string text;
  };
  // 64 heads over 3; 28 heads over 8; 10 key-value heads over 4 are 2.5 on each, and 4 GPUs are no multiple of 10.
  const Row rows[] = {{"a100-80-sxm", "llama-3.1-70b", "fp16", "vllm", 3,
                       "vLLM cannot share the 64 attention heads of Llama 3.1 70B between 3 GPUs; 2 or 4 "
                       "GPUs would do, or 3 GPUs with `pipeline: 3`"},
                      {"a10g", "qwen2.5-7b", "fp16", "vllm", 8,
                       "vLLM cannot share the 28 attention heads of Qwen2.5 7B between 8 GPUs; 1, 2 or 4 "
                       "GPUs would do, or 8 GPUs with `pipeline: 2`"},
                      {"a100-80-sxm", "phi-3-medium", "fp16", "vllm", 4,
                       "vLLM cannot share the 10 key-value heads of Phi-3-medium 14B between 4 GPUs; 1 or 2 "
                       "GPUs would do, or 4 GPUs with `pipeline: 2`"},
                      // TGI divides 8 key-value heads; vLLM copies them to 16.
                      {"l4", "llama-3.1-8b", "fp16", "tgi", 16,
                       "Text Generation Inference cannot share the 8 key-value heads of Llama 3.1 8B between "
                       "16 GPUs; 1, 2, 4 or 8 GPUs would do"},
                      {"a100-80-sxm", "llama-3.1-70b", "awq-4bit-g128", "lmdeploy", 6,
                       "LMDeploy shares layers between 2, 4, 8 ... GPUs, not 6; 1, 2, 4 or 8 GPUs would do"}};
  for (const Row& row : rows)
    CHECK(said(placed(row.gpu, row.gpus, row.model, row.format, row.engine)) == row.text);
  CHECK(starts(placed("l4", 16, "llama-3.1-8b", "fp16", "vllm")));
  CHECK(starts(placed("rtx-4090", 7, "llama-3.1-70b", "fp16", "llama.cpp")));
  CHECK(starts(split(placed("a100-80-sxm", 3, "llama-3.1-70b", "fp16"), {.pipeline = 3})));
}

TEST_CASE("groups of weights that share a scale are never cut") {
  // Experts 1,536 wide over 8 GPUs are 192, which is one and a half blocks of 128; over 4 they are 3 blocks.
  const Placement eight = placed("h200", 8, "qwen3-235b-a22b", "fp8-block");
  CHECK(said(eight) ==
        "experts of width 1536 over 8 GPUs are 192 each, which blocks of 128 of fp8-block do not fill; 2 or "
        "4 GPUs would do, or 8 GPUs with `pipeline: 2` or 8 GPUs with `attention_data: 8`");
  CHECK(starts(placed("h200", 4, "qwen3-235b-a22b", "fp8-block")));
  CHECK(starts(placed("h200", 8, "qwen3-235b-a22b", "fp8")));
  // Qwen pads 29,568 to 29,696 = 8 x 29 x 128 in its GPTQ checkpoints.
  CHECK(starts(placed("l40s", 8, "qwen2.5-72b", "gptq-4bit-g128")));
  CHECK(starts(placed("l40s", 8, "qwen2.5-72b", "fp16")));
}

TEST_CASE("formats ask for a chip, and the reason names what runs there") {
  struct Row {
    const char *gpu, *format, *engine;
    int gpus;
    std::string text;
  };
  const Row rows[] = {
      {"t4", "bf16", "vllm", 2,
       "vLLM needs compute capability 8.0 for bf16 weights, NVIDIA T4 16GB has 7.5; `format: fp16` or "
       "`engine: llama.cpp` would do"},
      {"v100-32-sxm", "bf16", "vllm", 1,
       "vLLM needs compute capability 8.0 for bf16 weights, NVIDIA V100 SXM2 32GB has 7.0; `format: fp16` or "
       "`engine: llama.cpp` would do"},
      {"v100-32-sxm", "awq", "vllm", 1,
       "vLLM needs compute capability 7.5 for awq-4bit-g128 weights, NVIDIA V100 SXM2 32GB has 7.0; `format: "
       "gptq-4bit-g128` or `engine: lmdeploy` would do"},
      {"a100-80-sxm", "fp8", "tensorrt-llm", 1,
       "TensorRT-LLM needs compute capability 8.9 for fp8 weights, NVIDIA A100 SXM 80GB has 8.0; `format: "
       "w8a16` or `engine: vllm` would do"},
      {"h100-80-sxm", "nvfp4", "tensorrt-llm", 1,
       "TensorRT-LLM needs compute capability 10.0 for nvfp4 weights, NVIDIA H100 SXM 80GB has 9.0; `format: "
       "gptq-4bit-g128` or `engine: vllm` would do"},
      {"mi250x", "fp8", "vllm", 1,
       "vLLM needs compute capability 9.4 or 9.5 or 12.0 for fp8 weights, AMD Instinct MI250X 128GB has 9.0; "
       "`format: gguf-q8_0` would do"},
      {"mi300x", "nvfp4", "vllm", 1,
       "vLLM does not run nvfp4 weights on chips of AMD; `format: gguf-q4_1` would do"},
      {"h100-80-sxm", "awq", "llama.cpp", 1,
       "llama.cpp does not run awq-4bit-g128 weights, but float, gguf; `format: gguf-q4_k_s` or `engine: "
       "vllm` would do"},
      {"mi300x", "fp16", "tensorrt-llm", 1,
       "TensorRT-LLM does not run on AMD Instinct MI300X 192GB, but on NVIDIA; `engine: llama.cpp` would do"},
      {"cerebras-cs3", "fp16", "vllm", 1,
       "vLLM does not run on Cerebras CS-3 (WSE-3), but on NVIDIA, AMD, Intel, Google, AWS, CPU; nothing of "
       "the catalogue does"}};
  for (const Row& row : rows)
    CHECK(said(placed(row.gpu, row.gpus, "llama-3.1-8b", row.format, row.engine)) == row.text);
  CHECK(starts(placed("a100-80-sxm", 1, "llama-3.1-8b", "fp8", "vllm")));  // stored in 8 bits, computed in 16
  CHECK(starts(placed("h100-80-sxm", 1, "llama-3.1-8b", "nvfp4", "vllm")));  // the same in 4
}

TEST_CASE("splits an engine does not know, stages without a layer, experts that are none are refused") {
  const Placement tgi = placed("l40s", 2, "llama-3.1-8b", "fp16", "tgi");
  CHECK(said(split(tgi, {.pipeline = 2})) ==
        "Text Generation Inference does not run stages of layers side by side (pipeline); 1, 2 or 4 GPUs "
        "would do");
  const Placement vllm = placed("l40s", 4, "llama-3.1-8b", "fp16");
  CHECK(said(split(vllm, {.attention_data = 4})) ==
        "attention by data spreads experts, and Llama 3.1 8B has none: its copies are replicas; 1, 2, 4 or 8 "
        "GPUs would do, or 4 GPUs with `pipeline: 2`");
  CHECK(said(split(placed("l40s", 33, "llama-3.1-8b", "q4_k_m", "llama.cpp"), {.layer_split = 33})) ==
        "the 32 layers of Llama 3.1 8B do not fill 33 stages; 1, 2, 3 or 4 GPUs would do");
  CHECK(said(split(placed("h200", 8, "deepseek-v3", "fp8", "sglang"), {.attention_data = 8})).empty());
  CHECK(said(placed("h200", 8, "deepseek-v3", "exl2-4.0", "exllamav2")) ==
        "ExLlamaV2 does not run latent attention, which DeepSeek V3 671B has; `engine: tgi` would do");
}

TEST_CASE("an accelerator of one's own is held against no rule of chips, but against those of heads") {
  Placement own = placed("a100-80-sxm", 1, "llama-3.1-8b", "fp8", "tensorrt-llm");
  CHECK_FALSE(starts(own));
  own.accelerator.compute_capability = std::nullopt;
  CHECK(starts(own));
  own.parallel.tensor = 3;
  CHECK_FALSE(starts(own));
  own.assumed_shape = true;  // heads guessed from a size refuse nothing
  CHECK(starts(own));
}

TEST_CASE("over the whole catalogue, what would do does when it is asked again") {
  int refused = 0, mended = 0;
  constexpr std::array formats{"bf16", "fp8-block", "awq", "nvfp4", "q4_k_m"};
  const std::vector<std::string> models = catalog().ids(CatalogKind::models);
  std::size_t turn = 0;
  for (const std::string& gpu : catalog().ids(CatalogKind::accelerators)) {
    const auto a = std::get<Accelerator>(catalog().accelerator(gpu));
    if (!a.bandwidth || !a.peak("fp16")) continue;
    for (const std::string& engine : catalog().ids(CatalogKind::engines)) {
      // Two of the formats, other ones each time.
      for (int each = 0; each < 2; ++each, ++turn) {
        const Placement p = placed(gpu, 1 + static_cast<int>(turn % 9), models[turn % models.size()],
                                   formats[turn % formats.size()], engine);
        if (starts(p)) continue;
        ++refused;
        const std::vector<Suggestion> all = would_do(p, catalog());
        mended += all.empty() ? 0 : 1;
        for (const Suggestion& one : all) {
          CAPTURE(one.text);
          CAPTURE(p.model.id);
          CHECK(starts(one.placement));
          CHECK(memory(one.placement).fits);
        }
      }
    }
  }
  CHECK(refused > 200);
  CHECK(mended > 120);
}
