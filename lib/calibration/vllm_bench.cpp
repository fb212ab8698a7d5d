#include <fmt/format.h>

#include <cmath>

#include "calibration/checked_fields.h"
#include "calibration/importers.h"
#include "yaml/json.h"

namespace llmtco {
namespace {

using detail::CheckedFields;

/// One number has no interval: low = high = median, one sample.
Sampled single(double value) { return {value, value, value, value, 1}; }

/// What a result file tells, in its own units.
struct ServeResult {
  int completed;
  double duration, input, output, throughput, ttft, tpot, concurrency;
  bool unlimited;         ///< requests as fast as they are taken
  double requests_per_s;  ///< where there is a rate
  std::string backend, endpoint, model, date;

  std::string load_kind() const {
    return concurrency > 0 ? "concurrency" : unlimited ? "offline-max" : "request-rate";
  }
  double load() const { return concurrency > 0 ? concurrency : unlimited ? completed : requests_per_s; }
};

ServeResult read_result(CheckedFields& f) {
  ServeResult r{.completed = f.whole("completed", 0),
                .duration = f.positive("duration"),
                .input = f.number("total_input_tokens", 0),
                .output = f.number("total_output_tokens", 0),
                .throughput = f.positive("output_throughput"),
                .ttft = f.number("mean_ttft_ms", 0),
                .tpot = f.number("mean_tpot_ms", 0),
                .concurrency = f.optional_number("max_concurrency", 1, 0),
                .unlimited = false,
                .requests_per_s = 0,
                .backend = {},
                .endpoint = {},
                .model = {},
                .date = {}};
  const auto rate = f.required("request_rate");
  r.unlimited = rate && rate->quoted() && rate->text() == "inf";
  if (rate && rate->quoted() && !r.unlimited) {
    f.error(*rate, "'request_rate' must be a number or \"inf\"");
  } else if (rate && !r.unlimited) {
    r.requests_per_s = f.positive("request_rate");
  }
  r.backend = f.optional_text("backend");
  r.endpoint = f.optional_text("endpoint_type");
  r.model = f.text("model_id");
  r.date = f.optional_text("date");
  return r;
}

/// Says what of a result cannot be.
void check_result(const ServeResult& r, const Node& tree, CheckedFields& f, Diagnostics& diagnostics) {
  if (const auto at = tree.find("completed"); at && r.completed == 0)
    f.error(*at, "no request was completed");
  if (r.duration > 0 && r.throughput > 0 && std::fabs(r.output / r.duration / r.throughput - 1) > 0.02) {
    f.error(*tree.find("output_throughput"),
            fmt::format("output_throughput {:g} is not total_output_tokens / duration = {:g}", r.throughput,
                        r.output / r.duration));
  }
  if (const double failed = f.optional_number("failed", 0, 0); failed > 0) {
    diagnostics.warning(
        tree.find("failed")->location(),
        fmt::format("{:g} requests failed; rates are of the {} completed ones", failed, r.completed));
  }
}

}  // namespace

std::vector<Observation> import_vllm_bench(std::string text, std::string name, const ImportContext& context,
                                           Diagnostics& diagnostics) {
  std::vector<Observation> found;
  const auto tree = read_json(std::move(text), name, diagnostics);
  if (!tree) return found;
  CheckedFields f(*tree, diagnostics, "a vllm bench serve result");
  const ServeResult r = read_result(f);
  if (context.hardware.empty())
    diagnostics.error(tree->location(), "a vllm bench serve result does not name its hardware",
                      "name it with --hardware");
  check_result(r, *tree, f, diagnostics);
  f.allow_others();
  if (diagnostics.has_errors()) return found;

  const auto add = [&](std::string metric, double value) {
    if (value <= 0) return;  // a run of one output token has no time per output token
    found.push_back({.id = r.date,
                     .metric = std::move(metric),
                     .hardware = context.hardware,
                     .gpus = context.gpus,
                     .model = context.model.empty() ? r.model : context.model,
                     .params_b = context.params_b,
                     .format = context.format,
                     .weight_bytes = context.weight_bytes,
                     .engine = r.backend.empty() ? r.endpoint : r.backend,
                     .load_kind = r.load_kind(),
                     .load = r.load(),
                     .isl = r.input / r.completed,
                     .osl = r.output / r.completed,
                     .value = single(value),
                     .provenance = context.provenance,
                     .source = context.source.empty() ? name : context.source});
  };
  add("output_tok_s", r.throughput);
  add("ttft_ms", r.ttft);
  add("tpot_ms", r.tpot);
  return found;
}

}  // namespace llmtco
