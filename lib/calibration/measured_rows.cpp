#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <memory>

#include "calibration/import.h"
#include "performance/rows.h"
#include "text/closest.h"

namespace llmtco {
namespace {

constexpr double GiB = 1024.0 * 1024 * 1024;

/// Fields of one row as numbers; mistakes are told at the row's line.
class RowReader {
 public:
  RowReader(const RowTable& table, std::size_t row, Diagnostics& diagnostics)
      : table_(table), row_(row), diagnostics_(diagnostics) {}

  std::string text(std::string_view column) const { return std::string(table_.field(row_, column)); }

  /// 0 for an empty field: the source does not say.
  double number(std::string_view column) const {
    const std::string_view field = table_.field(row_, column);
    if (field.empty()) return 0;
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size() || !std::isfinite(value)) {
      complain(fmt::format("'{}' is no number, in column {}", field, column));
    } else if (value < 0) {
      complain(fmt::format("{} must not be negative, is {}", column, field));
    }
    return value;
  }

  void complain(std::string message) const {
    diagnostics_.error({table_.file, table_.lines[row_], 1}, std::move(message));
  }

 private:
  const RowTable& table_;
  std::size_t row_;
  Diagnostics& diagnostics_;
};

/// What all three kinds of rows share.
Observation common(const RowReader& row, Provenance provenance) {
  Observation o;
  o.id = row.text("row_id");
  o.hardware = row.text("hardware");
  o.gpus = static_cast<int>(row.number("gpus"));
  o.model = row.text("model");
  o.params_b = row.number("params_b");
  o.engine = row.text("engine");
  o.source = row.text("source");
  o.isl = row.number("isl");
  o.osl = row.number("osl");
  o.provenance = provenance;
  return o;
}

void add(std::vector<Observation>& found, Observation o, std::string metric, double value,
         const RowReader& row) {
  if (value <= 0) {
    row.complain(fmt::format("{} must be positive, is {:g}", metric, value));
    return;
  }
  o.metric = std::move(metric);
  o.value = {value, value, value, value, 1};
  found.push_back(std::move(o));
}

/// "batch 64" and "offline-max" of a throughput row.
void read_load(const std::string& load, Observation& o) {
  const std::size_t space = load.find(' ');
  o.load_kind = load.substr(0, space);
  o.load = space == std::string::npos ? 0 : std::strtod(load.c_str() + space, nullptr);
}

void add_row(std::vector<Observation>& found, RowTable::Kind kind, const RowReader& row,
             Provenance provenance) {
  Observation o = common(row, provenance);
  if (kind == RowTable::Kind::decode_speed) {
    o.format = row.text("format");
    o.weight_bytes = row.number("weight_gib") * GiB;
    o.load_kind = "batch";
    o.load = row.number("batch");
    o.isl = row.number("context");
    o.osl = row.number("gen_len");
    add(found, o, row.text("metric"), row.number("value"), row);
    return;
  }
  o.format = row.text("precision");
  if (kind == RowTable::Kind::throughput) {
    read_load(row.text("load"), o);
    const bool per_gpu =
        row.text("metric") == "output_tok_s_per_gpu";  // the observation is of all GPUs together
    add(found, o, per_gpu ? "output_tok_s" : row.text("metric"), row.number("value") * (per_gpu ? o.gpus : 1),
        row);
    return;
  }
  o.load_kind = row.text("load_kind");
  o.load = row.number("load");
  if (!row.text("ttft_ms").empty()) add(found, o, "ttft_ms", row.number("ttft_ms"), row);
  if (!row.text("tpot_ms").empty()) add(found, o, "tpot_ms", row.number("tpot_ms"), row);
}

void check_metric(const Observation& o, const RowReader& row) {
  static const std::vector<std::string> metrics = {"decode_tok_s", "prefill_tok_s", "output_tok_s",
                                                   "samples_s",    "ttft_ms",       "tpot_ms"};
  if (std::find(metrics.begin(), metrics.end(), o.metric) != metrics.end()) return;
  const std::string hint = did_you_mean(o.metric, metrics);
  row.complain(fmt::format("unknown metric '{}'{}", o.metric, hint.empty() ? "" : "; " + hint));
}

}  // namespace

std::vector<Observation> import_rows(std::string_view text, const std::string& name, Provenance provenance,
                                     Diagnostics& diagnostics) {
  diagnostics.add_source(std::make_shared<const Source>(name, std::string(text)));
  const RowTable table = read_rows(text, name);
  std::vector<Observation> found;
  if (table.kind() == RowTable::Kind::unknown) {
    diagnostics.error(
        {name, 1, 1}, "the header names none of the known sets of columns",
        "decode speed has format and gen_len, throughput load and precision, latency load_kind");
    return found;
  }
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const RowReader row(table, i, diagnostics);
    if (row.text("note").find("suspicious") != std::string::npos) {
      diagnostics.warning({name, table.lines[i], 1},
                          fmt::format("row {} is noted as suspicious; left out", row.text("row_id")));
      continue;
    }
    const std::size_t before = found.size();
    add_row(found, table.kind(), row, provenance);
    for (std::size_t k = before; k < found.size(); ++k) check_metric(found[k], row);
  }
  if (diagnostics.has_errors()) found.clear();
  return found;
}

}  // namespace llmtco
