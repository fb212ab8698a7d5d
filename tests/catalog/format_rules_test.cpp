#include "get.h"

using namespace llmtco;

TEST_CASE("a rule counts for the models and layers it names, the first that fits") {
  const auto count = [](LayerChoice choice, int of) {
    int chosen = 0;
    for (int layer = 0; layer < of; ++layer) chosen += is_chosen(choice, layer, of) ? 1 : 0;
    return chosen;
  };
  CHECK(count(LayerChoice::half, 32) == 16);
  CHECK(count(LayerChoice::half, 80) == 40);
  CHECK(count(LayerChoice::half, 28) == 14);
  CHECK(count(LayerChoice::first_8th, 28) == 3);
  CHECK(count(LayerChoice::first_16th, 80) == 5);
  CHECK(count(LayerChoice::middle, 32) == 24);
  CHECK(count(LayerChoice::first_2, 32) == 2);
  CHECK(count(LayerChoice::all, 32) == 32);

  // Values of 70B are 80 x 8192 x 1024 = 0.671e9 weights: q5_k instead of q4_k in the 40 layers that are not
  // q6_k, 0.336e9 x 1 bit = 42 MB, of which a model of 79 layers has nothing.
  const Catalog catalog;
  Model model = got(catalog.model("llama-3.3-70b"));
  WeightFormat format = got(catalog.format("Q4_K_M"));
  const double raised = weight_bytes(model, format) / byte;
  std::erase_if(format.rules, [](const StorageRule& rule) { return rule.of_layers == 80; });
  CHECK((raised - weight_bytes(model, format) / byte) / 1e6 == doctest::Approx(41.9).epsilon(0.01));
  model.layers = 79;
  CHECK(weight_bytes(model, format) / byte ==
        doctest::Approx(weight_bytes(model, got(catalog.format("Q4_K_M"))) / byte).epsilon(1e-12));
}

TEST_CASE("a format of one's own is a number of bits, a size of a file, or blocks with rules") {
  const auto with = [](const std::string& keys) {
    Catalog catalog;
    Diagnostics diagnostics;
    catalog.overlay_text(
        "formats:\n  ours:\n    family: gguf\n    compute: fp16\n    source: s\n    as_of: 2026\n" + keys,
        "my.yaml", diagnostics);
    REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
    return weight_bytes(got(catalog.model("llama-3.1-8b")), got(catalog.format("ours"))) / GB;
  };
  // 8.030e9 weights at 5 bits; 6.980e9 at 4 and 1.051e9 at 8; q4_k for all, and q6_k for ffn_down of 1.879e9.
  CHECK(with("    bits: 5\n    whole_file: true\n") == doctest::Approx(5.019).epsilon(1e-3));
  CHECK(with("    bits: 4\n    embedding_bits: 8\n    head_bits: 8\n") ==
        doctest::Approx(4.541).epsilon(1e-3));
  CHECK(with("    blocks: q4_k\n") == doctest::Approx(4.518).epsilon(1e-3));
  CHECK(with("    blocks: q4_k\n    rules:\n      - {tensors: ffn_down, blocks: q6_k}\n") ==
        doctest::Approx(5.002).epsilon(1e-3));
  CHECK(with("    blocks: q4_k\n    whole_file: true\n    bits: 5\n") ==
        doctest::Approx(5.019).epsilon(1e-3));
}

TEST_CASE("a format that contradicts itself or names what there is not is refused") {
  const auto complaints = [](const std::string& keys) {
    Catalog catalog;
    Diagnostics diagnostics;
    catalog.overlay_text(
        "formats:\n  ours:\n    based_on: gguf-q4_k_m\n    source: s\n    as_of: 2026\n" + keys, "my.yaml",
        diagnostics);
    std::string out;
    for (const Diagnostic& d : diagnostics.sorted())
      out += to_text(d.location) + ": " + d.message + (d.hint.empty() ? "" : "; " + d.hint) + "\n";
    return out;
  };
  CHECK(
      complaints("    bits: 4.2\n") ==
      "my.yaml:6:5: the bits of a format follow from its blocks and rules; remove them, or say `whole_file: "
      "true` where they were measured on a file\n");
  CHECK(complaints("    blocks: q4k\n") == "my.yaml:6:13: unknown blocks 'q4k'; did you mean 'q4_k'?\n");
  CHECK(complaints("    rules: [{tensors: ffn_dwn, blocks: q6_k}]\n") ==
        "my.yaml:6:23: unknown tensors 'ffn_dwn'; did you mean 'ffn_down'?\n");
  CHECK(complaints("    rules: [{tensors: ffn_down, layers: hlf, bits: 6}]\n") ==
        "my.yaml:6:41: unknown layers 'hlf'; did you mean 'half'?\n");
  CHECK(complaints("    rules: [{tensors: ffn_down}]\n") == "my.yaml:6:13: a rule needs bits or blocks\n");
  CHECK(complaints("    rules: [{tensors: ffn_down, bits: 6, blocks: q6_k}]\n") ==
        "my.yaml:6:42: bits and blocks say the same twice; remove one\n");
  CHECK(complaints("    head_blocks: q6_k\n    head_bits: 6\n") ==
        "my.yaml:6:5: head_bits and head_blocks say the same twice; remove one\n");
}

TEST_CASE("names that do not say how many bits, or by which method, are answered with what to write") {
  const Catalog catalog;
  CHECK(refused(catalog.format("UD-Q4_K_XL")) ==
        "unknown weight format 'UD-Q4_K_XL'; a dynamic mix has other bits in each layer of each model, so "
        "that its "
        "size does not follow from its name: describe the file as a format of your own, with `whole_file: "
        "true` "
        "and `bits` = 8 x its bytes / parameters");
  for (const char* name : {"2bit", "W2A16", "int2", "w3g128"}) {
    CAPTURE(name);
    CHECK(refused(catalog.format(name)).find("Name the method, such as aqlm-2bit") != std::string::npos);
  }
  CHECK(refused(catalog.format("q4_k_n")).find("did you mean") != std::string::npos);
}
