#include "get.h"

using namespace llmtco;

TEST_CASE("the shape of every model adds up to its published parameters within 2 %") {
  const Catalog catalog;
  for (const std::string& id : catalog.ids(CatalogKind::models)) {
    CAPTURE(id);
    const Model model = got(catalog.model(id));
    CHECK(shape_parameters(model).total() == doctest::Approx(model.parameters).epsilon(0.02));
  }
}

TEST_CASE("the active parameters of mixtures lie between what is published with and without the embedding") {
  const Catalog catalog;
  int mixtures = 0;
  for (const std::string& id : catalog.ids(CatalogKind::models)) {
    CAPTURE(id);
    const Model model = got(catalog.model(id));
    const ShapeParameters shape = shape_parameters(model);
    if (!model.experts) {
      CHECK(model.active_parameters == model.parameters);
      CHECK(shape.active() == shape.total());
      continue;
    }
    ++mixtures;
    CHECK(shape.active() < 0.35 * shape.total());
    CHECK(shape.active() >= 0.97 * model.active_parameters);
    CHECK(shape.active() - shape.embedding - shape.head <= 1.02 * model.active_parameters);
  }
  CHECK(mixtures >= 12);
}

TEST_CASE("Llama 3.1 8B by hand") {
  // attention 32 * (2*4096*4096 + 2*4096*1024) = 1.342e9; feed-forward 32 * 3*4096*14336 = 5.637e9;
  // embedding and head 128256*4096 = 0.525e9 each; together 8.030e9.
  const ShapeParameters shape = shape_parameters(got(Catalog().model("llama-3.1-8b")));
  CHECK(shape.attention == 32.0 * (2 * 4096.0 * 4096 + 2 * 4096.0 * 1024));
  CHECK(shape.feed_forward == 32.0 * 3 * 4096 * 14336);
  CHECK(shape.embedding == 128256.0 * 4096);
  CHECK(shape.head == shape.embedding);
  CHECK(shape.total() == doctest::Approx(8.030e9).epsilon(1e-4));
}

TEST_CASE("Mixtral 8x7B reads two experts of eight for a token") {
  // one expert 3*4096*14336 = 176.2e6; 32 layers: 8 experts 45.1e9, 2 experts 11.3e9; published 46.7
  // and 12.9.
  const ShapeParameters shape = shape_parameters(got(Catalog().model("mixtral-8x7b")));
  const double router = 32.0 * 8 * 4096;
  CHECK(shape.feed_forward == 32.0 * 8 * 3 * 4096 * 14336 + router);
  CHECK(shape.active_feed_forward == 32.0 * 2 * 3 * 4096 * 14336 + router);
  CHECK(shape.active() == doctest::Approx(12.88e9).epsilon(1e-3));
}

TEST_CASE("DeepSeek R1 keeps a latent of 576 numbers per token and layer") {
  const Model model = got(Catalog().model("deepseek-r1"));
  REQUIRE(model.mla);
  CHECK(model.attention == Attention::mla);
  CHECK(model.mla->kv_rank + model.mla->rope_dim == 576);
  CHECK(model.experts->dense_layers == 3);
  CHECK(shape_parameters(model).total() == doctest::Approx(671e9).epsilon(0.001));
}

TEST_CASE("attention kinds, heads and windows are consistent in every model") {
  const Catalog catalog;
  for (const std::string& id : catalog.ids(CatalogKind::models)) {
    CAPTURE(id);
    const Model model = got(catalog.model(id));
    CHECK(model.heads % model.kv_heads == 0);
    CHECK((model.attention == Attention::mha) == (!model.mla && model.heads == model.kv_heads));
    CHECK((model.attention == Attention::mqa) == (model.kv_heads == 1));
    CHECK((model.attention == Attention::mla) == model.mla.has_value());
    CHECK(model.context >= 2048);
    CHECK(model.released <= 2026);
    if (model.sliding_window) CHECK(model.sliding_window->layers <= model.layers);
    CHECK(std::holds_alternative<WeightFormat>(catalog.format(model.precision)));
  }
}

TEST_CASE("the KV cache of the article's models: 0.328 and 0.131 MB a token in FP16") {
  // 2 (keys, values) * layers * kv_heads * head_dim * 2 bytes: 2*80*8*128*2 = 327,680; 2*32*8*128*2 =
  // 131,072.
  const auto kv = [](const Model& m) { return 2.0 * m.layers * m.kv_heads * m.head_dim * 2; };
  CHECK(kv(got(Catalog().model("llama-3.1-70b"))) == 327'680);
  CHECK(kv(got(Catalog().model("llama-3.1-8b"))) == 131'072);
}

TEST_CASE("A20: the prefill work of ten million queries a month: 2 x parameters x input tokens a second") {
  const Catalog catalog;
  const double tokens_a_second = 10e6 * 667 / (730 * 3600);  // 2,538
  const auto teraflops = [&](const char* id) {
    return 2 * got(catalog.model(id)).parameters * tokens_a_second / 1e12;
  };
  CHECK(teraflops("mistral-7b") == doctest::Approx(36.8).epsilon(0.05 / 36.8));
  CHECK(teraflops("llama-3.1-70b") == doctest::Approx(358).epsilon(0.5 / 358));
}

TEST_CASE("a model takes text alone unless its entry says what else") {
  const Catalog catalog;
  CHECK(got(catalog.model("gemma-3-27b")).takes.image);
  CHECK_FALSE(got(catalog.model("gemma-3-27b")).takes.audio);
  CHECK_FALSE(got(catalog.model("gemma-3-27b")).makes.image);
  CHECK_FALSE(got(catalog.model("llama-3.1-70b")).takes.image);
}
