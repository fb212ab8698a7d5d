#include <cmath>

#include "get.h"

using namespace llmtco;

namespace {

/// A published GGUF file, or one of llama.cpp's own tables.
struct File {
  const char* model;
  const char* format;
  double gigabytes;  ///< 1e9 bytes
};

/// Model cards of bartowski on Hugging Face (with an importance matrix), and of lmstudio-community and unsloth for
/// gpt-oss and the small ones; read 2026-11.
const File published[] = {{"llama-3.1-8b", "Q4_K_M", 4.92},
                          {"llama-3.1-70b", "IQ4_XS", 37.90},
                          {"llama-3.1-70b", "Q3_K_S", 30.91},
                          {"llama-3.3-70b", "Q4_K_M", 42.52},
                          {"llama-3.3-70b", "Q5_K_M", 49.95},
                          {"llama-3.3-70b", "Q6_K", 57.89},
                          {"llama-3.3-70b", "Q8_0", 74.98},
                          {"gemma-3-27b", "Q4_K_M", 16.55},
                          {"qwen3-30b-a3b", "Q4_K_M", 18.56},
                          {"gpt-oss-20b", "Q6_K", 12.04},
                          {"gpt-oss-120b", "Q8_0", 63.38},
                          {"gpt-oss-120b", "Q4_K_M", 62.77},
                          {"gpt-oss-120b", "fp16", 65.37},
                          {"qwen2.5-72b", "Q8_0", 77.26},
                          {"qwen2.5-72b", "Q4_K_M", 47.42},
                          {"qwen2.5-72b", "Q4_0", 41.38},
                          {"qwen2.5-72b", "Q3_K_XL", 40.60},
                          {"qwen2.5-72b", "IQ4_XS", 39.71},
                          {"qwen2.5-72b", "Q3_K_L", 39.51},
                          {"qwen2.5-72b", "Q3_K_M", 37.70},
                          {"qwen2.5-72b", "IQ3_M", 35.50},
                          {"qwen2.5-72b", "Q3_K_S", 34.49},
                          {"qwen2.5-72b", "IQ3_XXS", 31.85},
                          {"qwen2.5-72b", "Q2_K_L", 31.03},
                          {"qwen2.5-72b", "Q2_K", 29.81},
                          {"qwen2.5-72b", "IQ2_M", 29.34},
                          {"qwen2.5-72b", "IQ2_XS", 27.06},
                          {"qwen2.5-72b", "IQ2_XXS", 25.49},
                          {"qwen2.5-72b", "IQ1_M", 23.74},
                          {"phi-4", "Q6_K_L", 12.28},
                          {"phi-4", "Q5_K_M", 10.60},
                          {"phi-4", "Q4_1", 9.27},
                          {"phi-4", "Q4_K_M", 9.05},
                          {"phi-4", "Q4_K_S", 8.44},
                          {"phi-4", "IQ4_NL", 8.38},
                          {"qwen3-14b", "Q6_K_L", 12.50},
                          {"qwen3-14b", "Q5_K_L", 10.99},
                          {"qwen3-14b", "Q4_K_L", 9.58},
                          {"qwen3-14b", "Q4_K_M", 9.00},
                          {"qwen3-14b", "Q4_0", 8.54},
                          {"mixtral-8x22b", "Q5_K_M", 99.96},
                          {"mixtral-8x22b", "Q4_K_M", 85.58},
                          {"mixtral-8x22b", "Q4_K_S", 80.47},
                          {"mixtral-8x22b", "Q3_K_L", 72.57},
                          {"mixtral-8x22b", "Q3_K_M", 67.78},
                          {"mixtral-8x22b", "IQ3_M", 64.49},
                          {"mixtral-8x22b", "IQ3_XS", 58.22},
                          {"mixtral-8x22b", "Q2_K", 52.10},
                          {"deepseek-v3", "Q8_0", 713.29},
                          {"deepseek-v3", "Q6_K", 550.80},
                          {"deepseek-v3", "Q5_K_M", 475.40},
                          {"deepseek-v3", "Q4_1", 419.94},
                          {"deepseek-v3", "Q4_K_M", 404.43},
                          {"llama-3.2-1b", "Q4_K_M", 0.807694464},
                          {"qwen2.5-0.5b", "Q4_K_M", 0.397808192}};

double file_gigabytes(const Catalog& catalog, const char* model, const char* format) {
  return weight_bytes(got(catalog.model(model)), got(catalog.format(format))) / GB;
}

}  // namespace

