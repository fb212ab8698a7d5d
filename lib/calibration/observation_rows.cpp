#include <fmt/format.h>

#include "calibration/speed_factors.h"

namespace llmtco {
namespace {

std::string text(double number) { return number > 0 ? fmt::format("{}", number) : ""; }

std::vector<std::string> common(const Observation& o) {
  return {o.id,
          catalogue_hardware(o.hardware),
          std::to_string(o.gpus),
          o.model,
          text(o.params_b),
          catalogue_format(o.format),
          o.engine};
}

std::vector<std::string> with(std::vector<std::string> row, std::initializer_list<std::string> more) {
  row.insert(row.end(), more);
  return row;
}

/// The other latency of the same run, which stands beside this one.
double beside(const std::vector<Observation>& all, const Observation& o, std::string_view metric) {
  for (const Observation& other : all) {
    if (other.metric == metric && other.id == o.id && other.source == o.source && other.load == o.load)
      return other.value.median;
  }
  return 0;
}

/// Requests in flight: as limited, or by Little's law at a rate.
double in_flight(const std::vector<Observation>& all, const Observation& o) {
  if (o.load_kind != "request-rate") return o.load;
  return o.load * (beside(all, o, "ttft_ms") + o.osl * beside(all, o, "tpot_ms")) / 1000;
}

}  // namespace

std::string catalogue_hardware(const std::string& name) {
  std::string rest = name;
  for (const char* maker : {"NVIDIA ", "AMD ", "Tesla ", "GeForce ", "Radeon "}) {
    if (rest.starts_with(maker)) rest.erase(0, std::string_view(maker).size());
  }
  return rest;
}

std::string catalogue_format(const std::string& name) {
  std::string format = name;
  for (const auto& [words, letter] : {std::pair{" - Small", "_S"}, {" - Medium", "_M"}, {" - Large", "_L"}}) {
    const auto at = format.find(words);
    if (at == std::string::npos) continue;
    format.resize(at);
    format += letter;
  }
  return format;
}

std::vector<RowTable> rows_of(const std::vector<Observation>& observations,
                              std::vector<std::string>& reasons) {
  const std::vector<std::string> first{"row_id", "hardware", "gpus", "model", "params_b"};
  const auto table = [&](const char* format, std::initializer_list<std::string> more) {
    return RowTable{
        .file = "", .columns = with(with(first, {format, "engine"}), more), .rows = {}, .lines = {}};
  };
  RowTable speed = table("format", {"weight_gib", "batch", "context", "gen_len", "metric", "value"});
  RowTable latency = table("precision", {"load_kind", "load", "isl", "osl", "ttft_ms", "tpot_ms"});
  RowTable throughput = table("precision", {"load", "isl", "osl", "metric", "value"});
  constexpr double GiB = 1024.0 * 1024 * 1024;
  for (const Observation& o : observations) {
    const std::string value = text(o.value.median);
    if (o.format.empty()) {
      reasons.push_back(
          fmt::format("{} {} gives no factor: the format of the weights is not said; name it with --weights",
                      o.id, o.metric));
      continue;
    }
    if (o.metric == "decode_tok_s" || o.metric == "prefill_tok_s") {
      speed.rows.push_back(with(
          common(o), {text(o.weight_bytes / GiB), text(o.load), text(o.isl), text(o.osl), o.metric, value}));
    } else if (o.load_kind == "offline-max" && o.metric == "output_tok_s") {
      throughput.rows.push_back(with(common(o), {"offline-max", text(o.isl), text(o.osl), o.metric, value}));
    } else if (o.load_kind != "offline-max" && (o.metric == "ttft_ms" || o.metric == "tpot_ms")) {
      // The output rate of a closed loop says what its TPOT says.
      const bool first_token = o.metric == "ttft_ms";
      latency.rows.push_back(
          with(common(o), {"concurrency", text(in_flight(observations, o)), text(o.isl), text(o.osl),
                           first_token ? value : "", first_token ? "" : value}));
    }
  }
  std::vector<RowTable> tables;
  for (RowTable* each : {&speed, &latency, &throughput}) {
    for (std::size_t i = 0; i < each->rows.size(); ++i) each->lines.push_back(static_cast<int>(i) + 1);
    if (!each->rows.empty()) tables.push_back(std::move(*each));
  }
  return tables;
}

}  // namespace llmtco
