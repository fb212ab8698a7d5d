#include "fitting/quantization_fit.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace llmtco;

namespace {

double term(const QuantizationModel& model, std::string_view name) {
  const auto at = std::find_if(model.terms.begin(), model.terms.end(),
                               [&](const QuantizationModel::Term& t) { return t.name == name; });
  REQUIRE(at != model.terms.end());
  return at->value;
}

}  // namespace

TEST_CASE("a fit recovers terms that made the rows") {
  QuantizationModel truth = shipped_quantization_model();
  std::vector<QuantizationRow> rows;
  for (const double size : {7e9, 13e9, 70e9}) {
    for (double bits = 2.5; bits < 9; bits += 0.5) {
      QuantizedWeights w{.format = "made-up",
                         .family = "gguf",
                         .bits = bits,
                         .parameters = size,
                         .released = 2023,
                         .importance_matrix = false};
      // log d = -4 - 1.5 (b - 4.9) - 0.3 log(N / 8e9), and the legacy family's own cost.
      rows.push_back({.weights = w,
                      .model = std::to_string(size),
                      .mmlu = false,
                      .log_value = -4 - 1.5 * (bits - 4.9) - 0.3 * std::log(size / 8e9)});
    }
  }
  const QuantizationModel fitted = fit_quantization(rows, truth);
  CHECK(term(fitted, "bits") == doctest::Approx(1.5).epsilon(0.02));
  CHECK(term(fitted, "size") == doctest::Approx(0.3).epsilon(0.05));
  CHECK(fitted.perplexity_sd < 0.05);
}
