#include <fmt/format.h>

#include <cmath>

#include "calibration/checked_fields.h"
#include "calibration/import.h"
#include "yaml/json.h"

namespace llmtco {
namespace {

using detail::CheckedFields;

/// One number has no interval: low = high = median, one sample.
Sampled single(double value) { return {value, value, value, value, 1}; }

}  // namespace

std::vector<Observation> import_vllm_bench(std::string text, std::string name, const ImportContext& context,
                                           Diagnostics& diagnostics) {
  std::vector<Observation> found;
  const auto tree = read_json(std::move(text), name, diagnostics);
  if (!tree) return found;
  CheckedFields f(*tree, diagnostics, "a vllm bench serve result");
  const int completed = f.whole("completed", 0);
  const double duration = f.positive("duration");
  const double input = f.number("total_input_tokens", 0);
  const double output = f.number("total_output_tokens", 0);
  const double throughput = f.positive("output_throughput");
  const double ttft = f.number("mean_ttft_ms", 0);
  const double tpot = f.number("mean_tpot_ms", 0);
  const double concurrency = f.optional_number("max_concurrency", 1, 0);
  const auto rate = f.required("request_rate");
  const bool unlimited = rate && rate->quoted() && rate->text() == "inf";
  double requests_per_s = 0;
  if (rate && rate->quoted() && !unlimited) {
    f.error(*rate, "'request_rate' must be a number or \"inf\"");
  } else if (rate && !unlimited) {
    requests_per_s = f.positive("request_rate");
  }
  const std::string backend = f.optional_text("backend");
  const std::string endpoint = f.optional_text("endpoint_type");
  const std::string model = f.text("model_id");
  const std::string date = f.optional_text("date");

  if (context.hardware.empty())
    diagnostics.error(tree->location(), "a vllm bench serve result does not name its hardware",
                      "name it with --hardware");
  if (const auto at = tree->find("completed"); at && completed == 0) f.error(*at, "no request was completed");
  if (duration > 0 && throughput > 0 && std::fabs(output / duration / throughput - 1) > 0.02) {
    f.error(*tree->find("output_throughput"),
            fmt::format("output_throughput {:g} is not total_output_tokens / duration = {:g}", throughput,
                        output / duration));
  }
  if (const double failed = f.optional_number("failed", 0, 0); failed > 0) {
    diagnostics.warning(
        tree->find("failed")->location(),
        fmt::format("{:g} requests failed; rates are of the {} completed ones", failed, completed));
  }
  f.allow_others();
  if (diagnostics.has_errors()) return found;

  const std::string kind = concurrency > 0 ? "concurrency" : unlimited ? "offline-max" : "request-rate";
  const double load = concurrency > 0 ? concurrency : unlimited ? completed : requests_per_s;
  const auto add = [&](std::string metric, double value) {
    if (value <= 0) return;  // a run of one output token has no time per output token
    found.push_back({.id = date,
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
