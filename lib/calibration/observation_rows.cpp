#include <fmt/format.h>

#include "calibration/speed_factors.h"

namespace llmtco {
namespace {

/// A number that an observation states; it has 0 for what its source does not say.
std::optional<double> stated(double number) { return number > 0 ? std::optional(number) : std::nullopt; }

MeasuredRow common(const Observation& o, RowTable::Kind kind) {
  MeasuredRow row;
  row.kind = kind;
  row.row_id = o.id;
  row.hardware = catalogue_hardware(o.hardware);
  row.gpus = o.gpus;
  row.model = o.model;
  row.params_b = stated(o.params_b);
  row.format = catalogue_format(o.format);
  row.engine = o.engine;
  row.input = stated(o.isl);
  row.output = stated(o.osl);
  row.metric = o.metric;
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

std::vector<MeasuredRow> rows_of(const std::vector<Observation>& observations,
                                 std::vector<std::string>& reasons) {
  std::vector<MeasuredRow> speeds, latencies, throughputs;
  constexpr double GiB = 1024.0 * 1024 * 1024;
  for (const Observation& o : observations) {
    if (o.format.empty()) {
      reasons.push_back(
          fmt::format("{} {} gives no factor: the format of the weights is not said; name it with --weights",
                      o.id, o.metric));
      continue;
    }
    if (o.metric == "decode_tok_s" || o.metric == "prefill_tok_s") {
      MeasuredRow& row = speeds.emplace_back(common(o, RowTable::Kind::decode_speed));
      row.weight_gib = stated(o.weight_bytes / GiB);
      row.load = stated(o.load);
      row.value = stated(o.value.median);
    } else if (o.load_kind == "offline-max" && o.metric == "output_tok_s") {
      MeasuredRow& row = throughputs.emplace_back(common(o, RowTable::Kind::throughput));
      row.load_kind = "offline-max";
      row.value = stated(o.value.median);
    } else if (o.load_kind != "offline-max" && (o.metric == "ttft_ms" || o.metric == "tpot_ms")) {
      // The output rate of a closed loop says what its TPOT says.
      MeasuredRow& row = latencies.emplace_back(common(o, RowTable::Kind::latency));
      row.load_kind = "concurrency";
      row.load = stated(in_flight(observations, o));
      (o.metric == "ttft_ms" ? row.ttft_ms : row.tpot_ms) = stated(o.value.median);
    }
  }
  std::vector<MeasuredRow> rows = std::move(speeds);
  rows.insert(rows.end(), latencies.begin(), latencies.end());
  rows.insert(rows.end(), throughputs.begin(), throughputs.end());
  return rows;
}

}  // namespace llmtco
