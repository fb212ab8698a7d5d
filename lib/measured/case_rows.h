#pragma once
#include <map>

#include "measured/cases.h"

/// Reading rows into cases; internal to the module.
namespace llmtco {

/// Prompt length of an MLPerf data set in tokens. The logs do not have it: for models with rows it is the
/// length that explains their rates, else the mean of the data set as its makers state it.
double mlperf_input(const Model& model, const Coefficients& coefficients);
/// Answer length and beams of an MLPerf model where the row has none.
double mlperf_output(const Model& model);
double mlperf_beams(const Model& model);

/// Lookups of names, each done once: rows repeat them by the hundred.
class NameCache {
 public:
  explicit NameCache(const Catalog& catalog) : catalog_(catalog) {}

  const Found<Accelerator>& accelerator(std::string_view name);
  const Found<Model>& model(std::string_view name);
  const Found<WeightFormat>& format(std::string_view name);
  const Found<Engine>& engine(std::string_view name);

 private:
  const Catalog& catalog_;
  std::map<std::string, Found<Accelerator>, std::less<>> accelerators_;
  std::map<std::string, Found<Model>, std::less<>> models_;
  std::map<std::string, Found<WeightFormat>, std::less<>> formats_;
  std::map<std::string, Found<Engine>, std::less<>> engines_;
};

/// A row's placement: names resolved in the catalogue, GPUs spread as the row says.
struct RowPlacement {
  Placement placement;
  double replicas = 1;
  std::string status = "ok";
};
std::variant<RowPlacement, std::string> row_placement(const MeasuredRow& row, NameCache& names,
                                                      const Coefficients& coefficients);

}  // namespace llmtco
