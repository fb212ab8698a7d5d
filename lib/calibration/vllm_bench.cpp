#include <fmt/format.h>

#include <cmath>

#include "calibration/import.h"
#include "calibration/json_fields.h"

namespace llmtco {
namespace {

using detail::JsonFields;
using detail::JsonNode;

/// One number has no interval: low = high = median, one sample.
Sampled single(double value) { return {value, value, value, value, 1}; }

}  // namespace

std::vector<Observation> import_vllm_bench(std::string text, std::string name, const ImportContext& context,
                                           Diagnostics& diagnostics) {
  std::vector<Observation> found;
  const std::optional<JsonNode> tree = detail::read_json(std::move(text), name, diagnostics);
  if (!tree) return found;
  JsonFields f(*tree, "a vllm bench serve result", diagnostics);
  const int completed = f.whole("completed", 0);
  const double duration = f.positive("duration");
  const double input = f.number("total_input_tokens", 0);
  const double output = f.number("total_output_tokens", 0);
  const double throughput = f.positive("output_throughput");
  const double ttft = f.number("mean_ttft_ms", 0);
  const double tpot = f.number("mean_tpot_ms", 0);
  const double concurrency = f.optional_number("max_concurrency", 1, 0);
  const JsonNode* rate = f.required("request_rate");
  const bool limited = rate != nullptr && rate->kind == JsonNode::Kind::number;
  if (rate != nullptr && !limited && rate->text != "inf") {
    f.error(*rate, "'request_rate' must be a number or \"inf\"");
  } else if (limited && rate->number <= 0) {
    f.error(*rate, fmt::format("'request_rate' must be positive, is {:g}", rate->number));
  }
  const std::string backend = f.optional_text("backend");
  const std::string endpoint = f.optional_text("endpoint_type");
  const std::string model = f.text("model_id");

  if (context.hardware.empty())
    diagnostics.error(tree->location, "a vllm bench serve result does not name its hardware",
                      "name it with --hardware");
  if (completed == 0 && tree->find("completed") != nullptr)
    f.error(*tree->find("completed"), "no request was completed");
  if (duration > 0 && throughput > 0 && std::fabs(output / duration / throughput - 1) > 0.02) {
    f.error(*tree->find("output_throughput"),
            fmt::format("output_throughput {:g} is not total_output_tokens / duration = {:g}", throughput,
                        output / duration));
  }
  if (const double failed = f.optional_number("failed", 0, 0); failed > 0) {
    diagnostics.warning(
        tree->find("failed")->location,
        fmt::format("{:g} requests failed; rates are of the {} completed ones", failed, completed));
  }
  if (diagnostics.has_errors()) return found;

  const std::string kind = concurrency > 0 ? "concurrency" : limited ? "request-rate" : "offline-max";
  const double load = concurrency > 0 ? concurrency : limited ? rate->number : completed;
  const auto add = [&](std::string metric, double value) {
    if (value <= 0) return;  // a run of one output token has no time per output token
    found.push_back({.id = f.optional_text("date"),
                     .metric = std::move(metric),
                     .hardware = context.hardware,
                     .gpus = context.gpus,
                     .model = context.model.empty() ? model : context.model,
                     .params_b = context.params_b,
                     .format = context.format,
                     .weight_bytes = context.weight_bytes,
                     .engine = backend.empty() ? endpoint : backend,
                     .load_kind = kind,
                     .load = load,
                     .isl = input / completed,
                     .osl = output / completed,
                     .value = single(value),
                     .provenance = context.provenance,
                     .source = context.source.empty() ? name : context.source});
  };
  add("output_tok_s", throughput);
  add("ttft_ms", ttft);
  add("tpot_ms", tpot);
  return found;
}

}  // namespace llmtco
