#include "scenario/workload_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/csv_column.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Mean and spread of measured lengths.
Length length_of_sample(const Place& place, Inputs& inputs) {
  const std::vector<double> values = csv_column(
      inputs.path_of(place.at("file").text()), place.at("column").text(), place.node(), inputs.diagnostics());
  if (values.empty()) return {};
  if (const double least = *std::min_element(values.begin(), values.end()); least < 0) {
    inputs.diagnostics().error(place.node().location(),
                               fmt::format("the sample has a length of {}, and no length is negative{}",
                                           least, at_path(place.node())));
    return {};
  }
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  const double mean = sum / static_cast<double>(values.size());
  for (const double value : values) squares += (value - mean) * (value - mean);
  Length length;
  length.mean = mean * (token / request);
  length.cv = mean > 0 ? std::sqrt(squares / static_cast<double>(values.size())) / mean : 0;
  return length;
}

Length read_length(const Place& place, Inputs& inputs) {
  if (!place.is_mapping_of_keys()) return {.mean = inputs.number<TokensPerRequest>(place), .cv = {}};
  const auto mean = place.find("mean"), sample = place.find("sample");
  if (mean.has_value() == sample.has_value() || (sample && place.has("cv"))) {
    inputs.diagnostics().error(
        place.node().location(),
        fmt::format("a length has either a mean (with a cv) or a sample{}", at_path(place.node())));
    return {};
  }
  if (sample) return length_of_sample(*sample, inputs);
  return {.mean = inputs.number<TokensPerRequest>(*mean), .cv = inputs.number(place.find("cv"), 0.0)};
}

AgentLoop read_agent(const Place& place, Inputs& inputs) {
  return {.calls = inputs.number<double>(place.at("calls")),
          .new_input = inputs.number(place.find("new_tokens_per_call"), TokensPerRequest()),
          .retries = inputs.number(place.find("retries"), 0.0)};
}

Slo read_slo(const Place& place, Inputs& inputs) {
  const auto limit = [&](const char* key) -> std::optional<Seconds> {
    const auto value = place.find(key);
    if (!value) return std::nullopt;
    return inputs.known_number(*value) * second;
  };
  return {.ttft_p95 = limit("ttft_p95"), .tpot_p95 = limit("tpot_p95"), .e2e_p95 = limit("e2e_p95")};
}

RequestClass read_class(const Place& place, Inputs& inputs) {
  RequestClass requests;
  requests.name = place.key();
  requests.requests = inputs.number<RequestsPerSecond>(place.at("requests"));
  requests.growth_per_month = inputs.number(place.find("growth_per_month"), 0.0);
  requests.peak_to_mean = inputs.number(place.find("peak_to_mean"), 1.0);
  requests.input = read_length(place.at("input_tokens"), inputs);
  requests.output = read_length(place.at("output_tokens"), inputs);
  requests.shared_prefix = inputs.number(place.find("shared_prefix"), TokensPerRequest());
  if (const auto agent = place.find("agent")) requests.agent = read_agent(*agent, inputs);
  const auto task = place.find("task");
  requests.task = task ? task->text() : "general-knowledge";
  requests.value_if_right = inputs.number(place.find("value_if_right"), UsdPerRequest());
  requests.cost_if_wrong = inputs.number(place.find("cost_if_wrong"), UsdPerRequest());
  if (const auto slo = place.find("slo")) requests.slo = read_slo(*slo, inputs);
  return requests;
}

}  // namespace

Workload read_workload(const Place& section, Inputs& inputs) {
  Workload workload;
  for (const Place& place : section.children()) workload.classes.push_back(read_class(place, inputs));
  return workload;
}

}  // namespace llmtco
