// llmtco_fit_quality [--out FILE]: fits the fall of quality by weight format on the rows of
// data/quantization.yaml and prints left-out errors. For maintainers: tools/fit.sh.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "catalog/catalog.h"
#include "fitting/quantization_fit.h"

namespace {

using namespace llmtco;

std::optional<QuantizationRow> row_of(const QuantizationEffect& e, const Catalog& catalog) {
  const auto format = catalog.format(e.format);
  const auto model = catalog.model(e.model);
  if (!std::holds_alternative<WeightFormat>(format) || !std::holds_alternative<Model>(model))
    return std::nullopt;
  QuantizationRow row{.weights = quantized_weights(std::get<WeightFormat>(format), std::get<Model>(model),
                                                   e.importance_matrix.value_or(false)),
                      .model = std::get<Model>(model).id};
  if (e.bits && *e.bits > 1) row.weights.bits = *e.bits;
  if (row.weights.bits >= 12) return std::nullopt;
  if (e.perplexity_increase && *e.perplexity_increase > 0) {
    row.log_value = std::log(*e.perplexity_increase);
    return row;
  }
  const std::optional<double> kept =
      e.mmlu && e.mmlu_16bit ? std::optional(*e.mmlu / *e.mmlu_16bit) : e.mmlu_recovery;
  if (!kept) return std::nullopt;
  row.mmlu = true;
  row.log_value =
      std::log(std::max(1 - *kept, 0.003));  // smaller falls drown in the benchmark's sampling error
  return row;
}

double median(std::vector<double> v) {
  std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
  return v[v.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const std::string out = argc == 3 && std::string(argv[1]) == "--out" ? argv[2] : "";
  const Catalog catalog;
  std::vector<QuantizationRow> rows;
  for (const std::string& id : catalog.ids(CatalogKind::quantization)) {
    const auto found = catalog.quantization(id);
    if (const auto* const effect = std::get_if<QuantizationEffect>(&found)) {
      if (const auto row = row_of(*effect, catalog)) rows.push_back(*row);
    }
  }
  const QuantizationModel& start = shipped_quantization_model();
  const QuantizationModel fitted = fit_quantization(rows, start);
  const std::vector<double> errors = left_out_errors(rows, start);
  for (const bool mmlu : {false, true}) {
    std::vector<double> some;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].mmlu == mmlu) some.push_back(std::fabs(std::exp(-errors[i]) - 1));
    }
    fmt::print("{}: {} rows, median error {:.1f} % leave-one-model-out\n",
               mmlu ? "MMLU loss" : "perplexity increase", some.size(), 100 * median(some));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    fmt::print("{:14} {:16} {:5.2f} {} measured {:.4f} left-out {:+.2f}\n", rows[i].model,
               rows[i].weights.format, rows[i].weights.bits, rows[i].mmlu ? "mmlu" : "ppl ",
               std::exp(rows[i].log_value), errors[i]);
  }
  if (out.empty()) return 0;
  std::FILE* const file = std::fopen(out.c_str(), "w");
  if (file == nullptr) return 4;
  fmt::print(file, "{}", written(fitted));
  return std::fclose(file) == 0 ? 0 : 4;
}
