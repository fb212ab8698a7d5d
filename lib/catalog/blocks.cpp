#include "catalog/blocks.h"

#include <algorithm>
#include <array>

namespace llmtco {
namespace {

/// Sizes of struct block_* in ggml-common.h, fallbacks of tensor_type_fallback() in llama-quant.cpp, of ggml-org/
/// llama.cpp at 007dbbf (2026). They define a file format and do not change. Rows of q2_k and q3_k fell back to
/// iq4_nl before 2026, of as many bits as q4_0.
constexpr std::array<WeightBlock, 26> blocks{{{"f32", 1, 4, ""},
                                              {"f16", 1, 2, ""},
                                              {"bf16", 1, 2, ""},
                                              {"q8_0", 32, 34, "f16"},
                                              {"q6_k", 256, 210, "q8_0"},
                                              {"q5_k", 256, 176, "q5_1"},
                                              {"q5_1", 32, 24, "f16"},
                                              {"q5_0", 32, 22, "f16"},
                                              {"q4_k", 256, 144, "q5_0"},
                                              {"q4_1", 32, 20, "f16"},
                                              {"q4_0", 32, 18, "f16"},
                                              {"iq4_nl", 32, 18, "f16"},
                                              {"iq4_xs", 256, 136, "iq4_nl"},
                                              {"q3_k", 256, 110, "q4_0"},
                                              {"iq3_s", 256, 110, "iq4_nl"},
                                              {"iq3_xxs", 256, 98, "iq4_nl"},
                                              {"q2_k", 256, 84, "q4_0"},
                                              {"iq2_s", 256, 82, "iq4_nl"},
                                              {"iq2_xs", 256, 74, "iq4_nl"},
                                              {"iq2_xxs", 256, 66, "iq4_nl"},
                                              {"iq1_m", 256, 56, "iq4_nl"},
                                              {"iq1_s", 256, 50, "iq4_nl"},
                                              {"tq2_0", 256, 66, "q4_0"},
                                              {"tq1_0", 256, 54, "q4_0"},
                                              {"mxfp4", 32, 17, "f16"},
                                              {"nvfp4", 64, 36, "f16"}}};

}  // namespace

const WeightBlock* block_named(std::string_view name) {
  const auto* const found =
      std::find_if(blocks.begin(), blocks.end(), [&](const WeightBlock& b) { return b.name == name; });
  return found == blocks.end() ? nullptr : found;
}

double Storage::in_rows_of(int length) const {
  const WeightBlock* stored = block;
  while (stored != nullptr && length % stored->weights != 0) stored = block_named(stored->instead);
  return stored != nullptr ? stored->bits() : bits;
}

std::vector<std::string> block_words() {
  std::vector<std::string> words;
  for (const WeightBlock& block : blocks) words.emplace_back(block.name);
  return words;
}

}  // namespace llmtco
