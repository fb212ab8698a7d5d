#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

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
    int layers = 0;
    for (const LayerGroup& group : layer_groups(model)) layers += group.count;
    CHECK(layers == model.layers);
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

namespace {

bool digit(std::string_view name, std::size_t i) {
  return i < name.size() && std::isdigit(static_cast<unsigned char>(name[i])) != 0;
}

/// Numbers of a name as they stand, with their point: 2.5, 72 of "Qwen2.5-72B", each with what is before and behind.
struct NumberInName {
  char before, behind;
  std::string text;
};
std::vector<NumberInName> numbers(std::string_view name) {
  std::vector<NumberInName> all;
  for (std::size_t i = 0; i < name.size();) {
    if (!digit(name, i)) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (digit(name, end) || (end < name.size() && name[end] == '.' && digit(name, end + 1))) ++end;
    const auto lower = [&](std::size_t at) {
      return at < name.size() ? static_cast<char>(std::tolower(static_cast<unsigned char>(name[at]))) : ' ';
    };
    all.push_back({i > 0 ? lower(i - 1) : ' ', lower(end), std::string(name.substr(i, end - i))});
    i = end;
  }
  return all;
}

/// Versions: v0.2, and numbers with a point that are no size.
std::vector<std::string> versions(std::string_view name) {
  std::vector<std::string> all;
  for (const NumberInName& n : numbers(name)) {
    const bool size = n.behind == 'b' || n.behind == 'k' || n.behind == 't';
    if (!size && (n.text.find('.') != n.text.npos || n.before == 'v')) all.push_back(n.text);
  }
  return all;
}

bool has_version(std::string_view name, const std::string& version) {
  const std::vector<NumberInName> all = numbers(name);
  return std::any_of(all.begin(), all.end(), [&](const NumberInName& n) { return n.text == version; });
}

}  // namespace

TEST_CASE("a name means the version it says: no alias has another than its entry, or lacks its entry's") {
  const Catalog catalog;
  for (const CatalogRow& row : catalog.list(CatalogKind::models)) {
    const std::string entry = row.id + " " + row.name + " " + got(catalog.model(row.id)).source;
    for (const std::string& alias : row.aliases) {
      CAPTURE(row.id);
      CAPTURE(alias);
      for (const std::string& version : versions(alias)) CHECK(has_version(entry, version));
      for (const std::string& version : versions(row.id)) CHECK(has_version(alias, version));
    }
  }
}

TEST_CASE("a size in a name is that of the shape, all of it or what a token uses, within 35 %") {
  const Catalog catalog;
  int sizes = 0;
  for (const CatalogRow& row : catalog.list(CatalogKind::models)) {
    const ShapeParameters shape = shape_parameters(got(catalog.model(row.id)));
    std::vector<std::string> names = row.aliases;
    names.push_back(row.id);
    for (const std::string& name : names) {
      for (const NumberInName& n : numbers(name)) {
        if (n.behind != 'b' || n.before == 'x') continue;
        CAPTURE(name);
        const double size = std::stod(n.text) * 1e9;
        const auto near = [&](double parameters) { return std::abs(parameters / size - 1) < 0.35; };
        CHECK((near(shape.total()) || near(shape.active())));
        ++sizes;
      }
    }
  }
  CHECK(sizes > 200);
}
