#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "calibration/checked_fields.h"
#include "calibration/importers.h"
#include "yaml/json.h"

namespace llmtco {
namespace {

using detail::CheckedFields;

/// "llama 8B Q4_K - Medium": the last word group names the format, what stands before it the model.
std::string model_of(const std::string& model_type) {
  const std::size_t b = model_type.find("B ");
  return b == std::string::npos ? model_type : model_type.substr(0, b + 1);
}
std::string format_of(const std::string& model_type) {
  const std::size_t b = model_type.find("B ");
  return b == std::string::npos ? "" : model_type.substr(b + 2);
}

Sampled rate_of(CheckedFields& f) {
  const double mean = f.positive("avg_ts");
  const double sd = f.optional_number("stddev_ts", 0, 0);
  std::vector<double> samples;
  if (f.optional("samples_ts")) samples = f.numbers("samples_ts", 0);
  if (samples.size() >= 3) return sampled(samples);
  return {.best = mean,
          .median = mean,
          .low = std::max(mean - 2 * sd, mean / 100),
          .high = mean + 2 * sd,
          .samples = std::max(1, static_cast<int>(samples.size()))};
}

/// What the command line says beats what the file says.
void take_context(const ImportContext& context, bool offloaded, Observation& o) {
  if (!context.hardware.empty() && (offloaded || o.hardware.empty())) o.hardware = context.hardware;
  if (!context.model.empty()) o.model = context.model;
  if (!context.format.empty()) o.format = context.format;
  if (context.params_b > 0) o.params_b = context.params_b;
}

/// One test of the list; nothing where it has no rate of prompt or generation alone.
std::optional<Observation> test_of(const Node& node, const std::string& id, const std::string& file,
                                   const ImportContext& context, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics, id);
  const int prompt = f.whole("n_prompt", 0);
  const int generated = f.whole("n_gen", 0);
  const std::string gpu = f.optional_text("gpu_info");
  const bool offloaded = f.optional_number("n_gpu_layers", -1, 0) != 0 && !gpu.empty();
  const std::string type = f.text("model_type");
  const std::string commit = f.optional_text("build_commit");
  Observation o{.id = id,
                .metric = generated > 0 ? "decode_tok_s" : "prefill_tok_s",
                .hardware = offloaded ? gpu : f.optional_text("cpu_info"),
                .gpus = offloaded ? context.gpus : 0,
                .model = model_of(type),
                .params_b = f.positive("model_n_params") * 1e-9,
                .format = format_of(type),
                .weight_bytes = f.positive("model_size"),
                .engine = commit.empty() ? "llama.cpp" : "llama.cpp " + commit,
                .load_kind = "batch",
                .load = 1,
                .isl = f.optional_number("n_depth", 0, 0) + prompt,
                .osl = static_cast<double>(generated),
                .value = rate_of(f),
                .provenance = context.provenance,
                .source = context.source.empty() ? file : context.source};
  f.allow_others();
  take_context(context, offloaded, o);
  if (o.hardware.empty())
    diagnostics.error(node.location(), fmt::format("{} names no hardware", o.id), "name it with --hardware");
  if (prompt == 0 && generated == 0) {
    diagnostics.error(node.location(), fmt::format("{} has neither n_prompt nor n_gen", o.id));
  } else if (prompt > 0 && generated > 0) {
    diagnostics.warning(
        node.location(),
        fmt::format("{} mixes prompt and generation; excluded, as its rate is of neither", o.id));
    return std::nullopt;
  }
  return o;
}

}  // namespace

std::vector<Observation> import_llama_bench(std::string text, std::string name, const ImportContext& context,
                                            Diagnostics& diagnostics) {
  std::vector<Observation> found;
  const auto tree = read_json(std::move(text), name, diagnostics);
  if (!tree) return found;
  if (!tree->is_sequence()) {
    diagnostics.error(tree->location(),
                      fmt::format("llama-bench output must be a list of tests, found {}", tree->kind_name()),
                      "run llama-bench with -o json");
    return found;
  }
  int index = 0;
  for (const Node& node : tree->children()) {
    if (auto test = test_of(node, fmt::format("test {}", index++), name, context, diagnostics))
      found.push_back(*std::move(test));
  }
  if (diagnostics.has_errors()) found.clear();
  return found;
}

}  // namespace llmtco