TEST_CASE("sizes of published GGUF files are met, each mix and each kind of model by its rules") {
  const Catalog catalog;
  for (const File& file : published) {
    CAPTURE(file.model);
    CAPTURE(file.format);
    // gpt-oss has biases of its experts in 32 bits, 0.3 %. A file also holds its vocabulary, 6 to 10 MB, which
    // does not count as weights: 1.5 % of the smallest.
    const double size = file_gigabytes(catalog, file.model, file.format);
    CHECK(size == doctest::Approx(file.gigabytes).epsilon(file.gigabytes > 1 ? 0.0035 : 0.016));
  }
}

TEST_CASE("matrices that llama.cpp cannot cut into blocks of 256 are stored wider") {
  // The worked example of weight_format.h.
  const Catalog catalog;
  const Model model = got(catalog.model("qwen2.5-0.5b"));
  const WeightBytes bytes = weights_by_part(model, got(catalog.format("Q4_K_M")));
  CHECK(bytes.embedding / 1e6 == doctest::Approx(144.64).epsilon(1e-4));
  CHECK(bytes.head == 0);
  // Attention with its norms of 0.176 MB; gate, up and down.
  CHECK(bytes.attention / 1e6 == doctest::Approx(24 * (1.183 + 0.100) + 0.176).epsilon(1e-3));
  CHECK(bytes.feed_forward / 1e6 == doctest::Approx(24 * (5.992 + 3.013)).epsilon(1e-3));
}

TEST_CASE("bits of a format are those that llama.cpp prints for Llama 3.1 8B") {
  // tools/quantize/README.md at 311c2c9. Its IQ4_XS and IQ4_NL, 4.4597 and 4.6818, were made without an
  // importance matrix, which raises an eighth of ffn_down from 4.25 and 4.5 to 5.5 bits.
  const std::pair<const char*, double> printed[] = {
      {"IQ1_S", 2.0042},  {"IQ1_M", 2.1460},   {"IQ2_XXS", 2.3824}, {"IQ2_XS", 2.5882}, {"IQ2_S", 2.7403},
      {"IQ2_M", 2.9294},  {"IQ3_XXS", 3.2548}, {"IQ3_XS", 3.4977},  {"IQ3_S", 3.6606},  {"IQ3_M", 3.7628},
      {"Q2_K_S", 2.9697}, {"Q2_K", 3.1593},    {"Q3_K_S", 3.6429},  {"Q3_K_L", 4.2979}, {"Q4_K_S", 4.6672},
      {"Q4_K_M", 4.8944}, {"Q5_K_S", 5.5704},  {"Q5_K_M", 5.7036},  {"Q6_K", 6.5633},   {"Q8_0", 8.5008}};
  const Catalog catalog;
  for (const auto& row : printed) {
    CAPTURE(row.first);
    CHECK(got(catalog.format(row.first)).bits == doctest::Approx(row.second).epsilon(1e-4));
  }
}

TEST_CASE("no mix is bigger than the next one up, whatever the model") {
  const Catalog catalog;
  const std::vector<std::vector<const char*>> ladders = {
      {"IQ1_S", "IQ1_M", "IQ2_XXS", "IQ2_XS", "IQ2_S", "IQ2_M"},
      {"Q2_K_S", "Q2_K", "Q3_K_S", "Q3_K_M", "Q3_K_L", "Q4_K_M", "Q5_K_S", "Q5_K_M", "Q6_K", "Q8_0", "fp16"},
      {"IQ3_XXS", "IQ3_XS", "IQ3_S", "IQ3_M"},
      {"IQ4_XS", "IQ4_NL", "Q4_K_S", "Q4_K_M"},
      {"Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"},
      {"Q4_K_M", "Q4_K_L"}};
  for (const std::string& id : catalog.ids(CatalogKind::models)) {
    CAPTURE(id);
    // What stands in for blocks that do not fill a row is not in their order: half q4_k and half q6_k become
    // q5_0 and q8_0, 7 bits on average, q5_k becomes q5_1, 6.
    bool whole_blocks = true;
    for (const Tensor& tensor : tensors_of(got(catalog.model(id))))
      whole_blocks = whole_blocks && tensor.row % 256 == 0;
    const double slack = whole_blocks ? 1 : 1.05;
    for (const auto& ladder : ladders) {
      for (std::size_t i = 1; i < ladder.size(); ++i) {
        CAPTURE(ladder[i]);
        CHECK(file_gigabytes(catalog, id.c_str(), ladder[i - 1]) <=
              file_gigabytes(catalog, id.c_str(), ladder[i]) * slack);
      }
    }
  }
}

TEST_CASE("every model has weights of a finite size in every format, and they grow with the model") {
  const Catalog catalog;
  for (const std::string& id : catalog.ids(CatalogKind::formats)) {
    CAPTURE(id);
    const WeightFormat format = got(catalog.format(id));
    for (const std::string& name : catalog.ids(CatalogKind::models)) {
      CAPTURE(name);
      Model model = got(catalog.model(name));
      const WeightBytes bytes = weights_by_part(model, format);
      CHECK(std::isfinite(bytes.total()));
      CHECK(bytes.embedding > 0);
      CHECK(bytes.attention > 0);
      CHECK((bytes.experts > 0) == model.experts.has_value());
      const double before = bytes.total();
      model.vocabulary += 32;
      CHECK(weight_bytes(model, format) / byte > before);
    }
  }
}

TEST_CASE("the matrices of a model are its parameters") {
  const Catalog catalog;
  for (const std::string& name : catalog.ids(CatalogKind::models)) {
    CAPTURE(name);
    const Model model = got(catalog.model(name));
    double sum = 0;
    for (const Tensor& tensor : tensors_of(model)) sum += tensor.weights * tensor.layers;
    CHECK(sum == doctest::Approx(shape_parameters(model).total()).epsilon(1e-9));
  }
}

TEST_CASE(
    "experts published in MXFP4 stay so in every file of llama.cpp, and attention keeps 16 bits in the "
    "published one") {
  // gpt-oss-20b: 32 x 3 x 2880^2 x 24 = 19.11e9 weights of experts at 4.25 bits: 10.15 GB.
  const Catalog catalog;
  const Model model = got(catalog.model("gpt-oss-20b"));
  for (const char* id : {"Q2_K", "Q4_K_M", "Q8_0", "fp16", "bf16", "mxfp4"}) {
    CAPTURE(id);
    const WeightFormat format = got(catalog.format(id));
    CHECK(weights_by_part(model, format).experts / 1e9 == doctest::Approx(10.15).epsilon(1e-3));
    CHECK(keeps_attention_wide(model, format) == (format.id == "mxfp4"));
  }
  // Attention 0.637e9 x 2 B.
  CHECK(weights_by_part(model, got(catalog.format("mxfp4"))).attention / 1e9 ==
        doctest::Approx(1.274).epsilon(2e-3));
  Model wide = model;
  wide.precision = "bf16";
  CHECK(weights_by_part(wide, got(catalog.format("fp16"))).experts / 1e9 ==
        doctest::Approx(38.2).epsilon(1e-3));
}

TEST_CASE(
    "mixed precision by part: latent attention stays in 16 bits beside NVFP4, heads and embeddings beside "
    "AWQ and FP8") {
  const Catalog catalog;
  const Model deepseek = got(catalog.model("deepseek-r1"));
  const Model llama = got(catalog.model("llama-3.1-8b"));
  CHECK(keeps_attention_wide(deepseek, got(catalog.format("nvfp4"))));
  CHECK_FALSE(keeps_attention_wide(llama, got(catalog.format("nvfp4"))));
  // 61 layers x 187.1e6 = 11.41e9 weights of attention, 2 B each.
  CHECK(weights_by_part(deepseek, got(catalog.format("nvfp4"))).attention / 1e9 ==
        doctest::Approx(22.83).epsilon(1e-3));
  for (const char* id : {"fp8", "awq", "gptq", "nvfp4"}) {
    CAPTURE(id);
    const WeightBytes bytes = weights_by_part(llama, got(catalog.format(id)));
    CHECK(bytes.embedding == 128256.0 * 4096 * 2);
    CHECK(bytes.head == 128256.0 * 4096 * 2);
  }
}
